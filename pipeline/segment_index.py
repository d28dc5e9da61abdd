"""Which segments of a partition are on the changelog, and what is to be tidied there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.segments import MOST_BYTES, Key

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL_BYTES = 65_536  # below that a segment is merged: recovery costs by the segment
MERGE_COUNT = 64  # small ones at once: 300,000 chunks of one story become 4,700 segments


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a segment; `value` only while it is small and may be merged."""

    key: Key
    last: int
    keep_until: int
    size: int
    value: bytes | None


class SegmentIndex:
    """The segments of one partition by key; the values of the small ones, for a merge."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self._small: dict[Key, Kept] = {}
        self._small_bytes = 0
        self.covered = -1  # last offset whose verdict is on the changelog
        self.generation = 0  # the highest seen
        self.clock = 0

    def __len__(self) -> int:
        return len(self._kept)

    def keys(self) -> tuple[Key, ...]:
        """Return the keys of all segments."""
        return tuple(self._kept)

    def add(self, key: Key, *, last: int, keep_until: int, clock: int, value: bytes) -> None:
        """Note a segment that is on the changelog."""
        self.drop(key)
        small = len(value) < SMALL_BYTES and key.last is None
        kept = Kept(key, last, keep_until, len(value), value if small else None)
        self._kept[key] = kept
        if small:
            self._small[key] = kept
            self._small_bytes += kept.size
        self.covered = max(self.covered, last)
        self.generation = max(self.generation, key.generation)
        self.clock = max(self.clock, clock)

    def drop(self, key: Key) -> None:
        """Note that a segment was deleted."""
        kept = self._kept.pop(key, None)
        if kept is not None and self._small.pop(key, None) is not None:
            self._small_bytes -= kept.size

    def superseded(self, key: Key, last: int) -> bool:
        """Whether a higher generation has written all of these offsets."""
        if key.generation >= self.generation:
            return False
        return any(
            other.key.generation > key.generation
            and other.key.first <= key.first
            and other.last >= last
            for other in self._kept.values()
        )

    def mergeable(self) -> tuple[Kept, ...]:
        """Return the small segments that are worth one merge now, of one generation; or none."""
        if len(self._small) < MERGE_COUNT and self._small_bytes < MOST_BYTES:
            return ()
        generation = min(key.generation for key in self._small)
        chosen: list[Kept] = []
        size = 0
        for key in sorted(self._small, key=lambda key: (key.generation, key.first)):
            kept = self._small[key]
            if key.generation != generation or (chosen and size + kept.size > MOST_BYTES):
                break
            chosen.append(kept)
            size += kept.size
        if len(chosen) == 1:  # a lone one of an old generation: it stays as it is
            self._small.pop(chosen[0].key)
            self._small_bytes -= chosen[0].size
            return ()
        return tuple(chosen)

    def expired(self, clock: int) -> Iterator[Key]:
        """Yield what may be deleted at event time *clock*; never the end of what is covered."""
        for kept in sorted(self._kept.values(), key=lambda kept: kept.key.first):
            if kept.keep_until <= clock and kept.last < self.covered:
                yield kept.key
