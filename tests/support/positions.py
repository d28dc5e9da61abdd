"""How far a consumer group is, asked of brokers that come and go."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from tests.support.insisting import TROUBLES, answered, insist

from koreawire.agents.client.ends import true_ends

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from aiokafka import TopicPartition


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
        return await insist(lambda: self._ask(self._ends))

    async def committed(self) -> dict[TopicPartition, int]:
        """Return the offsets the group committed, 0 where it has none yet."""
        return await insist(lambda: self._ask(self._committed))

    async def close(self) -> None:
        """Close the clients."""
        consumer, self._consumer = self._consumer, None
        admin, self._admin = self._admin, None
        for close in (consumer and consumer.stop, admin and admin.close):
            if close is not None:
                with suppress(*TROUBLES):
                    await answered(close())

    async def _ask(
        self, ask: Callable[[], Awaitable[dict[TopicPartition, int]]]
    ) -> dict[TopicPartition, int]:
        async with self._one_by_one:
            try:
                return await answered(ask())
            except TROUBLES:
                await self.close()
                raise

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
