"""Matcher: every name of the gazetteer in a text, at word boundaries, the longest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from koreawire.pipeline.entities.hangul import (
    is_left_edge,
    is_particle_tail,
    is_title_tail,
    tail_at,
)
from koreawire.pipeline.entities.inflect import Alias, aliases, is_hangul
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koreawire.pipeline.entities.gazetteer import Entity

# Whose names are looked for in a story of that language; any other language gets all.
READABLE = {
    "en": ("en",),
    "nl": ("nl", "en"),
    "da": ("da", "en"),
    "nb": ("da", "en"),
    "nn": ("da", "en"),
    "sv": ("da", "en"),
    "ko": ("ko", "en"),
}
GENITIVE = ("nl", "da", "nb", "nn", "sv")  # languages that write -s without an apostrophe


@dataclass(frozen=True, slots=True)
class Hit:
    """Names found at one place: what the string may stand for, best reading first."""

    start: int
    end: int
    aliases: tuple[Alias, ...]


class Matcher:
    """The automaton over all names; built once, then only read."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        readings: dict[str, dict[Alias, None]] = {}
        for place, entity in enumerate(entities):
            for alias in aliases(entity, place):
                readings.setdefault(alias.text, {})[alias] = None
        for text in word_list("blockers.txt"):
            readings.setdefault(text, {})
        self._texts = list(readings)
        self._readings = [tuple(readings[text]) for text in self._texts]
        self._hangul = [is_hangul(text[-1]) for text in self._texts]
        self._automaton = AhoCorasick(self._texts)
        self._foreign = frozenset(word_list("not_foreign.txt"))
        self._by_language: dict[str, list[tuple[Alias, ...]]] = {}

    def find(self, text: str, language: str | None) -> list[Hit]:
        """The hits in *text*, in order, none overlapping; blocked places have none."""
        readings = self._for_language(language or "")
        genitive = language in GENITIVE
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            if self._hangul[pattern]:
                if not self._hangul_edge(text, end, readings[pattern]):
                    continue
                found.append((start, end, pattern))
            elif end == len(text) or not text[end].isalnum():
                found.append((start, end, pattern))
            elif genitive and text[end] == "s" and not text[end + 1 : end + 2].isalnum():
                found.append((start, end + 1, pattern))
        hits = (
            Hit(start, end, readings[pattern])
            for start, end, pattern in _longest(found)
            if not _compound_tail(text, start, found)
        )
        return [hit for hit in hits if hit.aliases]

    @staticmethod
    def _hangul_edge(text: str, end: int, readings: tuple[Alias, ...]) -> bool:
        tail = tail_at(text, end)
        return is_particle_tail(tail) or (bool(readings) and is_title_tail(tail))

    def _for_language(self, language: str) -> list[tuple[Alias, ...]]:
        """The readings of every pattern that hold in a story of *language*."""
        if language not in self._by_language:
            spoken = READABLE.get(language)
            self._by_language[language] = [
                tuple(alias for alias in readings if self._is_readable(alias, language, spoken))
                for readings in self._readings
            ]
        return self._by_language[language]

    def _is_readable(self, alias: Alias, language: str, spoken: tuple[str, ...] | None) -> bool:
        if spoken is None or alias.language not in ("en", "nl", "da"):
            return True
        if alias.language not in spoken:
            return False
        return alias.language == language or alias.text not in self._foreign


def _longest(found: list[tuple[int, int, int]]) -> Iterable[tuple[int, int, int]]:
    """The longest of every group of overlapping finds; of equals the leftmost."""
    kept: list[tuple[int, int, int]] = []
    for start, end, pattern in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, pattern)
            continue
        kept.append((start, end, pattern))
    return kept


def _compound_tail(text: str, start: int, found: list[tuple[int, int, int]]) -> bool:
    """Is the name the tail of a compound that is another thing, as in Latijns-Amerika?

    What is before the hyphen may be a name itself (Trump-Kim, VS-China): then it is not.
    """
    if not start or text[start - 1] != "-" or not text[start - 2 : start - 1].isalpha():
        return False
    return all(end != start - 1 for _, end, _ in found)


__all__ = ["EntityType", "Hit", "Matcher", "is_left_edge"]
