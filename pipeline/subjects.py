"""Subjects: IPTC Media Topics where the words of the story are good evidence for them.

Codes and names are of the controlled vocabulary
http://cv.iptc.org/newscodes/mediatopic/ (`pipeline/data/subjects.yaml`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from koreawire.pipeline.lexicon import WEAK, fingerprint
from koreawire.pipeline.story_text import StoryText
from koreawire.pipeline.twins import maker
from koreawire.schemas.story import Concept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.words import Place
    from koreawire.schemas.story import NinjsItem

MEDIA_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/"
CREATOR = "koreawire"
LEAD = 300  # code points, in every script
READ = 4_000  # code points of the body that are read for subjects: the story is told by then
HEADLINE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 3.0, 2.0, 1.0
REPORT = 600  # code points: longer texts have more words of everything
STRONG, HALF = 1.0, 0.5  # what a word is worth; half in a section `[en weak]`
MOST_OF_A_WORD = 2  # times one word counts: a match report says "goal" twenty times
LEAST = 40  # confidence below which a subject is not said
BESIDE = 0.4  # share of the best subject's evidence that a further one needs
MOST = 3  # subjects said of one story


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The subjects known: key of their word list to code and name; and codes that map to them."""

    codes: Mapping[str, str]
    names: Mapping[str, str]
    carried: Mapping[str, str]


def vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the project."""
    text = (files("koreawire.pipeline") / "data" / "subjects.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    topics = data["topics"]
    return Vocabulary(
        {key: topic["code"] for key, topic in topics.items()},
        {topic["code"]: topic["name"] for topic in topics.values()},
        data["carried"],
    )


def _media_topic(concept: Concept) -> str:
    """Return the code of a concept that is a media topic already, or nothing."""
    said = concept.uri or concept.literal or ""
    for prefix in (MEDIA_TOPIC, "medtop:"):
        if said.startswith(prefix):
            return said.removeprefix(prefix)
    return ""


class Subjects:
    """Says what a story is about."""

    def __init__(self) -> None:
        self._vocabulary = vocabulary()
        self.version = f"subjects-{fingerprint('subjects')}"  # of the word lists
        keys = self._vocabulary.codes
        self._lists = {key: (key, STRONG) for key in keys} | {
            f"{key}{WEAK}weak": (key, HALF) for key in keys
        }

    def of(self, story: NinjsItem, text: StoryText | None = None) -> tuple[Concept, ...]:
        """Return the subjects the item carries, what they map to, and what its words say.

        *text* is the story's, where it is laid out already.
        """
        carried = story.subjects or ()
        said = {code for concept in carried if (code := _media_topic(concept))}
        mapped = sorted({self._map(concept) for concept in carried} - said - {""})
        added = [self._concept(code, 100) for code in mapped]
        said.update(mapped)
        for code, confidence in self._from_words(text or StoryText(story)):
            if code not in said:
                added.append(self._concept(code, confidence))
        return (*carried, *added)

    def _map(self, concept: Concept) -> str:
        """Return the media topic of a code of another vocabulary, or nothing."""
        if _media_topic(concept):
            return ""
        bare = (concept.uri or concept.literal or "").rpartition("/")[2].rpartition(":")[2]
        first_level = bare[:2] + "000000"  # subject codes and media topics share it
        if len(bare) == len(first_level) and first_level in self._vocabulary.names:
            return first_level
        return self._vocabulary.carried.get(bare, "")

    def _concept(self, code: str, confidence: int) -> Concept:
        return maker(Concept)(
            name=self._vocabulary.names[code],
            uri=MEDIA_TOPIC + code,
            creator=CREATOR,
            confidence=confidence,
        )

    def _from_words(self, text: StoryText) -> list[tuple[str, int]]:
        """Return code and confidence, the surest first."""
        evidence: dict[str, float] = {}
        strong: set[str] = set()
        for name, places in text.hits.items():
            if name not in self._lists:
                continue
            key, worth = self._lists[name]
            weight = _weight(places, text)
            evidence[key] = evidence.get(key, 0.0) + weight * worth
            if weight and worth == STRONG:
                strong.add(key)
        evidence = {key: evidence[key] for key in strong}
        if not evidence:
            return []
        length = max(1.0, min(len(text.all), text.body_start + READ) / REPORT) ** 0.5
        best = max(evidence.values())
        ranked = sorted(evidence.items(), key=lambda item: (-item[1], item[0]))
        return [
            (self._vocabulary.codes[name], confidence)
            for name, value in ranked[:MOST]
            if value >= BESIDE * best
            and (confidence := round(100 * (1 - math.exp(-value / (4 * length))))) >= LEAST
        ]


def _weight(places: Sequence[Place], text: StoryText) -> float:
    """Return what the words of a list at *places* weigh: the sooner told, the more."""
    weight = 0.0
    seen: dict[str, int] = {}
    for start, end in places:
        if start > text.body_start + READ:
            break
        word = text.all[start:end]
        times = seen.get(word, 0)
        if times == MOST_OF_A_WORD:
            continue
        seen[word] = times + 1
        if start >= text.body_start + LEAD:
            weight += BODY_WEIGHT
        else:
            weight += LEAD_WEIGHT if start >= text.body_start else HEADLINE_WEIGHT
    return weight
