"""Which remembered stories share keys with a text: postings, eight bytes each.

A posting is 32 bits of a key and the number of a story. Postings lie in many short byte
strings, in order of arrival, and finding one is a byte search in a few hundred bytes: a
dict of lists takes fifteen times the memory, and a search tree has to be rebuilt. The
strings are split one at a time as postings come (linear hashing), so cost and memory a
story are the same at a thousand stories and at a million, and no story waits for a
rebuild. What is added is posted when something is looked for: of a state that comes back,
thousands at a time, which is much faster. Stories leave in the order they came: postings
below the oldest number are dead, and cut off when met.

What is found depends on the living postings alone, never on how they lie: a memory
rebuilt after a crash finds what the one before it found.
"""

from __future__ import annotations

from itertools import pairwise, repeat
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_SHARDS = 1 << 8
MEAN_POSTINGS = 96  # a shard: 800 bytes to search
MOST_WAITING = 1 << 14  # postings
BULK = 512  # postings from which sorting them by shard pays
CAP = 32  # postings found a key, the newest: a run of words more common than that is no evidence
TIDY_AT = 4 * MEAN_POSTINGS  # and at each doubling: a shard this long has a common key
WORD = Struct("<I")
POSTING = Struct("<II")
SIZE = POSTING.size
_LOW = 0xFFFFFFFF


class Postings:
    """Key to the numbers of the newest stories that have it."""

    def __init__(self) -> None:
        self._shards = [bytearray() for _ in range(FEWEST_SHARDS)]
        self._half = FEWEST_SHARDS  # shards below this number have been or will be split
        self._count = 0
        self._oldest = 0
        self._keys: list[int] = []  # of what waits to be posted
        self._numbers: list[int] = []

    def add(self, keys: Sequence[int], number: int) -> None:
        """Post story *number*, higher than any before it, under each key."""
        self._keys.extend(keys)
        self._numbers.extend(repeat(number, len(keys)))
        if len(self._keys) >= MOST_WAITING:
            self._post()

    def find(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key that is known the newest living stories that have it, in order."""
        if self._keys:
            self._post()
        shards, half = self._shards, self._half
        mask, many = 2 * half - 1, len(shards)
        found: dict[int, list[int]] = {}
        for key in keys:
            place = key & mask
            shard = shards[place if place < many else place - half]
            mark = WORD.pack(key & _LOW)
            first = shard.find(mark)
            if first >= 0:
                numbers = self._living(shard, mark, first)
                if numbers:
                    found[key] = numbers
        return found

    def _post(self) -> None:
        """Move what waits to the shards."""
        if len(self._keys) < BULK:
            self._post_one_by_one()
        else:
            self._post_in_bulk()
        self._count += len(self._keys)
        self._keys.clear()
        self._numbers.clear()
        while self._count > MEAN_POSTINGS * len(self._shards):
            self._split()

    def _post_one_by_one(self) -> None:
        shards, half = self._shards, self._half
        mask, many = 2 * half - 1, len(shards)
        for key, number in zip(self._keys, self._numbers, strict=True):
            place = key & mask
            shard = shards[place if place < many else place - half]
            self._extend(shard, POSTING.pack(key & _LOW, number))

    def _post_in_bulk(self) -> None:
        keys = np.array(self._keys, np.uint64).astype(np.uint32)
        numbers = np.array(self._numbers, np.uint32)
        places = keys & np.uint32(2 * self._half - 1)
        places[places >= len(self._shards)] -= np.uint32(self._half)
        order = np.argsort(places, kind="stable")
        records = np.column_stack((keys[order], numbers[order])).astype("<u4").tobytes()
        places = places[order]
        begins = [0, *(np.flatnonzero(np.diff(places)) + 1).tolist()]
        for begin, end in pairwise((*begins, len(places))):
            self._extend(self._shards[int(places[begin])], records[begin * SIZE : end * SIZE])

    def _extend(self, shard: bytearray, records: bytes) -> None:
        if shard and WORD.unpack_from(shard, 4)[0] < self._oldest:
            self._cut(shard)
        before = len(shard).bit_length()
        shard += records
        if len(shard) >= TIDY_AT * SIZE and len(shard).bit_length() != before:
            self._tidy(shard)

    def retire(self, oldest: int) -> None:
        """Let every story numbered below *oldest* go."""
        self._oldest = oldest

    def _living(self, shard: bytearray, mark: bytes, place: int) -> list[int]:
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
        place = len(self._shards) - self._half
        records = np.frombuffer(self._shards[place], "<u8")
        moves = (records & np.uint64(self._half)) != 0  # the key is the low half
        self._shards.append(bytearray(records[moves].tobytes()))
        self._shards[place] = bytearray(records[~moves].tobytes())  # of no more bytes than it has
        if len(self._shards) == 2 * self._half:
            self._half *= 2

    def _cut(self, shard: bytearray) -> None:
        numbers = np.frombuffer(bytes(shard), "<u4")[1::2]
        dead = int(np.searchsorted(numbers, self._oldest))
        del shard[: dead * SIZE]
        self._count -= dead

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
