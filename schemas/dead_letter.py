"""DeadLetter: how a parked record reads back."""

from __future__ import annotations

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
