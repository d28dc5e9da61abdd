"""DeadLetter: how a parked record reads back. Handled: what an operator did about it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from koreawire.schemas.base import WireModel
from koreawire.schemas.story import Source


class DeadLetterExtension(WireModel):
    """The `koreawire` property of a dead letter; `source` where the payload was known."""

    source: Source | None = None


class DeadLetter(WireModel):
    """A record that could not be used: where it came from and what was wrong with it.

    The record on the topic holds the original bytes and key; these facts are its
    `dlt-*` headers.
    """

    stage: str
    reason: str
    error: str
    topic: str
    partition: int
    offset: int
    timestamp: AwareDatetime | None = None
    origin: str | None = None
    attempts: int = 1
    size: int
    koreawire: DeadLetterExtension | None = None


class Action(StrEnum):
    """What was done about a dead letter."""

    REPLAYED = "replayed"  # sent to its topic again
    DROPPED = "dropped"  # looked at and given up


class Handled(WireModel):
    """What an operator did about one parked record: the audit line.

    When it was done is the timestamp of the record that holds this.
    """

    action: Action
    stage: str
    topic: str
    partition: int
    offset: int
    by: str
    because: str | None = None
