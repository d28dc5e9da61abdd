"""The ledger's memory behind the `State` protocol: restored from entries in any order.

Entries that a restart brings back wait until the record after them is judged: at
offset n the memory holds exactly what was judged below n. So what a worker that lost
the partition wrote too much (a zombie) is not there when its records are judged again,
except for the record itself, which is recognised by its origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.ledger.docket import NOTICE
from koreawire.pipeline.ledger.facts import SCHEME, unpack
from koreawire.pipeline.ledger.memory import MOST_STORIES, Memory
from koreawire.pipeline.ledger.overrides import KEPT_MS
from koreawire.pipeline.record import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.ledger.facts import Facts

KEPT_ON_HOLD_MS = KEPT_MS  # an embargo or a hold outlives the window as an override does


class LedgerState:
    """Feeds the memory in log order; there is one partition, so one memory."""

    scheme = SCHEME

    def __init__(self, *, window_ms: int, most_stories: int = MOST_STORIES) -> None:
        self._window_ms = window_ms
        self._most_stories = most_stories
        self._waiting: dict[str, Entry] = {}
        self.memory = self._empty()

    def restore(self, partition: int, entries: Sequence[Entry]) -> None:  # noqa: ARG002 - one
        """Take in entries in any order; of equal origins the first in the log counts.

        Of one entry written twice the later one counts: it was purged in between.
        """
        for entry in entries:
            known = self._waiting.get(entry.origin)
            if known is None or entry.offset <= known.offset:
                self._waiting[entry.origin] = entry

    def forget(self, partition: int) -> None:  # noqa: ARG002 - there is one
        """Know nothing."""
        self._waiting.clear()
        self.memory = self._empty()

    def expire(self, partition: int, clock: int) -> None:
        """Do nothing: the ledger expires by its own clock, with every record judged."""

    def judged(self, origin: str, offset: int) -> bytes | None:
        """Return the facts of a record judged before; else bring the memory up to *offset*."""
        waiting = self._waiting.get(origin)
        known = waiting.data if waiting is not None else self.memory.by_origin(origin)
        if known is None:
            self._settle(offset)
        return known

    def learn(self, facts: Facts, data: bytes) -> int:
        """Remember a record judged now; return its number."""
        return self.memory.learn(facts, data)

    def entry(self, facts: Facts, data: bytes) -> Entry:
        """Return facts as what is written to the changelog."""
        ahead = min(max(facts.time - facts.clock, 0), KEPT_ON_HOLD_MS)  # a time the clock doubts
        keep_until = facts.clock + ahead + self._window_ms
        decided = facts.fate == NOTICE and facts.uri is not None
        if decided or facts.until or any(status == "held" for _, _, status in facts.rows):
            keep_until = max(keep_until, facts.until) + KEPT_ON_HOLD_MS
        return Entry(facts.origin, facts.offset, keep_until, data)

    def _settle(self, offset: int) -> None:
        """Learn what waits below *offset*; unlearn what was learned at or above it."""
        if self.memory.offset >= offset:
            known = [self.entry(unpack(data), data) for data in self.memory.packed()]
            self.memory = self._empty()
            self.restore(0, known)
        if not self._waiting:
            return
        ready = [entry for entry in self._waiting.values() if entry.offset < offset]
        ready.sort(key=lambda entry: (entry.offset, entry.origin))
        for entry in ready:
            del self._waiting[entry.origin]
        self.memory.learn_all(entry.data for entry in ready)

    def _empty(self) -> Memory:
        return Memory(window_ms=self._window_ms, most_stories=self._most_stories)
