"""Automata: where any of many names stands in a text, also within words and within each other.

They read encodings that have as many bytes for every character, so that nobody has to count which
character a byte belongs to: Latin-1, with a `?` for whatever else there is; for names with letters
of East Asia UTF-16, cut to six bits a byte, which makes a quarter of the table and one find in a
hundred wrong. What is found for a letter that an encoding does not tell is compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from koreawire.pipeline.entities.inflect import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable

Match = tuple[int, int, int]  # which name, its start and its end in code points

SIX_BITS = bytes(octet & 0x3F for octet in range(256))
BEYOND_UTF16 = re.compile("[\U00010000-\U0010ffff]")  # four bytes, not two


class Automata:
    """Three automata over names; built once, then only read.

    A name's number is its place in `names`, which is not the order they came in. Names that begin
    with a letter of running text have an automaton of their own: else every word of a text would
    be walked down the large one, which takes twice as long.
    """

    def __init__(self, names: Iterable[str]) -> None:
        wide: list[str] = []
        large: list[str] = []
        small: list[str] = []
        for name in names:
            kind = wide if is_east_asian(name) else large if _is_capitalised(name) else small
            kind.append(name)
        self.names = [*large, *small, *wide]
        self._large = BytesAhoCorasick(map(_narrowed, large))
        self._small = BytesAhoCorasick(map(_narrowed, small), implementation=Implementation.DFA)
        self._wide = BytesAhoCorasick(map(_widened, wide), implementation=Implementation.DFA)
        self._first_small = len(large)
        self._first_wide = len(large) + len(small)
        self._unsure = frozenset(n for n, name in enumerate(self.names) if b"?" in _narrowed(name))

    def matches(self, text: str) -> tuple[list[Match], bool]:
        """All there is in *text*, in no order; and whether the text holds letters of East Asia."""
        octets = _narrowed(text)
        found: list[Match] = self._large.find_matches_as_indexes(octets, overlapping=True)
        first = self._first_small
        for name, start, end in self._small.find_matches_as_indexes(octets, overlapping=True):
            found.append((first + name, start, end))
        if b"?" not in octets:
            return found, False
        # Most copy in Latin script has nothing that the first encoding has not.
        east_asian = octets.count(b"?") > text.count("?") and is_east_asian(text)
        if east_asian:
            first, octets = self._first_wide, _widened(text)
            for name, start, end in self._wide.find_matches_as_indexes(octets, overlapping=True):
                if not start & 1:
                    found.append((first + name, start >> 1, end >> 1))
        names, unsure = self.names, self._unsure
        sure = [m for m in found if m[0] not in unsure or text[m[1] : m[2]] == names[m[0]]]
        return sure, east_asian


def _is_capitalised(name: str) -> bool:
    """Does a name begin with a capital that Latin-1 has, rather than what running text is full of?

    To the automaton a Korean text is as full of `?` as another is of small letters.
    """
    return name[0].isupper() and name[0] <= "\xff"


def _narrowed(text: str) -> bytes:
    """*text* in Latin-1, a byte for each character."""
    return text.encode("latin-1", "replace")


def _widened(text: str) -> bytes:
    """*text* in UTF-16, two bytes for each character, of six bits each."""
    octets = text.encode("utf-16-be", "surrogatepass")
    if len(octets) > 2 * len(text):
        octets = BEYOND_UTF16.sub("\ufffd", text).encode("utf-16-be", "surrogatepass")
    return octets.translate(SIX_BITS)
