"""Matcher: every name of the gazetteer in a text, at word boundaries, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from koreawire.pipeline.entities.hangul import (
    country_tail,
    is_particle_tail,
    is_person_tail,
    tail_at,
)
from koreawire.pipeline.entities.inflect import Alias, aliases, is_hangul
from koreawire.pipeline.entities.link import Link, sole_link
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


Found = tuple[int, int, int, int]  # start, minus end, mark, pattern: sorts longest first
DEMONYM = 2  # the mark of a country's name that goes on as a demonym; 1 is a genitive


class Hit(NamedTuple):
    """Names found at one place: what the string may stand for, best reading first."""

    start: int
    end: int
    aliases: tuple[Alias, ...]
    demonym: bool = False  # the string goes on as one: 한국 in 한국인
    sole: Link | None = None  # what it stands for, where nothing else is possible


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
        self._countries = [self._any(place, self._is_country) for place in self._readings]
        self._people = [self._any(place, self._is_person) for place in self._readings]
        self._automaton = AhoCorasick(self._texts)
        self._foreign = frozenset(word_list("not_foreign.txt"))
        self._by_language: dict[str, tuple[list[tuple[Alias, ...]], list[Link | None]]] = {}

    def _any(self, readings: tuple[Alias, ...], test: Callable[[Entity], bool]) -> bool:
        return any(test(self._entities[alias.entity]) for alias in readings)

    @staticmethod
    def _is_country(entity: Entity) -> bool:
        return entity.subtype in {"country", "territory", "continent", "former country"}

    @staticmethod
    def _is_person(entity: Entity) -> bool:
        return entity.type is EntityType.PERSON

    def find(self, text: str, language: str | None) -> list[Hit]:
        """The hits in *text*, in order, none overlapping; blocked places have none."""
        readings, soles = self._for_language(language or "")
        genitive = language in GENITIVE
        found: list[Found] = []
        hangul, length = self._hangul, len(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            if hangul[pattern]:
                following = tail_at(text, end)
                makes = country_tail(following) if self._countries[pattern] else None
                if makes is not None:
                    found.append((start, -end, DEMONYM if makes else 0, pattern))
                elif (
                    not following
                    or is_particle_tail(following)
                    or (self._people[pattern] and is_person_tail(following))
                ):
                    found.append((start, -end, 0, pattern))
            elif end == length or not text[end].isalnum():
                found.append((start, -end, 0, pattern))
            elif "가" <= text[end] <= "힣":  # a Latin name in Korean copy: CIA는, LG가
                if is_particle_tail(tail_at(text, end)):
                    found.append((start, -end, 0, pattern))
            elif genitive and text[end] == "s" and not text[end + 1 : end + 2].isalnum():
                found.append((start, -end - 1, 1, pattern))
        return [
            Hit(start, -end, readings[pattern], mark == DEMONYM, soles[pattern])
            for start, end, mark, pattern in _longest(found)
            if readings[pattern] and not _compound_tail(text, start, found)
        ]

    def _for_language(self, language: str) -> tuple[list[tuple[Alias, ...]], list[Link | None]]:
        """The readings of each pattern in a story of *language*, and what has only one linked."""
        if language not in READABLE:
            language = ""
        if language not in self._by_language:
            spoken = READABLE.get(language)
            held = [
                tuple(alias for alias in readings if self._is_readable(alias, language, spoken))
                for readings in self._readings
            ]
            self._by_language[language] = held, [sole_link(readings) for readings in held]
        return self._by_language[language]

    def _is_readable(self, alias: Alias, language: str, spoken: tuple[str, ...] | None) -> bool:
        if spoken is None or alias.language not in ("en", "nl", "da"):
            return True
        if alias.language not in spoken:
            return False
        return alias.language == language or alias.text not in self._foreign


def _longest(found: list[Found]) -> list[Found]:
    """The longest of every group of overlapping finds; of equals the leftmost, then no genitive."""
    kept: list[Found] = []
    last_start = last_end = 0
    for hit in sorted(found):
        start, end = hit[0], -hit[1]
        if start < last_end:
            if end - start <= last_end - last_start:
                continue
            kept.pop()
        kept.append(hit)
        last_start, last_end = start, end
    return kept


def _compound_tail(text: str, start: int, found: list[Found]) -> bool:
    """Is the name the tail of a compound that is another thing, as in Latijns-Amerika?

    What is before the hyphen may be a name itself (Trump-Kim, VS-China): then it is not.
    """
    if not start or text[start - 1] != "-" or not text[start - 2 : start - 1].isalpha():
        return False
    return all(-hit[1] != start - 1 for hit in found)
