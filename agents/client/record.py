"""What aiokafka read, as the project's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.record import Record

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord


def as_record(topic: str, consumed: ConsumerRecord) -> Record:
    """Return *consumed* as a record of *topic*, named without prefix."""
    return Record(
        topic=topic,
        partition=consumed.partition,
        offset=consumed.offset,
        timestamp=consumed.timestamp,
        key=consumed.key,
        value=consumed.value,
        headers=dict(consumed.headers),
    )
