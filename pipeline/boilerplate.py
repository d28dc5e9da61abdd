"""Boilerplate: which lines are the page's furniture and not the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.clues import ALONE, FURNITURE, SECTION
from koreawire.pipeline.prose import is_prose, size
from koreawire.pipeline.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.clues import Hit

SHORT = 90  # characters: a line of navigation, a button, a label
MEDIUM = 220
EACH = 150  # characters beyond MEDIUM for which more evidence is needed
LONG = 700  # a whole cookie notice in one line
STRONG = 2  # weight of a phrase that furniture alone uses
LABEL = 3  # words a label may have behind it: a number, a name
SENTENCE = 5  # words
NOTICE = frozenset({"cookies", "privacy"})  # kinds that make one notice of many lines
EMBED = re.compile(
    r"\[(?:youtube|embed|video|twitter|instagram|facebook|soundcloud|vimeo|tiktok|caption|gallery)\b[^\]\n]{0,200}\]",
    re.IGNORECASE,
)
TRUNCATED_TAIL = re.compile(r"[^\W\d_]$")
# Furniture speaks to its reader; a story does not, but for those it quotes.
ADDRESS = frozenset((
    "you", "your", "yours", "our", "us", "je", "jij", "jouw", "jullie", "u", "uw", "ons", "onze",
    "du", "dig", "din", "dine", "jer", "jeres", "vores", "os",
))  # fmt: skip
KOREAN_ADDRESS = ("세요", "십시오", "드립니다", "바랍니다", "여러분", "보기")
WORDS = re.compile(r"\w+")
IMPERATIVE = re.compile(
    r"(?:meld|schrijf|volg|deel|lees|bekijk|luister|stuur|bel|mail|download|klik|log|probeer|neem|"
    r"sign|subscribe|follow|share|read|get|click|join|become|catch|email|like|send|support|try|"
    r"tilmeld|følg|del|læs|hent|skriv|bliv|få|prøv|hør|støt)\b",
    re.IGNORECASE,
)
QUOTED = re.compile("[\"“”„«»]|^[-–—'‘’]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line is furniture of a kind, or opens a list of other stories.

    `links` is how many titles without a story such a list needs to be one of links.
    """

    kind: str
    section: bool = False
    links: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a line holds of furniture: its likeliest kind, and how much speaks for it.

    `strong` sums phrases that furniture alone uses; `weak` are words that stories use
    as well; `addressed` says that the line speaks to its reader.
    """

    kind: str
    strong: int
    weak: frozenset[str]
    addressed: bool

    def enough(self, line: str, topic: frozenset[str] | set[str] = frozenset()) -> bool:
        """Is it furniture? A longer line needs more, and a sentence that addresses nobody."""
        length = size(line)
        needed = 2 if length <= SHORT else 3 + max(0, length - MEDIUM + EACH) // EACH
        if not self.addressed and length <= SHORT and _is_sentence(line):
            needed += 1
        if self.strong >= needed:
            return True
        if not self.addressed:
            return False
        return self.strong + len(self.weak - topic) + 1 >= needed + (0 if self.strong else 1)

    def joins(self, neighbour: Verdict, topic: set[str]) -> bool:
        """Is there enough to go with a line beside it that is furniture?"""
        if self.addressed:
            return self.strong > 0 or bool(self.weak - topic)
        return self.strong > 0 and self.kind in NOTICE and neighbour.kind in NOTICE


def judge(lines: Sequence[str], clues: Mapping[int, Sequence[Hit]]) -> dict[int, Verdict]:
    """Return the verdicts on those *lines* that are no part of a story.

    Words that the story's own sentences use are its topic and no evidence: a story may
    be about cookies. Certain lines first; then lines with less evidence that stand
    beside certain ones, since furniture comes in blocks.
    """
    verdicts: dict[int, Verdict] = {}
    found: dict[int, Evidence] = {}
    for number, hits in clues.items():
        if section := _section(lines[number], hits):
            verdicts[number] = Verdict("related", section=True, links=section.links)
        elif evidence := _weigh(lines[number], hits):
            found[number] = evidence
    topic = {
        word
        for number, one in found.items()
        if one.weak and not one.strong and not one.addressed and is_prose(lines[number])
        for word in one.weak
    }
    for number, one in found.items():
        if one.enough(lines[number], topic):
            verdicts[number] = Verdict(one.kind)
    left = sorted(set(found) - set(verdicts))
    for number in [*left, *reversed(left)]:
        for beside in (number - 1, number + 1):
            neighbour = verdicts.get(beside)
            if neighbour and size(lines[number]) <= LONG and found[number].joins(neighbour, topic):
                verdicts.setdefault(number, Verdict(found[number].kind))
    return verdicts


def _weigh(line: str, hits: Sequence[Hit]) -> Evidence | None:
    """Return the evidence in a line; a phrase counts once."""
    total: dict[str, int] = {}
    weak: dict[str, str] = {}
    seen: set[str] = set()
    for hit in hits:
        clue = hit.clue
        if clue.role != FURNITURE or clue.phrase in seen:
            continue
        seen.add(clue.phrase)
        if clue.weight < STRONG:
            weak[clue.phrase] = clue.kind
        elif clue.at != ALONE or _is_label(line, clue.phrase):
            weight = clue.weight + (1 if clue.at == "start" and hit.start == 0 else 0)
            total[clue.kind] = total.get(clue.kind, 0) + weight
    if not total and not weak:
        return None
    kinds = total or dict.fromkeys(weak.values(), 0)
    kind = max(sorted(kinds), key=lambda name: kinds[name])
    addressed = QUOTED.search(line) is None and (
        not ADDRESS.isdisjoint(WORDS.findall(line.lower()))
        or any(map(line.__contains__, KOREAN_ADDRESS))
        or IMPERATIVE.match(line) is not None
    )
    return Evidence(kind, sum(total.values()), frozenset(weak), addressed)


def _is_label(line: str, phrase: str) -> bool:
    """Is the phrase all the line says, but for a number or a name?"""
    rest = line[len(phrase) :]
    return len(rest.split()) <= LABEL and not line.endswith((".", "?", "!"))


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "!", "?", "”", '"')) and len(line.split()) >= SENTENCE


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading over other stories; see data/reading/sections.tsv for the fields."""

    rest: int
    links: int


def _section(line: str, hits: Sequence[Hit]) -> _Section | None:
    """Return the heading over other stories that the line is: its phrase, a name, no more."""
    if len(line) > SHORT:
        return None
    for hit in hits:
        if hit.clue.role == SECTION and hit.start == 0:
            section = _sections()[hit.clue.phrase]
            rest = line[len(hit.clue.phrase) :].strip(" :»>→")
            if len(rest.split()) <= section.rest and not rest.endswith((".", "?")):
                return section
    return None


@cache
def _sections() -> dict[str, _Section]:
    found = rows("reading", "sections.tsv")
    return {row["phrase"]: _Section(int(row["rest"]), int(row["links"])) for row in found}


def cut_short(line: str) -> bool:
    """Does the line end inside a sentence, as text cut by a length limit does?"""
    return len(line) > SHORT // 2 and TRUNCATED_TAIL.search(line) is not None
