"""Parking by hand: one record that meets a bug is moved out of the way, and nothing else.

The dead letter is the order: a worker that meets a bug looks whether the record
has been parked by hand, and goes on if so. No offset is touched, so the other
records of its partition stay where they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from aiokafka import AIOKafkaProducer

from koreawire.agents.client.connection import client_options
from koreawire.agents.client.reading import read, record_at
from koreawire.agents.client.record import as_record
from koreawire.agents.problem import Problem
from koreawire.pipeline.dead_letters import dead_letter
from koreawire.schemas import headers
from koreawire.schemas.topics import DEAD_LETTER, ENRICHED, LARGE_RECORD_BYTES, NORMALISED, RAW
from koreawire.schemas.topics import UNIQUE as UNIQUE_STORIES

if TYPE_CHECKING:
    from koreawire.agents.settings import Settings
    from koreawire.pipeline.record import Record

log = structlog.get_logger("koreawire")

READERS = {
    RAW.name: "normalise",
    NORMALISED.name: "deduplicate",
    UNIQUE_STORIES.name: "enrich",
    ENRICHED.name: "route",
}


class ParkedByHand(ValueError):  # noqa: N818 - the name is what the dead letter's header says
    """An operator parked this record."""


async def park(
    settings: Settings, topic: str, partition: int, offset: int, *, reason: str = "parked by hand"
) -> Record:
    """Write a dead letter for the record at *offset* of *topic* (without prefix); return it.

    *reason* stands on the letter: who parked it, and why.

    Raises:
        Problem: No agent reads that topic, or there is no such record.
    """
    stage = READERS.get(topic)
    if stage is None:
        raise Problem(f"no agent reads {topic}; parked can be what is in {', '.join(READERS)}")
    found = await record_at(settings, settings.topic(topic), partition, offset)
    if found is None:
        raise Problem(f"{topic} has no record at {partition}:{offset}; see the worker's last line")
    record = as_record(topic, found)
    letter = dead_letter(record, stage, ParkedByHand(reason))
    producer = AIOKafkaProducer(**client_options(settings), max_request_size=2 * LARGE_RECORD_BYTES)
    async with producer:
        await producer.send_and_wait(
            settings.topic(letter.topic),
            letter.value,
            key=letter.key,
            headers=list(letter.headers.items()),
        )
    log.warning("record.parked", topic=topic, partition=partition, offset=offset, stage=stage)
    return record


async def is_parked(settings: Settings, record: Record) -> bool:
    """Whether an operator parked *record*: its dead letter is on the topic."""
    place = {
        headers.DLT_TOPIC: record.topic,
        headers.DLT_PARTITION: str(record.partition),
        headers.DLT_OFFSET: str(record.offset),
        headers.DLT_ERROR: ParkedByHand.__name__,
    }
    wanted = {name: value.encode() for name, value in place.items()}
    topic = settings.topic(DEAD_LETTER.name)
    async for letter in read(settings, [topic], from_beginning=True, until_end=True):
        if wanted.items() <= dict(letter.headers).items():
            return True
    return False
