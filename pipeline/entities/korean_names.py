"""Korean names in Latin script, found by their grammar: family name and given syllables.

`Kim Jong-un`, `Kim Do Hoon`, `Heung-min Son`; hyphenated forms are safe anywhere, the others
only where the family name is hardly anything else or the story is about Korea already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.romanise import (
    latin_name_key,
    latin_surnames,
    split_syllables,
    strong_surnames,
    syllable_key,
)
from koreawire.pipeline.entities.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

# The hyphen: also its typographic forms, and with a stray space on one side (`Kyou –hyun`).
HYPHEN = "[-‐‑–]"
HEAD = re.compile(r"\b([A-Z][A-Za-z]{0,8})[ \u00a0](?=[A-Z])")
HYPHENATED = re.compile(
    rf"([A-Z][a-z']{{1,6}}) ?{HYPHEN} ?([A-Za-z][a-z']{{0,6}})\b(?!{HYPHEN}[a-z])"
)
SHOUTED = re.compile(rf"([A-Z]{{2,6}}){HYPHEN}([A-Z]{{1,6}})\b")
SPACED = re.compile(r"([A-Z][a-z]{1,6}) ([A-Z][a-z]{1,6})\b")
JOINED = re.compile(r"([A-Z][a-z]{4,11})\b")
GIVEN_FIRST = re.compile(
    rf"\b([A-Z][a-z]{{1,6}}){HYPHEN}([A-Za-z][a-z]{{1,6}}) ([A-Z][a-z]{{1,8}})\b"
)


@dataclass(frozen=True, slots=True)
class LatinName:
    """A Korean name in Latin script: where it is, its key, its family name, how it was written."""

    start: int
    end: int
    surname: str
    key: str
    form: str

    @property
    def strong(self) -> bool:
        """Is the family name hardly anything else, in any language?"""
        return self.surname.capitalize() in strong_surnames()


def latin_names(text: str, *, korean_context: bool) -> Iterator[LatinName]:
    """The Korean names in *text*; without Korean context only forms nothing else has."""
    surnames = latin_surnames()
    for head in HEAD.finditer(text):
        surname = head.group(1)
        if surname.capitalize() in surnames:
            name = _after_surname(text, head, korean_context=korean_context)
            if name is not None:
                yield name
    for found in GIVEN_FIRST.finditer(text):
        if found.group(3) in surnames:
            keys = _keys(found.group(1), found.group(2))
            certain = found.group(3) in strong_surnames() or korean_context
            if keys and certain and not _is_middle(text, found.start()):
                key = latin_name_key(found.group(3), keys)
                yield LatinName(found.start(), found.end(), found.group(3), key, "given-first")


def _is_middle(text: str, start: int) -> bool:
    """Does a family name stand right before (Kim Kye-gwan Seoul)? Then that one is the name's."""
    head = text[max(0, start - 10) : start].rstrip()
    return head.rpartition(" ")[2].capitalize() in latin_surnames()


def _after_surname(text: str, head: re.Match[str], *, korean_context: bool) -> LatinName | None:
    surname = head.group(1)
    hyphenated = (SHOUTED if surname.isupper() and len(surname) > 1 else HYPHENATED).match(
        text, head.end()
    )
    if hyphenated:
        keys = _keys(*hyphenated.groups())
        if keys:
            return _name(head, hyphenated, keys, "hyphenated")
        return None
    trusted = korean_context or surname in strong_surnames()
    spaced = SPACED.match(text, head.end())
    if spaced and trusted and not _words().intersection((surname, *spaced.groups())):
        keys = _keys(*spaced.groups())
        if keys:
            return _name(head, spaced, keys, "spaced")
    joined = JOINED.match(text, head.end())
    if joined and korean_context and surname in strong_surnames():
        keys = split_syllables(joined.group())
        if keys and not joined.group().endswith(NOT_KOREAN_TAILS):
            return _name(head, joined, keys, "joined")
    return None


NOT_KOREAN_TAILS = ("sen", "son", "man", "ton", "er", "el", "ia", "ing", "ie", "ne")


def _name(head: re.Match[str], given: re.Match[str], keys: tuple[str, ...], form: str) -> LatinName:
    surname = head.group(1)
    return LatinName(head.start(), given.end(), surname, latin_name_key(surname, keys), form)


def _keys(first: str, second: str) -> tuple[str, str] | None:
    one, two = syllable_key(first), syllable_key(second)
    return (one, two) if one and two else None


def _words() -> frozenset[str]:
    """English, Dutch and Danish words that look like a Korean syllable."""
    return frozenset(word_list("syllable_words.txt"))
