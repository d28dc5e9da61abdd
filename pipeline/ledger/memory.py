"""What the ledger remembers, as the sum of the records judged, in log order.

`learn` adds one judged record; live judging and recovery both go through it, so a
worker that took over knows exactly what the one before it knew. Nothing else changes
memory. Stories leave in the order they came, when the clock has passed the window or
when there are too many; what is known of their uris (a sequence, a kill) stays longer,
because a correction or a kill may come after weeks and must not start at one again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xxhash import xxh3_64_intdigest

from koreawire.pipeline.duplicates.families import Families
from koreawire.pipeline.duplicates.index import Postings
from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.ledger.facts import known_since, unpack
from koreawire.pipeline.ledger.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.ledger.facts import Facts

MOST_STORIES = 300_000  # three days of 100,000 stories: half a gigabyte
MOST_ROWS = 1_000_000  # uris whose sequence is known: 200 bytes each
USABLE, HELD, EMBARGOED, KILLED, STOPPED = "usable", "held", "embargoed", "killed", "stopped"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a uri: its last published sequence, and what it is now.

    `number` is the remembered story with its newest content, while there is one.
    """

    sequence: int
    status: str
    version: Version
    number: int | None


class Memory:
    """The stories in the window, by number, origin, uri, exact text and shared keys."""

    def __init__(self, *, window_ms: int, most_stories: int = MOST_STORIES) -> None:
        self.window_ms = window_ms
        self.clock = Clock()
        self.families = Families()
        self.offset = -1  # of the last record learned
        self._most_stories = most_stories
        self._packed: dict[int, bytes] = {}  # number to facts, oldest first
        self._aside: dict[int, bytes] = {}  # on hold or under embargo beyond the window
        self._next = 0
        self._origins: dict[int, int] = {}
        self._exact: dict[int, int] = {}
        self._rows: dict[str, Row] = {}
        self._keys = Postings()
        self._handles = Postings()
        self._embargoed: dict[str, int] = {}  # uri to the end of its embargo

    def __len__(self) -> int:
        return len(self._packed)

    def learn(self, facts: Facts, data: bytes) -> None:
        """Take in one judged record and let go what has had its time."""
        number, self._next = self._next, self._next + 1
        self.clock = Clock(facts.clock, facts.doubted)
        self.offset = facts.offset
        self._packed[number] = data
        self._origins[_hash(facts.origin)] = number
        if facts.keys or facts.exact != bytes(16):
            self._keys.add(facts.keys, number)
            self._exact[_low(facts.exact)] = number
        if facts.handles:
            self._handles.add(facts.handles, number)
        for uri, published, other, other_published in facts.joins:
            self.families.join((published, uri), (other_published, other))
        for row in facts.rows:
            self._set_row(row, facts, number)
        self.expire(facts.clock)

    def facts(self, number: int) -> Facts | None:
        """Return the facts remembered under *number*, if they still are."""
        data = self._packed.get(number) or self._aside.get(number)
        return unpack(data) if data is not None else None

    def packed(self) -> Iterator[bytes]:
        """Yield everything remembered, in log order."""
        return iter([*self._aside.values(), *self._packed.values()])

    def by_origin(self, origin: str) -> bytes | None:
        """Return the packed facts of a record judged before."""
        number = self._origins.get(_hash(origin))
        return self._packed.get(number) if number is not None else None

    def by_exact(self, exact: bytes) -> int | None:
        """Return the number of the newest story with equal words."""
        return self._exact.get(_low(exact))

    def by_keys(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key the stories that have it."""
        return self._keys.find(keys)

    def by_handles(self, handles: Iterable[int]) -> dict[int, list[int]]:
        """Return for each handle (an item number, a slug) the stories that have it."""
        return self._handles.find(handles)

    def row(self, uri: str) -> Row | None:
        """Return what is known of a uri."""
        return self._rows.get(uri)

    def due(self, clock: int) -> list[str]:
        """Return the uris whose embargo has ended at *clock*, the earliest first."""
        ended = [(until, uri) for uri, until in self._embargoed.items() if until <= clock]
        return [uri for _, uri in sorted(ended)]

    def expire(self, clock: int) -> None:
        """Let go what may be forgotten at *clock*, and the oldest of too many.

        A story on hold or under embargo is kept aside until that is decided.
        """
        while self._packed:
            number, data = next(iter(self._packed.items()))
            too_many = len(self._packed) > self._most_stories
            if not too_many and known_since(data, clock) + self.window_ms > clock:
                break
            self._drop(number, data)
        self._keys.retire(next(iter(self._packed), self._next))
        self._handles.retire(next(iter(self._packed), self._next))
        while len(self._rows) > MOST_ROWS:
            uri = next(iter(self._rows))
            del self._rows[uri]
            self.families.forget(uri)

    def _drop(self, number: int, data: bytes) -> None:
        facts = unpack(data)
        del self._packed[number]
        row = self._rows.get(facts.uri) if facts.uri is not None else None
        if facts.uri is not None and row is not None and row.number == number:
            if row.status in (HELD, EMBARGOED):
                self._aside[number] = data
            else:
                self._rows[facts.uri] = replace(row, number=None)
        for index, key in ((self._origins, _hash(facts.origin)), (self._exact, _low(facts.exact))):
            if index.get(key) == number:
                del index[key]

    def _set_row(self, row: tuple[str, int, str], facts: Facts, number: int) -> None:
        """Take in what a record made of a story: its own, or another one it speaks of."""
        uri, sequence, status = row
        before = self._rows.pop(uri, None)  # the row touched last is forgotten last
        if before is not None and before.number is not None:
            self._aside.pop(before.number, None)
        if uri == facts.uri and facts.version is not None:
            self._rows[uri] = Row(sequence, status, Version(*facts.version), number)
        elif before is not None:
            self._rows[uri] = replace(before, sequence=sequence, status=status)
        else:
            self._rows[uri] = Row(sequence, status, Version(), None)
        if status == EMBARGOED:
            self._embargoed[uri] = facts.until
        else:
            self._embargoed.pop(uri, None)


def _hash(text: str) -> int:
    return xxh3_64_intdigest(text.encode())


def _low(exact: bytes) -> int:
    return int.from_bytes(exact[:8], "little")
