"""Which remembered stories share keys with a text: postings, eight bytes each.

A posting is 32 bits of a key and the number of a story. Postings lie in many short byte
strings, in order of arrival, and finding one is a byte search in a few hundred bytes: a
dict of lists takes fifteen times the memory, and a search tree has to be rebuilt. The
strings are split one at a time as postings come (linear hashing), so cost and memory a
story are the same at a thousand stories and at a million, and no story waits for a
rebuild. The newest few thousand stand in a dict until they are moved to the strings
together: one at a time costs three times as much. Stories leave in the order they came:
postings below the oldest number are dead, and cut off when they are half of a string.

What is found depends on the living postings alone, never on how they lie: a memory
rebuilt after a crash finds what the one before it found.
"""

from __future__ import annotations

from itertools import pairwise
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint32]

FEWEST_SHARDS = 1 << 8
MEAN_POSTINGS = 96  # a shard: 800 bytes to search
MOST_WAITING = 1 << 12  # postings: a megabyte in a dict
CAP = 32  # postings found a key, the newest: a run of words more common than that is no evidence
TIDY_AT = 4 * MEAN_POSTINGS  # and at each doubling: a shard this long has a common key
WORD = Struct("<I")
SIZE = 8  # bytes of a posting
LOW = 0xFFFFFFFF


class Gathered:
    """Keys of many stories, to be posted at once: far faster than story by story."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._counts: list[int] = []
        self._numbers: list[int] = []

    def add(self, keys: bytes, number: int) -> None:
        """Gather the keys of story *number*, higher than any before it; each as 32 bits."""
        self._keys += keys
        self._counts.append(len(keys) // WORD.size)
        self._numbers.append(number)

    def postings(self) -> tuple[Numbers, Numbers]:
        """Return all keys, and beside each the number of its story."""
        numbers = np.array(self._numbers, np.uint32)
        return np.frombuffer(self._keys, "<u4"), np.repeat(numbers, self._counts)


class Postings:
    """Key to the numbers of the newest stories that have it."""

    def __init__(self) -> None:
        self._shards = [bytearray() for _ in range(FEWEST_SHARDS)]
        self._half = FEWEST_SHARDS  # shards below this number have been or will be split
        self._count = 0  # postings in the shards
        self._oldest = 0
        self._recent: dict[int, bytes] = {}  # key to numbers, not in the shards yet
        self._waiting = 0  # postings in it

    def add(self, keys: Iterable[int], number: int) -> None:
        """Post story *number*, higher than any before it, under each key."""
        recent, mark = self._recent, WORD.pack(number)
        lows = [key & LOW for key in keys]
        fresh = dict.fromkeys(lows, mark)
        if len(fresh) < len(lows):  # keys that are equal in 32 bits are posted twice
            fresh = {low: mark * lows.count(low) for low in fresh}
        for low in recent.keys() & fresh.keys():
            fresh[low] = recent[low] + fresh[low]
        recent.update(fresh)
        self._waiting += len(lows)
        if self._waiting >= MOST_WAITING:
            self._settle()

    def add_many(self, gathered: Gathered) -> None:
        """Post the keys of many stories at once."""
        self._settle()
        self._post(*gathered.postings())

    def find(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key that is known the newest living stories that have it, in order."""
        shards, half, recent, pack = self._shards, self._half, self._recent, WORD.pack
        mask, many = 2 * half - 1, len(shards)
        found: dict[int, list[int]] = {}
        for key in keys:
            low = key & LOW
            place = low & mask
            shard = shards[place if place < many else place - half]
            last = shard.rfind(pack(low))
            if last < 0 and low not in recent:
                continue  # as most are
            numbers = [] if last < 0 else _newest(shard, low, last)
            if low in recent:
                numbers += np.frombuffer(recent[low], "<u4").tolist()
            if numbers and numbers[0] < self._oldest:
                numbers = [number for number in numbers if number >= self._oldest]
            if numbers:
                found[key] = numbers[-CAP:]
        return found

    def retire(self, oldest: int) -> None:
        """Let every story numbered below *oldest* go."""
        self._oldest = oldest

    def _settle(self) -> None:
        """Move what waits to the shards."""
        if not self._waiting:
            return
        waiting = list(self._recent.values())
        keys = np.fromiter(self._recent, np.uint32, len(waiting))
        keys = np.repeat(keys, np.fromiter(map(len, waiting), np.int64) // WORD.size)
        numbers = np.frombuffer(b"".join(waiting), "<u4")
        self._recent.clear()
        self._waiting = 0
        order = _in_order(numbers)
        self._post(keys[order], numbers[order])

    def _post(self, keys: Numbers, numbers: Numbers) -> None:
        """Append postings, in order of *numbers*, to their shards."""
        if len(keys) == 0:
            return
        places = keys & np.uint32(2 * self._half - 1)
        places[places >= len(self._shards)] -= np.uint32(self._half)
        order = _in_order(places)
        records = np.empty((len(order), 2), "<u4")
        records[:, 0], records[:, 1] = keys[order], numbers[order]
        places = places[order]
        begins = np.r_[0, np.flatnonzero(np.diff(places)) + 1]
        whole = records.data.cast("B")
        bounds = pairwise([*(begins * SIZE).tolist(), len(whole)])
        for place, (begin, end) in zip(places[begins].tolist(), bounds, strict=True):
            self._extend(self._shards[place], whole[begin:end])
        self._count += len(keys)
        while self._count > MEAN_POSTINGS * len(self._shards):
            self._split()

    def _extend(self, shard: bytearray, records: memoryview) -> None:
        before = len(shard)
        shard += records
        size = len(shard)
        if WORD.unpack_from(shard, size // (2 * SIZE) * SIZE + 4)[0] < self._oldest:
            self._cut(shard)
        elif size >= TIDY_AT * SIZE and size.bit_length() != before.bit_length():
            self._tidy(shard)

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


def _in_order(codes: Numbers) -> npt.NDArray[np.uint64]:
    """Return where *codes* stand in ascending order, equal ones as they came.

    numpy sorts whole numbers eight times as fast as it finds their order.
    """
    placed = codes.astype(np.uint64) << np.uint64(32) | np.arange(len(codes), dtype=np.uint64)
    placed.sort()
    return placed & np.uint64(LOW)


def _newest(shard: bytearray, key: int, last: int) -> list[int]:
    """Return the newest stories under a key, in order; *last* is where it stands last.

    Most in a shard are of common keys. Of the others, as most are here, one is all there is.
    """
    if last % SIZE == 0 and shard.find(WORD.pack(key)) == last:
        return [WORD.unpack_from(shard, last + WORD.size)[0]]
    records = np.frombuffer(shard, "<u4")
    newest: list[int] = records[1::2][records[::2] == key][-CAP:].tolist()
    return newest
