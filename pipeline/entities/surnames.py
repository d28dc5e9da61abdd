"""Surnames: by which family name a story goes on calling the people it named, and where."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.hangul import is_title_tail
from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.romanise import latin_surnames, surname_length
from koreawire.pipeline.entities.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

KIN_LONGEST = 16  # characters of a relative's word and what divides it from the name
HEADLINE_MAX = 120  # characters
CAPITALISED = re.compile(r"[ ]([A-Z][a-z]+)")


def surname_of(surface: str, korean: bool | None) -> str | None:  # noqa: FBT001  # a mention's field
    """The family name that a story may use after it named a person as *surface*."""
    if is_hangul(surface):
        return surface[: surname_length(surface)] or None if korean else None
    words = surface.split()
    if len(words) < 2:  # noqa: PLR2004  # a full name is two words
        return None
    if korean and words[0].capitalize() in latin_surnames():
        return words[0].capitalize()
    return words[-1].removesuffix("'s")


def is_introduced_as_kin(text: str, start: int) -> bool:
    """Does a relative's word stand before the name (his sister Kim Yo-jong)?

    Then the family name alone stays with the one whose relative it is.
    """
    head = text[max(0, start - KIN_LONGEST) : start].rstrip(" ,")
    return head.rpartition(" ")[2].lower() in _kin()


@cache
def _kin() -> frozenset[str]:
    return frozenset(word_list("kin.txt"))


def bare(text: str, surname: str) -> Iterator[tuple[int, int]]:
    """Where a Latin *surname* stands as a word, alone or in a full name, a genitive -s included.

    Not in a compound name, nor before another name (Kim Basinger): that is not this person's.
    """
    start = text.find(surname)
    shouted = start >= 0 and _is_shouted(text)  # once: it looks at the whole text
    while start >= 0:
        end = start + len(surname)
        before, after = text[start - 1 : start], text[end : end + 1]
        if after == "s" and not text[end + 1 : end + 2].isalnum():
            end, after = end + 1, text[end + 1 : end + 2]
        alone = not before.isalnum() and before != "-" and not after.isalnum()
        if alone and (shouted or CAPITALISED.match(text, end) is None):
            yield start, end
        start = text.find(surname, end)


def _is_shouted(text: str) -> bool:
    """May *text* Write Every Word With A Capital, as headlines do?"""
    return len(text) < HEADLINE_MAX or text.istitle() or text.isupper()


def titled(text: str, surname: str) -> Iterator[tuple[int, int]]:
    """Where a Hangul *surname* stands before a title (문 대통령, 김씨)."""
    for found in _titled(surname).finditer(text):
        if is_title_tail(found.group(1)):
            yield found.start(), found.start() + len(surname)


@cache
def _titled(surname: str) -> re.Pattern[str]:
    """The surname at the beginning of a word and what is written behind it.

    It begins with the surname, so that all else of a text is skipped in C; what must not stand
    before it is asked behind it.
    """
    return re.compile(rf"{surname}(?<![^\W_]{surname})(?= ?([가-힣]{{1,12}}))")
