"""What the ledger keeps of one judged record, packed: enough to rebuild all it knew.

A packed record begins with what a restart needs at once (times, keys, a few facts) and
ends with what is seldom read: the story and the records that were published, compressed.
Sizes: 12 bytes a key with its posting, 250 of facts, two fifths of the story's own.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from koreawire.pipeline.once import once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.duplicates.families import Link

SCHEME = 5  # of the packing; another one is refused, and state is rebuilt from the log
HEAD = struct.Struct("<BxHHHHqqqqqI16s")
WORD = 4  # bytes of a key
LOW = 0xFFFFFFFF
TIMES = struct.Struct("<qq")
SHORT = struct.Struct("<H")
TIMES_PLACE = 18  # in HEAD: time and clock
SIZE_PLACE = 2  # in HEAD
VALUE = 2  # place of the value in a record of `records`
LEVEL = 3  # of zstd: higher ones take twice the time for a twentieth of the size
NUL = b"\0"  # between the parts of the content: JSON never holds one


@dataclass  # not frozen: several are made a story, and that takes three times as long
class Facts:
    """One judged record. `offset` is its place in the log, times are ms.

    `size` is how many characters of the story are read to compare it.
    `keys`, `lines` and `handles` are 32 bits each, lowest byte first, as they are posted.
    `rows` is what became of stories by this record: uri, sequence, status.
    `joins` are families it made or spoke of: canonical story, its time, stories that lead there.
    `records` are topic, key, value and headers as published; a value of None is `story`.
    """

    origin: str
    offset: int
    time: int
    clock: int
    doubted: tuple[int, ...] = ()
    fate: str = ""
    uri: str | None = None
    published: int = 0
    until: int = 0  # end of an embargo
    size: int = 0
    exact: bytes = bytes(16)
    keys: bytes = b""
    lines: bytes = b""  # keys of the headline
    handles: bytes = b""
    version: tuple[str | None, int, int | None] | None = None
    rows: tuple[tuple[str, int, str], ...] = ()
    joins: tuple[Link, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @once
    def _parts(self) -> list[bytes]:
        """The story, what was published without its values, and each value."""
        return _PACKING.decompress(self.content).split(NUL) if self.content else []

    @property
    def story(self) -> str | None:
        """The story's JSON: as published, or as it came if it was not."""
        return self._parts[0].decode() or None if self._parts else None

    @once
    def records(self) -> list[list[Any]]:
        """What was published for it."""
        if not self._parts:
            return []
        _, said, *values = self._parts
        records: list[list[Any]] = orjson.loads(said)
        for record, value in zip(records, values, strict=True):
            record[VALUE] = value.decode() if value else None
        return records

    def pack(self) -> bytes:
        """Return the facts as bytes."""
        rows = [(None if uri == self.uri else uri, *row) for uri, *row in self.rows]
        small = orjson.dumps(
            [self.origin, self.fate, self.uri, self.version, rows, self.joins, self.doubted]
        )
        head = HEAD.pack(
            SCHEME,
            self.size,
            len(self.keys) // WORD,
            len(self.lines) // WORD,
            len(self.handles) // WORD,
            self.offset,
            self.time,
            self.clock,
            self.published,
            self.until,
            len(small),
            self.exact,
        )
        return b"".join((head, self.keys, self.lines, self.handles, small, self.content))


def unpack(data: bytes) -> Facts:
    """Return packed facts.

    Raises:
        ValueError: They were packed by another scheme, or are damaged.
    """
    if not data or data[0] != SCHEME:
        raise ValueError(f"packed facts of scheme {data[:1].hex() or 'none'}, not {SCHEME}")
    _, size, keys, lines, handles, *times, small, exact = HEAD.unpack_from(data)
    offset, time, clock, published, until = times
    lines_at = HEAD.size + WORD * keys
    handles_at = lines_at + WORD * lines
    end = handles_at + WORD * handles
    origin, fate, uri, version, rows, joins, doubted = orjson.loads(data[end : end + small])
    return Facts(
        origin=origin,
        offset=offset,
        time=time,
        clock=clock,
        doubted=tuple(doubted),
        fate=fate,
        uri=uri,
        published=published,
        until=until,
        size=size,
        exact=exact,
        keys=data[HEAD.size : lines_at],
        lines=data[lines_at:handles_at],
        handles=data[handles_at:end],
        version=tuple(version) if version else None,
        rows=tuple([(uri if of is None else of, at, status) for of, at, status in rows]),
        joins=tuple([(name, at, tuple(uris)) for name, at, uris in joins]),
        content=data[end + small :],
    )


def uri_of(data: bytes) -> str | None:
    """Return the uri in packed facts, without reading the rest."""
    _, _, keys, lines, handles, *_, size, _ = HEAD.unpack_from(data)
    begin = HEAD.size + WORD * (keys + lines + handles)
    uri: str | None = orjson.loads(data[begin : begin + size])[2]
    return uri


def time_of(data: bytes) -> int:
    """Return the time in packed facts, without reading the rest."""
    time: int = TIMES.unpack_from(data, TIMES_PLACE)[0]
    return time


def size_of(data: bytes) -> int:
    """Return the size in packed facts, without reading the rest."""
    size: int = SHORT.unpack_from(data, SIZE_PLACE)[0]
    return size


def learned_at(data: bytes) -> int:
    """Return what the clock was when packed facts were learned."""
    clock: int = TIMES.unpack_from(data, TIMES_PLACE)[1]
    return clock


def known_since(data: bytes, clock: int) -> int:
    """Return when packed facts were learned, by the log's clock as it is now known.

    What happened before *clock* but came while the clock still doubted such a time
    counts from its own time, so that a leap does not forget what announced it.
    """
    time, learned = TIMES.unpack_from(data, TIMES_PLACE)
    return max(learned, time) if time <= clock else int(learned)


def numbers(packed: bytes) -> Sequence[int]:
    """Return keys from how facts hold them."""
    return struct.unpack(f"<{len(packed) // WORD}I", packed)


def words(keys: Sequence[int]) -> bytes:
    """Return the low 32 bits of *keys* as facts hold them."""
    return struct.pack(f"<{len(keys)}I", *[key & LOW for key in keys])


def pack_content(story: str | None, records: list[list[Any]]) -> bytes:
    """Return the seldom read part of facts, compressed; texts as they are: it takes them best."""
    said = [[*record[:VALUE], None, *record[VALUE + 1 :]] for record in records]
    values = [(record[VALUE] or "").encode() for record in records]
    return _PACKING.compress(NUL.join([(story or "").encode(), orjson.dumps(said), *values]))


class _Packing(threading.local):
    """What packs and unpacks, made once a thread: it must not be shared, and takes long to make.

    It begins from a dictionary: what most stories repeat, the commonest last.
    """

    def __init__(self) -> None:
        text = files("koreawire.pipeline") / "data" / "duplicates" / "dictionary.txt"
        known = zstandard.ZstdCompressionDict(
            text.read_bytes(), dict_type=zstandard.DICT_TYPE_RAWCONTENT
        )
        known.precompute_compress(level=LEVEL)
        self.compress = zstandard.ZstdCompressor(level=LEVEL, dict_data=known).compress
        self.decompress = zstandard.ZstdDecompressor(dict_data=known).decompress


_PACKING = _Packing()
