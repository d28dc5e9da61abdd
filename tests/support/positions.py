"""How far a consumer group is, asked of brokers that come and go."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from koreawire.agents.client.ends import true_ends

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from aiokafka import TopicPartition

TROUBLES = (KafkaError, OSError, TimeoutError, AssertionError)  # a client of a broker that is down
ASK_SECONDS = 10
PAUSE_SECONDS = 0.25


class Positions:
    """Ends of partitions and commits of a group; clients are opened anew after a trouble."""

    def __init__(
        self, options: Mapping[str, Any], group: str, partitions: Sequence[TopicPartition]
    ) -> None:
        """Ask about *partitions*; *options* are aiokafka's."""
        self._options = {**options, "request_timeout_ms": 5_000}
        self._group = group
        self._partitions = partitions
        self._one_by_one = asyncio.Lock()  # an ask moves the consumer, a trouble closes it
        self._consumer: AIOKafkaConsumer | None = None
        self._admin: AIOKafkaAdminClient | None = None

    async def ends(self) -> dict[TopicPartition, int]:
        """Return the end offsets, however long the brokers take to answer."""
        return await self._insist(self._ends)

    async def committed(self) -> dict[TopicPartition, int]:
        """Return the offsets the group committed, 0 where it has none yet."""
        return await self._insist(self._committed)

    async def close(self) -> None:
        """Close the clients."""
        consumer, self._consumer = self._consumer, None
        admin, self._admin = self._admin, None
        for close in (consumer and consumer.stop, admin and admin.close):
            if close is not None:
                with suppress(*TROUBLES):
                    await asyncio.wait_for(close(), ASK_SECONDS)

    async def _insist(
        self, ask: Callable[[], Awaitable[dict[TopicPartition, int]]]
    ) -> dict[TopicPartition, int]:
        while True:
            async with self._one_by_one:
                try:
                    return await asyncio.wait_for(ask(), ASK_SECONDS)
                except TROUBLES:
                    await self.close()
                except asyncio.CancelledError:  # within the client, on a slow machine: no order
                    if _is_cancelled():
                        raise
                    await self.close()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _ends(self) -> dict[TopicPartition, int]:
        if self._consumer is None:
            self._consumer = AIOKafkaConsumer(**self._options, max_partition_fetch_bytes=9_000_000)
            await self._consumer.start()
            self._consumer.assign(self._partitions)
        return await true_ends(self._consumer, self._partitions)

    async def _committed(self) -> dict[TopicPartition, int]:
        if self._admin is None:
            self._admin = AIOKafkaAdminClient(**self._options)
            await self._admin.start()
        found = await self._admin.list_consumer_group_offsets(
            self._group, partitions=list(self._partitions)
        )
        return {tp: max(0, at.offset) for tp, at in found.items()}


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
