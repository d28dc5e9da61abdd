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
HALF = 0.5  # what a word of a section `[en weak]` is worth
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
        self._weak = {key: f"{key}{WEAK}weak" for key in self._vocabulary.codes}
        self._concepts: dict[tuple[str, int], Concept] = {}  # as said before: a few hundred

    def of(self, story: NinjsItem, text: StoryText | None = None) -> tuple[Concept, ...]:
        """Return the subjects the item carries, what they map to, and what its words say.

        *text* is the story's, where it is laid out already.
        """
        found = self._from_words(text or StoryText(story))
        carried = story.subjects
        if not carried:
            return tuple([self._concept(code, confidence) for code, confidence in found])
        said = {code for concept in carried if (code := _media_topic(concept))}
        mapped = sorted({self._map(concept) for concept in carried} - said - {""})
        said.update(mapped)
        added = [(code, 100) for code in mapped] + [one for one in found if one[0] not in said]
        return (*carried, *(self._concept(code, confidence) for code, confidence in added))

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
        concept = self._concepts.get((code, confidence))
        if concept is None:
            concept = self._concepts[code, confidence] = maker(Concept)(
                name=self._vocabulary.names[code],
                uri=MEDIA_TOPIC + code,
                creator=CREATOR,
                confidence=confidence,
            )
        return concept

    def _from_words(self, text: StoryText) -> list[tuple[str, int]]:
        """Return code and confidence, the surest first."""
        hits, weak = text.hits, self._weak
        evidence: dict[str, float] = {}
        for key in hits.keys() & weak.keys():  # weak words alone say nothing
            if weight := _weight(hits[key], text):
                beside = hits.get(weak[key])
                evidence[key] = weight + (HALF * _weight(beside, text) if beside else 0.0)
        if not evidence:
            return []
        length = max(1.0, min(len(text.all), text.body_start + READ) / REPORT) ** 0.5
        best = max(evidence.values())
        ranked = sorted([(-value, key) for key, value in evidence.items()])
        return [
            (self._vocabulary.codes[key], confidence)
            for value, key in ranked[:MOST]
            if -value >= BESIDE * best
            and (confidence := round(100 * (1 - math.exp(value / (4 * length))))) >= LEAST
        ]


def _weight(places: Sequence[Place], text: StoryText) -> float:
    """Return what the words of a list at *places* weigh: the sooner told, the more."""
    weight = 0.0
    body = text.body_start
    lead, last = body + LEAD, body + READ
    repeated = len(places) > MOST_OF_A_WORD
    seen: dict[str, int] = {}
    for start, end in places:
        if start > last:
            break
        if repeated:
            word = text.all[start:end]
            times = seen.get(word, 0)
            if times == MOST_OF_A_WORD:
                continue
            seen[word] = times + 1
        if start >= lead:
            weight += BODY_WEIGHT
        else:
            weight += LEAD_WEIGHT if start >= body else HEADLINE_WEIGHT
    return weight
