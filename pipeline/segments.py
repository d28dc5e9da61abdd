"""Segments: what a stage remembers of a chunk, packed into one value of the changelog.

A value a record would make recovery a hundred times slower, and expiry a delete
for every story; a segment is read, written and forgotten as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

from koreawire.pipeline.record import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAT = 1
MOST_BYTES = 262_144  # of one value: a quarter of what a broker takes by default
# format, scheme, first and last offset, clock, number of entries
_HEAD = Struct(">BHQQqI")
_ENTRY = Struct(">HQqI")  # bytes of origin, offset, keep_until, bytes of data
_KEY = re.compile(rb"([0-9]{1,10}):([0-9]{1,10}):([0-9]{1,20})(?:-([0-9]{1,20}))?\Z")


class SchemeError(RuntimeError):
    """State written by another version: it must be built anew from the source topic."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries of the records *first* to *last* of one partition, and the clock after them."""

    first: int
    last: int
    clock: int
    entries: tuple[Entry, ...]

    @property
    def keep_until(self) -> int:
        """Event time (ms) when all of it may be forgotten."""
        return max((entry.keep_until for entry in self.entries), default=0)


@dataclass(frozen=True, slots=True)
class Key:
    """`partition:generation:first offset`; with `-last offset` where segments were merged.

    A worker that lost its partition may still write under its own generation;
    the higher generation is the one to believe.
    """

    partition: int
    generation: int
    first: int
    last: int | None = None

    def pack(self) -> bytes:
        """Return the key as it is on the changelog."""
        merged = "" if self.last is None else f"-{self.last}"
        return f"{self.partition}:{self.generation}:{self.first}{merged}".encode()

    @classmethod
    def unpack(cls, packed: bytes) -> Key:
        """Read a key.

        Raises:
            ValueError: It is none.
        """
        match = _KEY.match(packed)
        if match is None:
            raise ValueError(f"{packed[:100]!r} is no key of a segment")
        last = match[4]
        return cls(int(match[1]), int(match[2]), int(match[3]), int(last) if last else None)


def pack(segment: Segment, scheme: int = 1) -> bytes:
    """Return *segment* as a value; *scheme* is the version of the entries' own packing."""
    parts = [
        _HEAD.pack(FORMAT, scheme, segment.first, segment.last, segment.clock, len(segment.entries))
    ]
    for entry in segment.entries:
        origin = entry.origin.encode()
        parts.append(_ENTRY.pack(len(origin), entry.offset, entry.keep_until, len(entry.data)))
        parts.append(origin)
        parts.append(entry.data)
    return b"".join(parts)


def unpack(value: bytes, scheme: int = 1) -> Segment:
    """Read a segment.

    Raises:
        SchemeError: It was written by another version.
        ValueError: It is no segment.
    """
    if len(value) < _HEAD.size:
        raise ValueError(f"a segment has {_HEAD.size} bytes at least, not {len(value)}")
    form, written, first, last, clock, count = _HEAD.unpack_from(value)
    if (form, written) != (FORMAT, scheme):
        raise SchemeError(
            f"state of format {form}, scheme {written}; this version reads {FORMAT}, {scheme}"
        )
    entries: list[Entry] = []
    at = _HEAD.size
    for _ in range(count):
        if at + _ENTRY.size > len(value):
            raise ValueError(f"a segment of {count} entries ends after {len(entries)}")
        origin_size, offset, keep_until, size = _ENTRY.unpack_from(value, at)
        at += _ENTRY.size
        if at + origin_size + size > len(value):
            raise ValueError(
                f"a segment of {count} entries ends within the one after {len(entries)}"
            )
        origin = value[at : at + origin_size].decode()
        at += origin_size
        entries.append(Entry(origin, offset, keep_until, value[at : at + size]))
        at += size
    if at != len(value):
        raise ValueError(f"a segment of {at} bytes has {len(value)}")
    return Segment(first, last, clock, tuple(entries))


def split(segment: Segment, most_bytes: int = MOST_BYTES) -> Iterator[Segment]:
    """Yield *segment* in parts of at most about *most_bytes*, together covering its offsets."""
    first = segment.first
    taken: list[Entry] = []
    size = 0
    for entry in segment.entries:
        weight = _ENTRY.size + len(entry.origin) + len(entry.data)
        if taken and size + weight > most_bytes and entry.offset > taken[-1].offset:
            yield Segment(first, entry.offset - 1, segment.clock, tuple(taken))
            first, taken, size = entry.offset, [], 0
        taken.append(entry)
        size += weight
    yield Segment(first, segment.last, segment.clock, tuple(taken))


def join(segments: Sequence[Segment]) -> Segment:
    """Return *segments* (at least one) as one, entries in log order."""
    entries = [entry for segment in segments for entry in segment.entries]
    return Segment(
        min(segment.first for segment in segments),
        max(segment.last for segment in segments),
        max(segment.clock for segment in segments),
        tuple(sorted(entries, key=lambda entry: entry.offset)),
    )
