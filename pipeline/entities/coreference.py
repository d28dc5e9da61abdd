"""Coreference: a bare family name stands for the person the story named in full."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.hangul import is_title_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OTHERS_MAX = 20  # other people of that name who are told; a list of all Kims helps nobody


class Person(NamedTuple):
    """A person named in full: who, by which family name, and where in the story."""

    id: str
    surname: str
    place: tuple[int, int]  # field (0 headline, 1 body) and offset: the order of reading
    kin: bool  # introduced as another's relative: the family name alone is the other's


class Anaphor(NamedTuple):
    """A bare family name, the person it stands for, and other people of that name."""

    field: int
    start: int
    end: int
    person: Person
    others: tuple[str, ...]


def bare_surnames(texts: Sequence[str], people: Iterable[Person]) -> Iterator[Anaphor]:
    """The family names in *texts* that have an antecedent in the story, alone or in a full name.

    A headline runs ahead of its story, so the antecedent may come later.
    """
    for surname, whom in antecedents(people).items():
        for field, text in enumerate(texts):
            for start, end in _occurrences(text, surname):
                yield Anaphor(field, start, end, whom.person, whom.others)


class Antecedent(NamedTuple):
    """Whom a bare family name stands for in a story, and the other people of that name."""

    person: Person
    others: tuple[str, ...]


def antecedents(people: Iterable[Person]) -> dict[str, Antecedent]:
    """Family name to the person it stands for: of several, the one the story is about.

    `Kim` alone is the one named in full most often, of equals the first; never somebody who is
    only introduced as a relative, since that name is the other's as well.
    """
    by_surname: dict[str, list[Person]] = {}
    for person in people:
        by_surname.setdefault(person.surname, []).append(person)
    found = {}
    for surname, bearers in sorted(by_surname.items()):
        counts = Counter(person.id for person in bearers)
        first: dict[str, Person] = {}
        for person in sorted(bearers, key=lambda person: person.place):
            if not person.kin:
                first.setdefault(person.id, person)
        if not first:
            continue
        best = min(first.values(), key=lambda person: (-counts[person.id], person.place))
        others = sorted(counts.keys() - {best.id})[:OTHERS_MAX]
        found[surname] = Antecedent(best, tuple(others))
    return found


def _occurrences(text: str, surname: str) -> Iterator[tuple[int, int]]:
    """Where *surname* stands as a word: not in a compound name, a genitive -s included."""
    start = text.find(surname)
    shouted = start >= 0 and _is_shouted(text)  # once: it looks at the whole text
    while start >= 0:
        end = start + len(surname)
        before, after = text[start - 1 : start], text[end : end + 1]
        if after == "s" and not text[end + 1 : end + 2].isalnum():
            end, after = end + 1, text[end + 1 : end + 2]
        alone = not before.isalnum() and before != "-" and not after.isalnum()
        if alone and (shouted or not _continues_as_name(text, end)):
            yield start, end
        start = text.find(surname, end)


HEADLINE_MAX = 120  # characters


def _is_shouted(text: str) -> bool:
    """May *text* Write Every Word With A Capital, as headlines do?"""
    return len(text) < HEADLINE_MAX or text.istitle() or text.isupper()


CAPITALISED = re.compile(r"[ ]([A-Z][a-z]+)")


def _continues_as_name(text: str, end: int) -> bool:
    """Does another name follow (Kim Basinger)? Then it is not this person's family name."""
    return CAPITALISED.match(text, end) is not None


def titled_surnames(texts: Sequence[str], people: Iterable[Person]) -> Iterator[Anaphor]:
    """The Hangul family names before a title (문 대통령, 김씨) that have an antecedent."""
    for surname, whom in antecedents(people).items():
        for field, text in enumerate(texts):
            start = text.find(surname)
            while start >= 0:
                end = start + len(surname)
                alone = start == 0 or not text[start - 1].isalnum()
                if alone and _titled(text, end):
                    yield Anaphor(field, start, end, whom.person, whom.others)
                start = text.find(surname, end)


TITLED = re.compile(r" ?([가-힣]{1,12})")


def _titled(text: str, end: int) -> bool:
    found = TITLED.match(text, end)
    return found is not None and is_title_tail(found.group(1))
