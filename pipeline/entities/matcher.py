"""Matcher: every name of the gazetteer in a text, at word boundaries, the longest first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.automata import Automata
from koreawire.pipeline.entities.hangul import (
    TAILS_REMEMBERED,
    country_tail,
    is_particle_tail,
    is_person_tail,
    tail_at,
)
from koreawire.pipeline.entities.inflect import Alias, Need, aliases, is_east_asian, is_hangul
from koreawire.pipeline.entities.korean_names import surname_heads
from koreawire.pipeline.entities.link import Link, sole_link
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.entities.automata import Match
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
UNSPACED = ("zh", "ja")  # languages that write names without a blank on either side
GENITIVE = ("nl", "da", "nb", "nn", "sv")  # languages that write -s without an apostrophe


new_tuple = tuple.__new__  # past the keywords of a named tuple, which cost as much again
Place = tuple[int, int, int, int]  # start, minus end, mark, pattern: sorts longest first
# What a string may stand for; where there is nothing else, as what; where that is all that needs
# no support, the entity.
Readings = tuple[tuple[Alias, ...], "Link | None", "int | None"]
# What a pattern is: a family name, or a name by its last letter; in Hangul what it names says what
# may be written on to it.
HEAD, LATIN, HANGUL, COUNTRY, PERSON = 0, 1, 2, 4, 8
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
    certain: set[int]  # entities that are named without doubt
    east_asian: bool = False  # does the text hold a letter of East Asia?


NOTHING = Found([], [], set())


class Matcher:
    """The automata over all names; built once, then only read."""

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
        self._automata = Automata([*readings, *surname_heads()])  # which are no names yet
        texts = self._automata.names
        self._kinds = [_kind(text, countries, people) for text in texts]
        self._unspaced = frozenset(n for n, text in enumerate(texts) if _is_unspaced(text))
        self._readings = [tuple(readings.get(text, ())) for text in texts]
        self._foreign = frozenset(word_list("not_foreign.txt"))
        self._known: dict[str, _Known] = {}

    def find(self, text: str, language: str | None) -> Found:
        """What *text* names: hits in order, none overlapping; blocked places have none."""
        if not text:
            return NOTHING
        known = self._known_in(language if language in READABLE else "")
        genitive = language in GENITIVE
        raw, east_asian = self._automata.matches(text)
        found = self._run_on(raw) if language in UNSPACED else []
        heads: list[tuple[int, int]] = []
        kinds = self._kinds
        padded = f" {text} "  # so that what stands beside a name is always there
        for pattern, start, end in raw:
            if padded[start].isalnum():
                continue
            after, kind = padded[end + 1], kinds[pattern]
            if kind == HEAD:
                if after.isupper():
                    heads.append((start, end))
            elif "가" <= after <= "힣":
                mark = _mark(kind, tail_at(text, end))
                if mark is not None:
                    found.append((start, -end, mark, pattern))
            elif kind >= HANGUL or not after.isalnum():
                found.append((start, -end, 0, pattern))
            elif genitive and after == "s" and not padded[end + 2].isalnum():
                found.append((start, -end - 1, 1, pattern))
        hits, certain = _hits(text, found, known)
        return Found(hits, heads, certain, east_asian)

    def _run_on(self, raw: Sequence[Match]) -> list[Place]:
        """Where names stand that need no blank beside them."""
        unspaced = self._unspaced
        return [(start, -end, 0, name) for name, start, end in raw if name in unspaced]

    def matches(self, text: str) -> list[Match]:
        """All there is in *text*, also within words: pattern, start and end."""
        return self._automata.matches(text)[0]

    def _known_in(self, language: str) -> _Known:
        if language not in self._known:
            self._known[language] = _Known(self._readings, language, self._foreign)
        return self._known[language]


class _Known(dict[int, "Readings"]):
    """Pattern to its readings in a story of one language.

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

    def __missing__(self, pattern: int) -> Readings:
        found = tuple([alias for alias in self._readings[pattern] if self._is_readable(alias)])
        free = {alias.entity for alias in found if alias.need is Need.NOTHING}
        self[pattern] = found, sole_link(found), free.pop() if len(free) == 1 else None
        return self[pattern]

    def _is_readable(self, alias: Alias) -> bool:
        if not self._language or alias.language not in BOUND:
            return True
        if alias.language not in self._spoken:
            return False
        return alias.language == self._language or alias.text not in self._foreign


def _kind(name: str, countries: set[str], people: set[str]) -> int:
    if name.endswith(" "):
        return HEAD
    if not is_hangul(name[-1]):
        return LATIN
    return HANGUL | COUNTRY * (name in countries) | PERSON * (name in people)


def _is_unspaced(name: str) -> bool:
    """Is a name of Chinese characters or kana alone, and of more than one?"""
    east_asian = all(is_east_asian(letter) and not is_hangul(letter) for letter in name)
    return len(name) > 1 and east_asian


@lru_cache(maxsize=TAILS_REMEMBERED)
def _mark(kind: int, tail: str) -> int | None:
    """The mark of a name that *tail* is written on to; None where no name can go on so."""
    makes = country_tail(tail) if kind & COUNTRY else None
    if makes is not None:
        return DEMONYM if makes else 0
    known = is_particle_tail(tail) or (kind & PERSON and is_person_tail(tail))
    return 0 if known else None


def _hits(text: str, found: list[Place], known: _Known) -> tuple[list[Hit], set[int]]:
    """The hits of the longest of *found* that a story of the language can mean.

    And the entities that some of them stand for in every story.
    """
    hits = []
    certain = set()
    for start, end, mark, pattern in _longest(found):
        readings, sole, entity = known[pattern]
        if readings and not (start and text[start - 1] == "-" and _is_tail(text, start, found)):
            hits.append(new_tuple(Hit, (start, -end, readings, mark == DEMONYM, sole)))
            if entity is not None:
                certain.add(entity)
    return hits, certain


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
