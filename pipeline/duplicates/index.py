"""Which remembered stories share keys with a text: postings, eight bytes each.

A posting is 32 bits of a key and the number of a story. Postings lie in many short byte
strings, in order of arrival, and finding one is a byte search in a few hundred bytes: a
dict of lists takes fifteen times the memory, and a search tree has to be rebuilt. The
strings are split one at a time as postings come (linear hashing), so cost and memory a
story are the same at a thousand stories and at a million, and no story waits for a
rebuild. Stories leave in the order they came: postings below the oldest number are
dead, and cut off when met.

What is found depends on the living postings alone, never on how they lie: a memory
rebuilt after a crash finds what the one before it found.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_SHARDS = 1 << 8
MEAN_POSTINGS = 48  # a shard: 400 bytes, searched in a quarter of a microsecond
CAP = 32  # postings found a key, the newest: a run of words more common than that is no evidence
TIDY_AT = 4 * MEAN_POSTINGS  # and at each doubling: a shard this long has a common key
WORD = Struct("<I")
SIZE = 2 * WORD.size
_LOW = 0xFFFFFFFF


class Postings:
    """Key to the numbers of the newest stories that have it."""

    def __init__(self) -> None:
        self._shards = [bytearray() for _ in range(FEWEST_SHARDS)]
        self._half = FEWEST_SHARDS  # shards below this number have been or will be split
        self._count = 0
        self._oldest = 0

    def add(self, keys: Iterable[int], number: int) -> None:
        """Post story *number*, higher than any before it, under each key."""
        shards, half, oldest = self._shards, self._half, self._oldest
        mask, many = 2 * half - 1, len(shards)
        story = WORD.pack(number)
        for key in keys:
            place = key & mask
            shard = shards[place if place < many else place - half]
            if shard and WORD.unpack_from(shard, 4)[0] < oldest:
                self._cut(shard)
            shard += WORD.pack(key & _LOW) + story
            self._count += 1
            length = len(shard)
            if length >= TIDY_AT * SIZE and length & (length - 1) == 0:
                self._tidy(shard)
        while self._count > MEAN_POSTINGS * len(shards):
            self._split()

    def find(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key that is known the newest living stories that have it, in order."""
        shards, half = self._shards, self._half
        mask, many = 2 * half - 1, len(shards)
        found: dict[int, list[int]] = {}
        for key in keys:
            place = key & mask
            shard = shards[place if place < many else place - half]
            mark = WORD.pack(key & _LOW)
            first = shard.find(mark)
            if first >= 0:
                numbers = self._numbers(shard, mark, first)
                if numbers:
                    found[key] = numbers
        return found

    def retire(self, oldest: int) -> None:
        """Let every story numbered below *oldest* go."""
        self._oldest = oldest

    def _numbers(self, shard: bytearray, mark: bytes, place: int) -> list[int]:
        """Return the newest living stories under a mark, the first of which is at *place*."""
        numbers = []
        while place >= 0:
            if place % SIZE == 0:
                number = WORD.unpack_from(shard, place + 4)[0]
                if number >= self._oldest:
                    numbers.append(number)
                place = shard.find(mark, place + SIZE)
            else:  # the bytes of a story's number, or across two fields
                place = shard.find(mark, place + 1)
        return numbers[-CAP:]

    def _split(self) -> None:
        """Divide the next shard in turn by one more bit of its keys."""
        shard = self._shards[len(self._shards) - self._half]
        records = np.frombuffer(bytes(shard), "<u4").reshape(-1, 2)
        moves = (records[:, 0] & self._half) != 0
        self._shards.append(bytearray(records[moves].tobytes()))
        shard[:] = records[~moves].tobytes()
        if len(self._shards) == 2 * self._half:
            self._half *= 2

    def _cut(self, shard: bytearray) -> None:
        end = 0
        while end < len(shard) and WORD.unpack_from(shard, end + 4)[0] < self._oldest:
            end += SIZE
        del shard[:end]
        self._count -= end // SIZE

    def _tidy(self, shard: bytearray) -> None:
        """Drop what would never be found again: of a common key all but the newest."""
        records = np.frombuffer(bytes(shard), "<u4").reshape(-1, 2)
        order = np.argsort(records[:, 0], kind="stable")
        keys = records[order, 0]
        ends = np.searchsorted(keys, keys, side="right")  # of each key's postings
        keep = np.empty(len(keys), bool)
        keep[order] = ends - np.arange(len(keys)) <= CAP
        keep &= records[:, 1] >= self._oldest
        shard[:] = records[keep].tobytes()
        self._count -= len(keep) - int(np.count_nonzero(keep))
