"""What aiokafka read, as the project's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        headers=as_headers(consumed.headers),
    )


def as_headers(pairs: Iterable[tuple[str, bytes | None]]) -> dict[str, bytes]:
    """Return a record's headers by name, the last of a name; Kafka allows a value of null."""
    return {name: value or b"" for name, value in pairs}
