"""Reading topics from their beginning or from now, without a consumer group."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, TopicPartition

from koreawire.agents.client.admin import admin
from koreawire.agents.client.connection import client_options
from koreawire.agents.client.ends import true_ends
from koreawire.agents.problem import Problem
from koreawire.schemas.topics import LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Sequence

    from aiokafka import ConsumerRecord

    from koreawire.agents.settings import Settings

START_SECONDS = 30.0
POLL_MS = 500  # how soon the end of a topic is noticed
PARTITION_BYTES = LARGE_RECORD_BYTES + 1_048_576  # the largest record, with room


async def read(
    settings: Settings,
    topics: Sequence[str],
    *,
    from_beginning: bool = False,
    until_end: bool = False,
) -> AsyncGenerator[ConsumerRecord, None]:
    """Yield the records of *topics* (broker's names); each partition in order.

    With *until_end* it stops at what is the end when it begins, else never.

    Raises:
        Problem: The brokers cannot be reached, or a topic does not exist.
    """
    await _require(settings, topics)
    async with _consumer(settings, topics) as consumer:
        ends = await true_ends(consumer, consumer.assignment())
        if from_beginning:
            await consumer.seek_to_beginning(*ends)
        else:
            for partition, end in ends.items():
                consumer.seek(partition, end)
        while not (until_end and await _finished(consumer, ends)):
            batches = await consumer.getmany(timeout_ms=POLL_MS)
            for partition in sorted(batches):
                for record in batches[partition]:
                    if not until_end or record.offset < ends[partition]:
                        yield record


async def end_offsets(settings: Settings, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """Return where each partition of *topics* ends now."""
    await _require(settings, topics)
    async with _consumer(settings, topics) as consumer:
        return await true_ends(consumer, consumer.assignment())


async def record_at(
    settings: Settings, topic: str, partition: int, offset: int
) -> ConsumerRecord | None:
    """Return one record, None where the log has none at *offset*.

    Raises:
        Problem: The brokers cannot be reached, or there is no such topic or partition.
    """
    await _require(settings, [topic])
    async with _consumer(settings, [topic]) as consumer:
        place = TopicPartition(topic, partition)
        if place not in consumer.assignment():
            raise Problem(f"{topic} has no partition {partition}")
        end = (await true_ends(consumer, [place]))[place]
        begin = (await consumer.beginning_offsets([place]))[place]
        if not begin <= offset < end:
            return None
        consumer.seek(place, offset)
        async with asyncio.timeout(START_SECONDS):
            while True:
                for record in (await consumer.getmany(place, timeout_ms=POLL_MS)).get(place, ()):
                    return record if record.offset == offset else None


async def _require(settings: Settings, topics: Sequence[str]) -> None:
    """Ask by list: the embedded broker creates a topic that is asked about by name."""
    async with admin(settings) as client:
        there = set(await client.list_topics())
    for topic in topics:
        if topic not in there:
            raise Problem(f"there is no topic {topic}; see `koreawire topics list`")


@asynccontextmanager
async def _consumer(settings: Settings, topics: Sequence[str]) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a started consumer of every partition of *topics*; it joins no group."""
    consumer = AIOKafkaConsumer(
        *topics,
        **client_options(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=PARTITION_BYTES,
    )
    try:
        async with asyncio.timeout(START_SECONDS):
            await consumer.start()
        yield consumer
    finally:
        await consumer.stop()


async def _finished(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < end:
            return False
    return True
