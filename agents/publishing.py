"""Publishing a chunk of records: batches built by hand, one future each instead of one a record."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.agents.partitions import partition_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiokafka import AIOKafkaProducer
    from aiokafka.producer.message_accumulator import BatchBuilder
    from aiokafka.structs import RecordMetadata

HOLD_SECONDS = 0.005  # appending holds the event loop no longer than that
RECORDS_A_LOOK = 64  # between looks at the clock


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record as the broker gets it: `topic` with its prefix; a value of None deletes.

    `partition` None: the key decides; where there is no key either, `else_partition`.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]
    partition: int | None = None
    else_partition: int = 0


async def publish(
    producer: AIOKafkaProducer, records: Sequence[Outgoing], batch_bytes: int
) -> list[RecordMetadata]:
    """Publish *records* and return the broker's confirmation of each batch, in order.

    Records of one partition stay in order. The partition of a key is that of
    every Kafka client.

    Raises:
        KafkaError: A batch was refused.
    """
    now = int(time.time() * 1000)
    open_batches: dict[tuple[str, int], tuple[BatchBuilder, int]] = {}
    counts: dict[str, int] = {}
    confirmations: list[asyncio.Future[RecordMetadata]] = []
    started = time.perf_counter()
    for index, record in enumerate(records):
        if record.topic not in counts:
            # aiokafka asks for all topics until one is unknown, then only for those it was told
            # to track: a topic that is new to it would make it forget where all others are led.
            producer.client.add_topic(record.topic)
            counts[record.topic] = len(await producer.partitions_for(record.topic))
        tp = (record.topic, _partition(record, counts[record.topic]))
        weight = len(record.key or b"") + len(record.value or b"")
        batch, size = open_batches.get(tp, (None, 0))
        if batch is not None and size + weight > batch_bytes:
            confirmations.append(await producer.send_batch(batch, tp[0], partition=tp[1]))
            batch, size = None, 0
        if batch is None:
            batch = producer.create_batch()
        if (
            batch.append(timestamp=now, key=record.key, value=record.value, headers=record.headers)
            is None
        ):
            confirmations.append(await producer.send_batch(batch, tp[0], partition=tp[1]))
            batch, size = producer.create_batch(), 0
            batch.append(timestamp=now, key=record.key, value=record.value, headers=record.headers)
        open_batches[tp] = (batch, size + weight)
        if not index % RECORDS_A_LOOK and time.perf_counter() - started > HOLD_SECONDS:
            await asyncio.sleep(0)
            started = time.perf_counter()
    for (topic, partition), (batch, _) in open_batches.items():
        confirmations.append(await producer.send_batch(batch, topic, partition=partition))
    return list(await asyncio.gather(*confirmations))


def _partition(record: Outgoing, partitions: int) -> int:
    if record.partition is not None:
        return record.partition
    if record.key is None:
        return record.else_partition % partitions
    return partition_of(record.key, partitions)
