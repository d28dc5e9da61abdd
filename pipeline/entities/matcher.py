"""Matcher: every name of the gazetteer in a text, at word boundaries, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from koreawire.pipeline.entities.hangul import (
    country_tail,
    is_particle_tail,
    is_person_tail,
    tail_at,
)
from koreawire.pipeline.entities.inflect import Alias, aliases, is_hangul
from koreawire.pipeline.entities.korean_names import surname_heads
from koreawire.pipeline.entities.link import Link, sole_link
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

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
BOUND = ("en", "nl", "da")  # languages whose names are not looked for in every story
COUNTRIES = frozenset({"country", "territory", "continent", "former country"})
GENITIVE = ("nl", "da", "nb", "nn", "sv")  # languages that write -s without an apostrophe


new_tuple = tuple.__new__  # past the keywords of a named tuple, which cost as much again
Place = tuple[int, int, int, int]  # start, minus end, mark, pattern: sorts longest first
LATIN, HANGUL, HEAD = range(3)  # what a pattern is: a name by its last letter, or a family name
DEMONYM = 2  # the mark of a country's name that goes on as a demonym; 1 is a genitive


class Hit(NamedTuple):
    """Names found at one place: what the string may stand for, best reading first."""

    start: int
    end: int
    aliases: tuple[Alias, ...]
    demonym: bool = False  # the string goes on as one: 한국 in 한국인
    sole: Link | None = None  # what it stands for, where nothing else is possible


class Found(NamedTuple):
    """What a text names, in order: hits, and where family names stand before a capital."""

    hits: list[Hit]
    heads: list[tuple[int, int]]


class Matcher:
    """The automaton over all names; built once, then only read."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        readings: dict[str, list[Alias]] = {}
        countries: set[str] = set()
        people: set[str] = set()
        for place, entity in enumerate(entities):
            found = dict.fromkeys(aliases(entity, place))
            for alias in found:
                readings.setdefault(alias.text, []).append(alias)
            if entity.subtype in COUNTRIES:
                countries.update(alias.text for alias in found)
            elif entity.type is EntityType.PERSON:
                people.update(alias.text for alias in found)
        for text in word_list("blockers.txt"):
            readings.setdefault(text, [])
        # Names that begin with a letter of running text have an automaton of their own: else
        # every word of a text is walked down the large one. A family name is no name yet.
        small = [text for text in readings if _is_small(text)]
        large = [text for text in readings if not _is_small(text)]
        self._large = AhoCorasick([*large, *surname_heads()])
        self._small = AhoCorasick(small, implementation=Implementation.DFA)
        texts = [*large, *surname_heads(), *small]
        self._first_small = len(texts) - len(small)
        self._kinds = [_kind(text) for text in texts]
        self._countries = [text in countries for text in texts]
        self._people = [text in people for text in texts]
        self._readings = [tuple(readings.get(text, ())) for text in texts]
        self._foreign = frozenset(word_list("not_foreign.txt"))
        self._known: dict[str, _Known] = {}

    def find(self, text: str, language: str | None) -> Found:
        """What *text* names: hits in order, none overlapping; blocked places have none."""
        known = self._known_in(language if language in READABLE else "")
        genitive = language in GENITIVE
        found: list[Place] = []
        heads: list[tuple[int, int]] = []
        kinds = self._kinds
        padded = f" {text} "  # so that what stands beside a name is always there
        for pattern, start, end in self.matches(text):
            if padded[start].isalnum():
                continue
            after, kind = padded[end + 1], kinds[pattern]
            if kind == HANGUL:
                mark = self._hangul_mark(pattern, text, end)
                if mark is not None:
                    found.append((start, -end, mark, pattern))
            elif kind == HEAD:
                if after.isupper():
                    heads.append((start, end))
            elif not after.isalnum() or ("가" <= after <= "힣" and _has_particles(text, end)):
                found.append((start, -end, 0, pattern))
            elif genitive and after == "s" and not padded[end + 2].isalnum():
                found.append((start, -end - 1, 1, pattern))
        return Found(_hits(text, found, known), heads)

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Pattern, start and end of all there is in *text*, also within words."""
        found: list[tuple[int, int, int]] = self._large.find_matches_as_indexes(
            text, overlapping=True
        )
        for pattern, start, end in self._small.find_matches_as_indexes(text, overlapping=True):
            found.append((self._first_small + pattern, start, end))
        return found

    def _hangul_mark(self, pattern: int, text: str, end: int) -> int | None:
        """The mark of a Hangul name that ends at *end*; None where no name can go on so."""
        following = tail_at(text, end)
        if not following:
            return 0
        makes = country_tail(following) if self._countries[pattern] else None
        if makes is not None:
            return DEMONYM if makes else 0
        if is_particle_tail(following) or (self._people[pattern] and is_person_tail(following)):
            return 0
        return None

    def _known_in(self, language: str) -> _Known:
        if language not in self._known:
            self._known[language] = _Known(self._readings, language, self._foreign)
        return self._known[language]


class _Known(dict[int, tuple[tuple[Alias, ...], "Link | None"]]):
    """Pattern to its readings in a story of one language, and its link where it has only one.

    Worked out when first found: of most names no story ever speaks.
    """

    def __init__(
        self, readings: Sequence[tuple[Alias, ...]], language: str, foreign: frozenset[str]
    ) -> None:
        super().__init__()
        self._readings = readings
        self._language = language
        self._spoken = READABLE.get(language, BOUND)
        self._foreign = foreign  # names that are words in other languages

    def __missing__(self, pattern: int) -> tuple[tuple[Alias, ...], Link | None]:
        found = tuple([alias for alias in self._readings[pattern] if self._is_readable(alias)])
        self[pattern] = found, sole_link(found)
        return self[pattern]

    def _is_readable(self, alias: Alias) -> bool:
        if not self._language or alias.language not in BOUND:
            return True
        if alias.language not in self._spoken:
            return False
        return alias.language == self._language or alias.text not in self._foreign


def _has_particles(text: str, end: int) -> bool:
    """Does Korean copy write nothing but particles on to a Latin name (CIA는, LG가)?"""
    return is_particle_tail(tail_at(text, end))


def _is_small(text: str) -> bool:
    """Does a name begin with a small letter, a figure or a Chinese character?"""
    return not (text[0].isupper() or is_hangul(text[0]))


def _kind(text: str) -> int:
    if text.endswith(" "):
        return HEAD
    return HANGUL if is_hangul(text[-1]) else LATIN


def _hits(text: str, found: list[Place], known: _Known) -> list[Hit]:
    """The hits of the longest of *found* that a story of the language can mean."""
    hits = []
    for start, end, mark, pattern in _longest(found):
        readings, sole = known[pattern]
        if readings and not (start and text[start - 1] == "-" and _is_tail(text, start, found)):
            hits.append(new_tuple(Hit, (start, -end, readings, mark == DEMONYM, sole)))
    return hits


def _longest(found: list[Place]) -> list[Place]:
    """The longest of every group of overlapping finds; of equals the leftmost, then no genitive."""
    kept: list[Place] = []
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


def _is_tail(text: str, start: int, found: list[Place]) -> bool:
    """Is the name the tail of a compound that is another thing, as in Latijns-Amerika?

    What is before the hyphen may be a name itself (Trump-Kim, VS-China): then it is not.
    """
    if not text[max(0, start - 2) : start - 1].isalpha():
        return False
    return all(-hit[1] != start - 1 for hit in found)
