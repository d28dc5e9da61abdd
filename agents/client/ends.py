"""Where partitions end: what a broker says, made true for the embedded one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiokafka import AIOKafkaConsumer, TopicPartition

ANSWER_SECONDS = 30.0
POLL_MS = 200


async def true_ends(
    consumer: AIOKafkaConsumer, partitions: Iterable[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return the end of each of *partitions*, which the consumer must be assigned.

    The embedded broker (Tansu 0.6) names the first offset of the last *batch*, plus
    one, when it is asked for the end; what it says beside a fetched record is right.
    So the last record is asked for. The consumer's positions are moved.
    """
    ends: dict[TopicPartition, int] = await consumer.end_offsets(sorted(partitions))
    begins = await consumer.beginning_offsets(list(ends))
    filled = [partition for partition, end in ends.items() if end > begins[partition]]
    for partition in filled:
        consumer.seek(partition, ends[partition] - 1)
    async with asyncio.timeout(ANSWER_SECONDS):
        while any(consumer.highwater(partition) is None for partition in filled):
            await consumer.getmany(*filled, timeout_ms=POLL_MS)
    for partition in filled:
        ends[partition] = max(ends[partition], consumer.highwater(partition))
    return ends
