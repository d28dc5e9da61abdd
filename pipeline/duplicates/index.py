"""Which remembered stories share keys with a text: postings, eight bytes each.

A key's postings lie in one of 65,536 byte strings, in order of arrival, as pairs of
32 bits of the key and the story's number. Finding one is a byte search in a few
hundred bytes, so cost and memory a story stay the same from a thousand stories to a
million (a dict of lists takes fifteen times the memory). Stories leave in the order
they came: postings below the oldest number are dead, and cut off when met.

What is found depends on the living postings alone, never on how they lie: a memory
rebuilt after a crash finds what the one before it found.
"""

from __future__ import annotations

from collections import defaultdict
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARDS = 1 << 16
CAP = 32  # postings kept a key, the newest: a shingle more common than that is no evidence
RECORD = Struct("<II")
WORD = Struct("<I")
SIZE = RECORD.size
_LOW = 0xFFFFFFFF


class Postings:
    """Key to the numbers of the newest stories that have it."""

    def __init__(self) -> None:
        self._shards: list[bytearray | None] = [None] * SHARDS
        self._oldest = 0

    def add(self, keys: Iterable[int], number: int) -> None:
        """Post story *number*, higher than any before it, under each key."""
        shards = self._shards
        for key in keys:
            index = (key >> 32) % SHARDS
            shard = shards[index]
            if shard is None:
                shards[index] = bytearray(RECORD.pack(key & _LOW, number))
                continue
            if shard and WORD.unpack_from(shard, 4)[0] < self._oldest:
                self._trim(shard)
            if len(shard) >= CAP * SIZE:
                self._make_room(shard, WORD.pack(key & _LOW))
            shard += RECORD.pack(key & _LOW, number)

    def find(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key that is known the living stories that have it, oldest first."""
        found: dict[int, list[int]] = defaultdict(list)
        for key in keys:
            shard = self._shards[(key >> 32) % SHARDS]
            if shard:
                for place in _places(shard, WORD.pack(key & _LOW)):
                    number = WORD.unpack_from(shard, place + 4)[0]
                    if number >= self._oldest:
                        found[key].append(number)
        return found

    def retire(self, oldest: int) -> None:
        """Let every story numbered below *oldest* go."""
        self._oldest = oldest

    def _trim(self, shard: bytearray) -> None:
        end = 0
        while end < len(shard) and WORD.unpack_from(shard, end + 4)[0] < self._oldest:
            end += SIZE
        if end:
            del shard[:end]

    @staticmethod
    def _make_room(shard: bytearray, mark: bytes) -> None:
        places = list(_places(shard, mark))
        if len(places) >= CAP:
            del shard[places[0] : places[0] + SIZE]


def _places(shard: bytearray, mark: bytes) -> Iterable[int]:
    place = shard.find(mark)
    while place >= 0:
        if place % SIZE == 0:
            yield place
            place = shard.find(mark, place + SIZE)
        else:  # the bytes of a story's number, or across two fields
            place = shard.find(mark, place + 1)
