"""Records in, outputs and state entries out: what every stage is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read: `topic` without prefix, `timestamp` and event times in ms since 1970."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """A record to publish: `topic` without prefix."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a stage remembers of one judged record.

    `offset` is the record's place in the log that is judged; `keep_until` (event
    time, ms) is when the entry may be forgotten; `data` is the state's own packing.
    """

    origin: str
    offset: int
    keep_until: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Decision:
    """What a stage makes of one record: what it publishes and what it remembers."""

    outputs: tuple[Output, ...]
    entry: Entry | None = None


class State(Protocol):
    """Memory of a stage, fed by its own decisions and, after a restart, by recovery."""

    def restore(self, partition: int, entries: Sequence[Entry]) -> None:
        """Take in entries read from the changelog, in any order; equal origins merge."""

    def forget(self, partition: int) -> None:
        """Drop everything of a partition that was revoked."""

    def expire(self, partition: int, clock: int) -> None:
        """Drop what may be forgotten at event time *clock* (ms)."""


class Stage(Protocol):
    """One decision of the flow; raises ValueError for a record that cannot be used."""

    @property
    def name(self) -> str:
        """The verb of the stage: normalise, deduplicate, enrich, route."""

    @property
    def source(self) -> str:
        """The topic it reads, without prefix."""

    @property
    def state(self) -> State | None:
        """What it remembers, if anything."""

    def decide(self, record: Record) -> Decision:
        """Judge *record*; the same origin again yields the same outputs again."""
