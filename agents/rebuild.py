"""Building state anew from the log it was judged from, when the changelog is gone or too old.

The decisions are taken again in log order, up to what the group has committed;
what they would publish was published then and is dropped now.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition

from koreawire.agents.chunk import Chunk, cut
from koreawire.agents.client.connection import client_options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from faust.types import TP

    from koreawire.agents.judging import Judge
    from koreawire.agents.settings import Settings
    from koreawire.agents.state import StateTable

log = structlog.get_logger("koreawire")

POLL_MS = 1_000
# Nothing came for so long, though the log goes on: records at the end were deleted
# by retention or are markers of a transaction.
EMPTY_POLLS = 5


class SupersededError(RuntimeError):
    """The partition went to another worker meanwhile, or this one stops."""


async def rebuild(app: Any, table: StateTable, judge: Judge, tp: TP, *, until: int) -> int:
    """Judge the records of source partition *tp* below offset *until*; return how many.

    Raises:
        SupersededError: Another generation began.
    """
    generation = app.consumer_generation_id
    log.warning("state.rebuild_started", stage=table.name, topic=tp.topic, partition=tp.partition)
    records = 0
    async with _reader(app.settings, tp) as consumer:
        empty = 0
        while await consumer.position(tp) < until and empty < EMPTY_POLLS:
            fetched = await consumer.getmany(timeout_ms=POLL_MS)
            batch = [record for record in fetched.get(tp, ()) if record.offset < until]
            empty = 0 if batch else empty + 1
            for piece in cut(
                batch,
                most_records=app.settings.chunk_records,
                most_bytes=app.settings.chunk_bytes,
            ):
                if app.consumer_generation_id != generation or app.should_stop:
                    raise SupersededError
                chunk = Chunk(tp, piece)
                verdict = await judge.judge(chunk)
                await table.write([(chunk, verdict.entries)])
                await table.tidy(tp.partition)
                records += len(piece)
    await table.cover(tp.partition, until - 1)
    log.warning("state.rebuilt", stage=table.name, partition=tp.partition, records=records)
    return records


@asynccontextmanager
async def _reader(settings: Settings, tp: TP) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a consumer of one partition from the log's start, outside the group."""
    consumer = AIOKafkaConsumer(
        **client_options(settings), enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        partition = TopicPartition(tp.topic, tp.partition)
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        yield consumer
    finally:
        await consumer.stop()
