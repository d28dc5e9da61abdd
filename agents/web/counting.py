"""How much is in each topic, and how much of it waits for the agents."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiokafka import AIOKafkaConsumer, TopicPartition, errors
from aiokafka.admin import AIOKafkaAdminClient

from koreawire.agents.broker.embedded import CLUSTER_ID
from koreawire.agents.client.connection import client_options
from koreawire.agents.client.ends import true_ends
from koreawire.schemas.topics import ENRICHED, NORMALISED, RAW, TOPICS, UNIQUE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from koreawire.agents.settings import Settings
    from koreawire.schemas.topics import TopicSpec

READ_BY_AGENTS = (RAW, NORMALISED, UNIQUE, ENRICHED)


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic: how many records it holds, and how many wait for our agents (None: not read)."""

    name: str
    partitions: int
    records: int
    lag: int | None


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts by offsets; nothing is read, except on the embedded broker."""

    settings: Settings
    consumer: AIOKafkaConsumer
    admin: AIOKafkaAdminClient
    embedded: bool

    async def count(self) -> tuple[TopicState, ...]:
        """Return the state of every topic the project always has."""
        partitions = sorted(self.consumer.assignment())
        if self.embedded:
            ends = await true_ends(self.consumer, partitions)
        else:
            ends = await self.consumer.end_offsets(partitions)
        begins = await self.consumer.beginning_offsets(partitions)
        done = await self._done(partitions)
        return tuple(self._state(spec, begins, ends, done) for spec in TOPICS)

    async def _done(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Return how far our agents have come; nothing where no group ever was on the cluster."""
        group = self.settings.app_id
        try:
            found = await self.admin.list_consumer_group_offsets(group, partitions=partitions)
        except errors.GroupCoordinatorNotAvailableError:
            return {}
        return {part: max(committed.offset, 0) for part, committed in found.items()}

    def _state(
        self,
        spec: TopicSpec,
        begins: Mapping[TopicPartition, int],
        ends: Mapping[TopicPartition, int],
        done: Mapping[TopicPartition, int],
    ) -> TopicState:
        name = self.settings.topic(spec.name)
        parts = [part for part in ends if part.topic == name]
        lag = None
        if spec in READ_BY_AGENTS:
            lag = sum(max(0, ends[p] - max(done.get(p, 0), begins[p])) for p in parts)
        return TopicState(name, len(parts), sum(ends[p] - begins[p] for p in parts), lag)


@asynccontextmanager
async def counting(settings: Settings) -> AsyncIterator[Counter]:
    """Yield a counter with connections of its own."""
    options: dict[str, Any] = client_options(settings)
    async with AsyncExitStack() as stack:
        names = [settings.topic(spec.name) for spec in TOPICS]
        consumer = AIOKafkaConsumer(*names, **options, enable_auto_commit=False)
        stack.push_async_callback(consumer.stop)
        await consumer.start()
        admin = AIOKafkaAdminClient(**options)
        stack.push_async_callback(admin.close)
        await admin.start()
        cluster = await admin.describe_cluster()
        embedded = cluster["cluster_id"] == CLUSTER_ID
        if not embedded:
            consumer.pause(*consumer.assignment())  # it asks for ends only
        yield Counter(settings, consumer, admin, embedded)
