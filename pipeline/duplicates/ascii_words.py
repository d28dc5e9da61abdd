"""ASCII words: the words of a text of a byte a character, looked up all at once.

To make a string of each word and ask a dict for it is most of what a sketch costs. Here words are
found and looked up as arrays: a word of up to sixteen letters is two numbers, and a table holds
with those the code it had last time. A word that is not there is asked for, and takes its place.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from koreawire.pipeline.duplicates.tokens import Codes

SLOTS_BITS = 17  # three megabytes: room for what a newsroom writes in days
HALF, LONGEST = 8, 16  # letters in a number, and of a word that is kept
LETTER, DIGIT, JOINT = 1, 3, 4  # kinds of bytes; letters and digits are odd
JOINTS = b".,:/"  # within a word where a digit follows: 1,000 and 10:30
_SHIFT = np.uint64(64 - SLOTS_BITS)
_SPREAD, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_DIGITS, _LETTERS = digits.encode(), ascii_letters.encode()
_KINDS = bytes(
    DIGIT if one in _DIGITS else LETTER if one in _LETTERS else JOINT if one in JOINTS else 0
    for one in range(256)
)
# For a word of so many letters, which bytes of its first number and of its second are its own:
# none of a word that is longer than what is kept.
_SIZES = [*range(LONGEST + 1), 0]
_FIRST = np.array([2 ** (8 * min(size, HALF)) - 1 for size in _SIZES], np.uint64)
_SECOND = np.array([2 ** (8 * max(size - HALF, 0)) - 1 for size in _SIZES], np.uint64)
_NO_WORD = (1, 1, 0)


class AsciiWords:
    """The codes of words met lately."""

    def __init__(self, code: Callable[[str], bytes]) -> None:
        """Take what tells the eight bytes of a word that is not known."""
        self._code = code
        self._known = np.zeros((1 << SLOTS_BITS, 3), np.uint64)  # both numbers, and the code
        self._known[0] = _NO_WORD

    def codes(self, text: str) -> Codes:
        """Return the codes of the words of *text*, which is ASCII, in order."""
        data = b" %b%b" % (text.encode(), b" " * (LONGEST + 1))
        edges = _edges(data.translate(_KINDS))
        starts, ends = edges[::2], edges[1::2]
        sizes = np.minimum(ends - starts, LONGEST + 1)
        eight = np.ndarray(len(data) - HALF, "<u8", data, 1, (1,)).astype(np.uint64)
        first = eight.take(starts)
        first &= _FIRST.take(sizes)
        second = eight[HALF:].take(starts)
        second &= _SECOND.take(sizes)
        slots = second * _SPREAD
        slots ^= first
        slots *= _MIX
        slots >>= _SHIFT
        rows = self._known.take(slots.view(np.int64), axis=0)
        codes = rows[:, 2].copy()
        new = ((rows[:, 0] != first) | (rows[:, 1] != second)).nonzero()[0]
        if len(new):
            spans = zip(starts.take(new).tolist(), ends.take(new).tolist(), strict=True)
            asked = b"".join([self._code(text[start:end]) for start, end in spans])
            fresh = np.empty((len(new), 3), np.uint64)
            fresh[:, 0], fresh[:, 1] = first.take(new), second.take(new)
            fresh[:, 2] = codes[new] = np.frombuffer(asked, np.uint64)
            self._known[slots.take(new).view(np.int64)] = fresh
            self._known[0] = _NO_WORD  # where longer words fall
        return codes


def _edges(kinds: bytes) -> npt.NDArray[np.intp]:
    """Return before which byte words begin, and their last one, in turn: from byte 1 of *kinds*."""
    kind = np.frombuffer(kinds, np.uint8)
    inside = (kind & 1).view(bool)
    # Joint and digit, or the other way round: there it is inside already.
    joins = (kind[1:-1] ^ kind[2:]) == JOINT ^ DIGIT
    joins &= inside[:-2]
    inside[1:-1] |= joins
    edges: npt.NDArray[np.intp] = (inside[1:] != inside[:-1]).nonzero()[0]
    return edges
