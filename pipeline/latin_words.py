"""Latin words: where a text uses words of Latin script, at their edges.

The text is folded to a byte a character, small letters and blanks for all else, so that a blank in
a pattern is the edge of a word. So a word is only walked into at its beginning: without the blank
every letter of it might begin one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Iterable

BLANK, OTHER_LETTER = 0x20, 0x01
LATIN = 0x100  # code points that are a byte each
PLANE = 0x10000  # code points looked up; what lies beyond is mostly emoji


class Latin(NamedTuple):
    """A word of some lists, in small letters, and whether more may be written to it."""

    word: str
    left_open: bool
    right_open: bool


class LatinFinder:
    """The automaton of words in Latin script."""

    def __init__(self, words: Iterable[tuple[Latin, tuple[str, ...]]]) -> None:
        """Take words with the names of their lists."""
        patterns: dict[bytes, list[tuple[Latin, tuple[str, ...]]]] = {}
        for latin, names in words:
            left, right = b" " * (not latin.left_open), b" " * (not latin.right_open)
            patterns.setdefault(left + folded(latin.word) + right, []).append((latin, names))
        self._words = [
            (
                1 if latin.left_open else 0,  # what to take off the padded place
                1 if latin.right_open else 2,
                None if latin.word.isalnum() else latin.word,
                names,
            )
            for found in patterns.values()
            for latin, names in found
        ]
        # A pattern for each: words that differ in their marks only are told apart when found.
        texts = [pattern for pattern, found in patterns.items() for _ in found]
        # Compact, as it is by default: a table of every step (DFA) is faster alone, and slower
        # among all else that a story takes of the processor's cache.
        self._automaton = BytesAhoCorasick(texts)

    def find(self, text: str) -> list[tuple[tuple[str, ...], int, int]]:
        """Return the lists and the place of every word in *text*, in order of the ends."""
        words = self._words
        found = []
        for number, begin, finish in self._automaton.find_matches_as_indexes(
            b" %b " % folded(text), overlapping=True
        ):
            left, right, exact, names = words[number]
            start, end = begin - left, finish - right
            if exact is None or text[start:end].lower() == exact:
                found.append((names, start, end))
        return found


def is_latin(word: str) -> bool:
    """Can *word* be told by its folded form, marks aside?"""
    letters = [character for character in word if character.isalnum()]
    return bool(letters) and all(ord(letter) < LATIN for letter in letters)


def folded(text: str) -> bytes:
    """Return *text* in small letters, a byte a character; a blank for what is no letter or figure.

    Hangul is a blank as well: a word of one script ends where the other begins.
    """
    if text.isascii():
        return text.encode().translate(_ascii())
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _plane().take(units, mode="clip").tobytes()


def _fold(character: str) -> int:
    if not character.isalnum() or "가" <= character <= "힣":
        return BLANK
    small = character.lower()
    return ord(small) if len(small) == 1 and ord(small) < LATIN else OTHER_LETTER


@cache
def _ascii() -> bytes:
    return bytes(map(_fold, map(chr, range(LATIN))))


@cache
def _plane() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.fromiter(map(_fold, map(chr, range(PLANE))), np.uint8, PLANE)
