"""Surnames: by which family name a story goes on calling the people it named in full."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.coreference import (
    Anaphor,
    Person,
    bare_surnames,
    titled_surnames,
)
from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.romanise import latin_surnames, surname_length
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koreawire.pipeline.entities.find import Find
    from koreawire.pipeline.entities.taken import Taken

CONFIDENCE = 0.9
KIN_LONGEST = 16  # characters of a relative's word and what divides it from the name
OPEN_CONFIDENCE = 0.6  # several people of that family name in the story


def with_surnames(finds: Sequence[Find], texts: Sequence[str]) -> list[Find]:
    """*finds*, each fully named person with the family name the story may use afterwards."""
    return [
        find._replace(surname=_surname(texts[find.field][find.start : find.end], find.korean))
        if find.type is EntityType.PERSON and find.form is Form.NAME
        else find
        for find in finds
    ]


def is_introduced_as_kin(text: str, start: int) -> bool:
    """Does a relative's word stand before the name (his sister Kim Yo-jong)?

    Then the family name alone stays with the one whose relative it is.
    """
    head = text[max(0, start - KIN_LONGEST) : start].rstrip(" ,")
    return head.rpartition(" ")[2].lower() in _kin()


@cache
def _kin() -> frozenset[str]:
    return frozenset(word_list("kin.txt"))


def _surname(surface: str, korean: bool | None) -> str | None:  # noqa: FBT001  # a mention's field
    if is_hangul(surface):
        return surface[: surname_length(surface)] or None if korean else None
    words = surface.split()
    if len(words) < 2:  # noqa: PLR2004  # a full name is two words
        return None
    if korean and words[0].capitalize() in latin_surnames():
        return words[0].capitalize()
    return words[-1].removesuffix("'s")


def anaphors(texts: Sequence[str], finds: Sequence[Find], taken: Sequence[Taken]) -> Iterator[Find]:
    """A find for every bare family name whose bearer the story named in full.

    *taken* are the characters of each text that are read already.
    """
    named = [find for find in finds if find.surname]
    if not named:
        return
    first = {find.id: find for find in reversed(named)}
    people = [
        Person(
            find.id,
            find.surname or "",
            (find.field, find.start),
            is_introduced_as_kin(texts[find.field], find.start),
        )
        for find in named
    ]
    hangul = [person for person in people if is_hangul(person.surname)]
    latin = [person for person in people if not is_hangul(person.surname)]
    for anaphor in (*bare_surnames(texts, latin), *titled_surnames(texts, hangul)):
        if not taken[anaphor.field].meets(anaphor.start, anaphor.end):
            yield _find(anaphor, first[anaphor.person.id])


def _find(anaphor: Anaphor, antecedent: Find) -> Find:
    return antecedent._replace(
        field=anaphor.field,
        start=anaphor.start,
        end=anaphor.end,
        form=Form.ANAPHOR,
        method="coreference",
        confidence=OPEN_CONFIDENCE if anaphor.others else CONFIDENCE,
        alternatives=anaphor.others,
    )
