"""What the ledger keeps of one judged record, packed: enough to rebuild all it knew.

A packed record begins with what a restart needs at once (times, keys, a few facts) and
ends with what is seldom read: the story and the records that were published, deflated.
Sizes: 16 bytes a key with its posting, 250 of facts, a third of the story's own.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cached_property
from struct import Struct
from typing import Any

import numpy as np
import orjson

SCHEME = 1  # of the packing; another one is refused, and state is rebuilt from the log
HEAD = Struct("<BBHHHqqqqI16s")
TIMES = Struct("<qq")
TIMES_PLACE = 16  # in HEAD: time and clock
LEVEL = 1  # a higher level takes twice the time for a tenth of the size
# Words that most stories repeat; deflate starts from them. Changing it changes SCHEME.
DICTIONARY = (
    b'{"uri":"urn:koreawire:sha256:","type":"text","representationType":"complete","standard":'
    b'{"name":"ninjs","version":"3.2","schema":"http://www.iptc.org/std/ninjs/ninjs-schema_3.2.'
    b'json#"},"pubStatus":"usable","language":"en","headlines":[{"role":"main","contentType":'
    b'"text/plain","value":"\\n\\n"}],"bodies":[{"role":"main","contentType":"text/plain",'
    b'"charCount":,"wordCount":,"value":""}],"koreawire":{"source":{"provider":"","itemId":"",'
    b'"sha256":"","part":0},"sequence":1,"revision":{"action":"new"},"quality":{"truncated":false,'
    b'"parts":1,"charset":"utf-8"},"language":{"tag":"","reliability":1.0,"method":"model"},'
    b'"family":"urn:koreawire:","rules":{"duplicates":"1","language":"","reading":""}}}'
)


@dataclass(frozen=True)
class Facts:
    """One judged record. `offset` is its place in the log, times are ms.

    `rows` is what became of stories by this record: uri, sequence, status.
    `joins` are pairs of stories that became one family, each with its time.
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
    exact: bytes = bytes(16)
    keys: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()  # keys of the headline
    bare: bool = False  # hardly more than a headline
    handles: tuple[int, ...] = ()
    version: tuple[str | None, int, int | None] | None = None
    rows: tuple[tuple[str, int, str], ...] = ()
    joins: tuple[tuple[str, int, str, int], ...] = ()
    content: bytes = field(default=b"", repr=False)

    @cached_property
    def _opened(self) -> dict[str, Any]:
        loaded: dict[str, Any] = orjson.loads(_inflate(self.content)) if self.content else {}
        return loaded

    @property
    def story(self) -> str | None:
        """The story's JSON: as published, or as it came if it was not."""
        text: str | None = self._opened.get("story")
        return text

    @property
    def records(self) -> list[list[Any]]:
        """What was published for it."""
        found: list[list[Any]] = self._opened.get("records", [])
        return found

    def pack(self) -> bytes:
        """Return the facts as bytes."""
        small = orjson.dumps(
            [self.origin, self.fate, self.uri, self.version, self.rows, self.joins, self.doubted]
        )
        head = HEAD.pack(
            SCHEME,
            self.bare,
            len(self.keys),
            len(self.lines),
            len(self.handles),
            self.offset,
            self.time,
            self.clock,
            self.published,
            len(small),
            self.exact,
        )
        numbers = np.array([*self.keys, *self.lines, *self.handles, self.until], "<u8").tobytes()
        return b"".join((head, numbers, small, self.content))


def unpack(data: bytes) -> Facts:
    """Return packed facts.

    Raises:
        ValueError: They were packed by another scheme, or are damaged.
    """
    if not data or data[0] != SCHEME:
        raise ValueError(f"packed facts of scheme {data[:1].hex() or 'none'}, not {SCHEME}")
    _, bare, keys, lines, handles, offset, time, clock, published, size, exact = HEAD.unpack_from(
        data
    )
    end = HEAD.size + 8 * (keys + lines + handles + 1)
    numbers = np.frombuffer(data[HEAD.size : end], "<u8").tolist()
    origin, fate, uri, version, rows, joins, doubted = orjson.loads(data[end : end + size])
    return Facts(
        origin=origin,
        offset=offset,
        time=time,
        clock=clock,
        doubted=tuple(doubted),
        fate=fate,
        uri=uri,
        published=published,
        until=numbers[-1],
        exact=exact,
        keys=tuple(numbers[:keys]),
        lines=tuple(numbers[keys : keys + lines]),
        bare=bool(bare),
        handles=tuple(numbers[keys + lines : -1]),
        version=tuple(version) if version else None,
        rows=tuple(map(tuple, rows)),
        joins=tuple(map(tuple, joins)),
        content=data[end + size :],
    )


def known_since(data: bytes, clock: int) -> int:
    """Return when packed facts were learned, by the log's clock as it is now known.

    What happened before *clock* but came while the clock still doubted such a time
    counts from its own time, so that a leap does not forget what announced it.
    """
    time, learned = TIMES.unpack_from(data, TIMES_PLACE)
    return max(learned, time) if time <= clock else int(learned)


def pack_content(story: str | None, records: list[list[Any]]) -> bytes:
    """Return the seldom read part of facts, deflated."""
    compressor = zlib.compressobj(LEVEL, wbits=-15, zdict=DICTIONARY)
    plain = orjson.dumps({"story": story, "records": records})
    return compressor.compress(plain) + compressor.flush()


def _inflate(content: bytes) -> bytes:
    return zlib.decompressobj(wbits=-15, zdict=DICTIONARY).decompress(content)
