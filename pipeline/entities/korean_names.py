"""Korean names in Latin script, found by their grammar: family name and given syllables.

`Kim Jong-un`, `Kim Do Hoon`, `Heung-min Son`; hyphenated forms are safe anywhere, the others
only where the family name is hardly anything else or the story is about Korea already.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from koreawire.pipeline.entities.romanise import (
    latin_name_key,
    latin_surnames,
    split_syllables,
    strong_surnames,
    syllable_key,
)
from koreawire.pipeline.entities.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The hyphen: also its typographic forms, and with a stray space on one side (`Kyou –hyun`).
HYPHEN = "[-‐‑–]"
# Of McCune–Reischauer's marks a breve may stand anywhere, an apostrophe behind the first consonant.
REST = r"(?:h?['’])?[a-zŏŭ]"
HYPHENATED = re.compile(
    rf"([A-ZŎŬ]{REST}{{1,6}}) ?{HYPHEN} ?([A-ZŎŬa-zŏŭ]{REST}{{0,6}})\b(?!{HYPHEN}[a-z])"
)
SHOUTED = re.compile(rf"([A-Z]{{2,6}}){HYPHEN}([A-Z]{{1,6}})\b")
SPACED = re.compile(r"([A-Z][a-z]{1,6}) ([A-Z][a-z]{1,6})\b")
JOINED = re.compile(r"([A-Z][a-z]{4,11})\b")
# Heung-min Son, read from its hyphen: what stands before it, and what behind.
GIVEN_TAIL = re.compile(r"([A-Za-z][a-z]{1,6}) ([A-Z][a-z]{1,8})\b")
GIVEN_HEAD = re.compile(r"\b([A-Z][a-z]{1,6})$")
GIVEN_LONGEST = 8  # letters of a syllable before the hyphen


class LatinName(NamedTuple):
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


def latin_names(
    text: str, heads: Iterable[tuple[int, int]] | None = None, *, korean_context: bool
) -> Iterator[LatinName]:
    """The Korean names in *text*; without Korean context only forms nothing else has.

    *heads* are where family names stand before a capital, with the space behind them, where a
    matcher that looks for `surname_heads` has found them already.
    """
    for start, end in _heads(text) if heads is None else heads:
        name = _after_surname(
            text, start, end, text[start : end - 1], korean_context=korean_context
        )
        if name is not None:
            yield name
    for hyphen in _hyphens(text):
        tail = GIVEN_TAIL.match(text, hyphen + 1)
        if tail is None or tail.group(2) not in latin_surnames():
            continue
        surname = tail.group(2)
        base = max(0, hyphen - GIVEN_LONGEST)
        head = GIVEN_HEAD.search(text[base:hyphen])
        keys = _keys(head.group(1), tail.group(1)) if head else None
        certain = surname in strong_surnames() or korean_context
        if head and keys and certain and not _is_middle(text, base + head.start()):
            key = latin_name_key(surname, keys)
            yield LatinName(base + head.start(), tail.end(), surname, key, "given-first")


def _hyphens(text: str) -> Iterator[int]:
    """Where the hyphens of *text* are; faster than a pattern that begins with one."""
    for hyphen in "-" if text.isascii() else HYPHEN[1:-1]:
        at = text.find(hyphen)
        while at >= 0:
            yield at
            at = text.find(hyphen, at + 1)


@cache
def surname_heads() -> tuple[str, ...]:
    """All family names with the space behind them, as written and in capitals."""
    return tuple(
        f"{spelled} "
        for surname in latin_surnames()
        for spelled in dict.fromkeys((surname, surname.upper()))
    )


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Where `surname_heads` stand in *text* as whole words before a capital."""
    for _, start, end in _automaton().find_matches_as_indexes(text):
        if not text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isupper():
            yield start, end


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(surname_heads())


def _is_middle(text: str, start: int) -> bool:
    """Does a family name stand right before (Kim Kye-gwan Seoul)? Then that one is the name's."""
    head = text[max(0, start - 10) : start].rstrip()
    return head.rpartition(" ")[2].capitalize() in latin_surnames()


def _after_surname(
    text: str, start: int, end: int, surname: str, *, korean_context: bool
) -> LatinName | None:
    """The name that begins with *surname* at *start*; its given name begins at *end*."""
    shouted = surname.isupper() and len(surname) > 1
    hyphenated = (SHOUTED if shouted else HYPHENATED).match(text, end)
    if hyphenated:
        keys = _keys(*hyphenated.groups())
        return _name(start, surname, hyphenated, keys, "hyphenated") if keys else None
    trusted = korean_context or surname in strong_surnames()
    spaced = SPACED.match(text, end)
    if spaced and trusted and not _words().intersection((surname, *spaced.groups())):
        keys = _keys(*spaced.groups())
        if keys:
            return _name(start, surname, spaced, keys, "spaced")
    joined = JOINED.match(text, end)
    if joined and korean_context and surname in strong_surnames():
        keys = split_syllables(joined.group())
        if keys and not joined.group().endswith(NOT_KOREAN_TAILS):
            return _name(start, surname, joined, keys, "joined")
    return None


NOT_KOREAN_TAILS = ("sen", "son", "man", "ton", "er", "el", "ia", "ing", "ie", "ne")


def _name(
    start: int, surname: str, given: re.Match[str], keys: tuple[str, ...], form: str
) -> LatinName:
    return LatinName(start, given.end(), surname, latin_name_key(surname, keys), form)


def _keys(first: str, second: str) -> tuple[str, str] | None:
    one, two = syllable_key(first), syllable_key(second)
    return (one, two) if one and two else None


@cache
def _words() -> frozenset[str]:
    """English, Dutch and Danish words that look like a Korean syllable."""
    return frozenset(word_list("syllable_words.txt"))
