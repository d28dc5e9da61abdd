"""Remembered stories that tell what a new one tells, with the evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.duplicates.relation import (
    EXACT,
    HEADLINE,
    HEADLINE_GRAMS,
    HEADLINE_HOURS,
    RETOLD,
    SHINGLES,
    Weighed,
    weigh,
    weigh_headlines,
    weigh_retold,
)
from koreawire.pipeline.duplicates.sketch import Sketch
from koreawire.pipeline.duplicates.verify import (
    Comparison,
    compare,
    compare_headlines,
    compare_texts,
    like_headlines,
)
from koreawire.pipeline.ledger.versions import Version, milliseconds, version_of

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.tokens import Codes, Vocabulary
    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.pipeline.ledger.memory import Memory

SHARED_KEYS = 2  # of about 18: one may be a stock phrase
SHARED_LINES = 3  # of 12
MOST_FAMILIES = 3  # a key in more distinct stories is an outlet's footer or a template's
MOST_COMPARED = 16  # the candidates that share most
MOST_RELATIONS = 8  # a story relates to those that share most with it; the family holds the rest
MOST_READ = 60_000  # characters of them, of which longer texts use up more
MOST_REMEMBERED = 2_048  # stories kept at hand, the newest; templates come in bursts
MOST_AT_HAND = 2_000_000  # characters of them: some 20 MB
CORRECT = "correct"
MOST_HEADLINES = 8_192  # of which the grams are at hand, half a kilobyte each
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Side:
    """A story as the judgement needs it; `body` is its JSON."""

    uri: str
    time: int
    published: int
    version: Version
    body: dict[str, Any]
    sketch: Sketch

    @property
    def action(self) -> str:
        """What the agency's mark says this transmission does."""
        revision: dict[str, Any] = self.body["koreawire"].get("revision") or {}
        action: str = revision.get("action", "new")
        return action

    @property
    def source(self) -> dict[str, Any]:
        """The raw item it came from."""
        source: dict[str, Any] = self.body["koreawire"]["source"]
        return source


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered story that is the same story as the new one, and why."""

    other: Side
    comparison: Comparison
    weighed: Weighed
    hours: float
    outside: bool  # beyond the window: only equal words were looked for
    rule: str


class Matcher:
    """Finds matches in a memory; remembers sketches of stories met lately."""

    def __init__(self, memory: Memory, vocabulary: Vocabulary) -> None:
        self.memory = memory
        self._vocabulary = vocabulary
        self._sides: dict[int, Side] = {}
        self._at_hand = 0  # characters
        self._grams: dict[int, Codes] = {}  # of headlines: most candidates go no further

    def side(self, number: int) -> Side | None:
        """Return a remembered story."""
        known = self._sides.get(number)
        if known is None:
            facts = self.memory.facts(number)
            if facts is None or facts.story is None:
                return None
            known = side_of(facts, self._vocabulary)
            self.remember(number, known)
        return known

    def remember(self, number: int, side: Side) -> None:
        """Keep a side at hand: copies come soon after the story."""
        self._sides[number] = side
        if number in self._grams:
            side.sketch.grams = self._grams[number]
        self._at_hand += side.sketch.size
        while len(self._sides) > MOST_REMEMBERED or self._at_hand > MOST_AT_HAND:
            self._at_hand -= self._sides.pop(next(iter(self._sides))).sketch.size
        if len(self._grams) >= MOST_HEADLINES:
            del self._grams[next(iter(self._grams))]
        self._grams[number] = side.sketch.grams

    def matches(self, story: Side) -> list[Match]:
        """Return the other stories that tell what *story* tells, best evidence first."""
        found: dict[str, Match] = {}
        compared: dict[int, Comparison] = {}
        left = MOST_READ
        for number, common in self._candidates(story).items():
            if len(found) == MOST_RELATIONS:
                break
            other, left = self._read(number, left)
            if other is None or other.uri == story.uri:
                continue
            compared[number] = compare(story.sketch, other.sketch)
            match = self._match(story, other, compared[number], common)
            if match is not None and (
                other.uri not in found or found[other.uri].weighed.score < match.weighed.score
            ):
                found[other.uri] = match
        for number in self._headline_candidates(story) if len(found) < MOST_RELATIONS else ():
            if not self._has_like_headline(number, story):
                continue
            other, left = self._read(number, left)
            if other is not None and other.uri != story.uri and other.uri not in found:
                match = self._headline_match(story, other, compared.get(number))
                if match is not None:
                    found[other.uri] = match
        return sorted(found.values(), key=lambda match: (-match.weighed.score, match.other.uri))

    def _read(self, number: int, left: int) -> tuple[Side | None, int]:
        """Return a candidate, if no more than *left* characters are to be read; and what is left.

        A story at hand costs as much: what is found must not depend on what is.
        """
        left -= self.memory.size(number)
        return (self.side(number) if left >= 0 else None), left

    def _match(
        self, story: Side, other: Side, comparison: Comparison, common: float
    ) -> Match | None:
        hours = abs(story.time - other.time) / HOUR_MS
        outside = abs(story.time - other.time) > self.memory.window_ms
        if outside and not comparison.exact:
            return None
        if comparison.exact and story.sketch.bare and _half_a_day_apart(story, other):
            return None  # the same words in an alert are the next event of its kind
        weighed = weigh(
            comparison, hours=hours, correction=_is_corrected(story, other), common=common
        )
        if not weighed.same:
            return None
        rule = EXACT if comparison.exact else SHINGLES
        return Match(other, comparison, weighed, hours, outside, rule)

    def _has_like_headline(self, number: int, story: Side) -> bool:
        """Whether a headline is worth a look: told without unpacking its story, where possible."""
        time = self.memory.time(number)
        if time is None or abs(story.time - time) > HEADLINE_HOURS * HOUR_MS:
            return False
        grams = self._grams.get(number)
        return grams is None or like_headlines(story.sketch.grams, grams, least=HEADLINE_GRAMS)

    def _headline_match(
        self, story: Side, other: Side, comparison: Comparison | None
    ) -> Match | None:
        if not like_headlines(story.sketch.grams, other.sketch.grams, least=HEADLINE_GRAMS):
            return None
        hours = abs(story.time - other.time) / HOUR_MS
        lines = (
            compare_headlines(story.sketch, other.sketch)
            if comparison is None
            else comparison.headlines
        )
        if not (weighed := weigh_headlines(lines, hours=hours)).same:
            return None
        if comparison is None:
            comparison = compare_texts(story.sketch, other.sketch, lines)
        if story.sketch.bare or other.sketch.bare:
            rule = EXACT if comparison.exact else HEADLINE
        elif (weighed := weigh_retold(comparison, hours=hours)).same:
            rule = RETOLD
        else:
            return None
        return Match(other, comparison, weighed, hours, outside=False, rule=rule)

    def _headline_candidates(self, story: Side) -> list[int]:
        """Return stories with a like headline."""
        found = self.memory.by_lines(story.sketch.lines)
        shared = Counter(chain.from_iterable(found.values()))
        return sorted(
            (number for number, count in shared.items() if count >= SHARED_LINES),
            key=lambda number: (-shared[number], -number),
        )[:MOST_COMPARED]

    def _candidates(self, story: Side) -> dict[int, float]:
        """Return stories that share keys, each with the share of those that others have too."""
        postings = self.memory.by_keys(story.sketch.keys)
        families = self._counted(postings)
        shared: dict[int, list[int]] = defaultdict(list)
        for key, numbers in postings.items():
            if families[key] <= MOST_FAMILIES:
                for number in numbers:
                    shared[number].append(key)
        ranked = sorted(
            (number for number, keys in shared.items() if len(keys) >= SHARED_KEYS),
            key=lambda number: (-len(shared[number]), -number),
        )[:MOST_COMPARED]
        found = {
            number: sum(families[key] > 1 for key in shared[number]) / len(shared[number])
            for number in ranked
        }
        equal = self.memory.by_exact(story.sketch.exact)
        return found if equal is None or equal in found else {equal: 0.0, **found}

    def _counted(self, postings: dict[int, list[int]]) -> dict[int, int]:
        """Return for each key in how many families its stories are."""
        known: dict[int, str] = {}
        for numbers in postings.values():
            if len(numbers) > 1:
                for number in numbers:
                    if number not in known:
                        known[number] = self.memory.families.name(self.memory.uri(number) or "")
        return {
            key: len({known[number] for number in numbers}) if len(numbers) > 1 else 1
            for key, numbers in postings.items()
        }


def _half_a_day_apart(story: Side, other: Side) -> bool:
    """Whether they were made so far apart; a replay says when it was made first."""
    return abs(story.published - other.published) > HEADLINE_HOURS * HOUR_MS


def _is_corrected(story: Side, other: Side) -> bool:
    """Whether the new or the known one corrects the other: it may exchange figures then.

    A known correction excuses only what says it is older; what comes later is another event.
    """
    if story.action == CORRECT:
        return True
    return other.action == CORRECT and story.published < other.published


def side_of(facts: Facts, vocabulary: Vocabulary) -> Side:
    """Return a remembered story unpacked."""
    body = orjson.loads(facts.story or "{}")
    return Side(
        facts.uri or "",
        facts.time,
        facts.published,
        Version(*(facts.version or ())),
        body,
        Sketch(_text(body, "headlines"), _text(body, "bodies"), vocabulary),
    )


def new_side(story: dict[str, Any], *, time: int, vocabulary: Vocabulary) -> Side:
    """Return a story just read, as a side."""
    published = milliseconds(story.get("versionCreated") or story.get("firstCreated"))
    return Side(
        story["uri"],
        time,
        time if published is None else published,
        version_of(story),
        story,
        Sketch(_text(story, "headlines"), _text(story, "bodies"), vocabulary),
    )


def _text(story: dict[str, Any], name: str) -> str:
    texts = story.get(name)
    value: str = texts[0]["value"] if texts else ""
    return value
