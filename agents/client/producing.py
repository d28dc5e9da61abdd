"""Producing raw records: in order, bounded in memory, counted when the broker confirms."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from aiokafka import AIOKafkaProducer, errors

from koreawire.agents.client.admin import admin
from koreawire.agents.client.connection import client_options
from koreawire.agents.client.topics import existing
from koreawire.agents.problem import Problem
from koreawire.schemas.topics import RAW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from aiokafka.structs import RecordMetadata

    from koreawire.agents.settings import Settings

# Unconfirmed at most: enough to fill a round trip, little enough to hold in memory.
IN_FLIGHT_RECORDS = 1_000
IN_FLIGHT_BYTES = 33_554_432  # 32 MiB
BATCH_BYTES = 262_144
LINGER_MS = 5
# Kafka's limit is on the batch: 61 bytes of batch header, up to 21 of record header.
BATCH_OVERHEAD_BYTES = 128
CONFIRM_SECONDS = 30.0  # a broker that restarts takes less; then the rest is given up
NO_TOPIC = "there is no topic {topic} on this cluster; run `koreawire topics create`"


class Sendable(Protocol):
    """What is produced: an input of the command line, or a sample."""

    @property
    def name(self) -> str:
        """How messages call it."""

    @property
    def key(self) -> bytes | None:
        """The record's key."""

    @property
    def value(self) -> bytes:
        """The record's value."""

    @property
    def headers(self) -> Mapping[str, bytes]:
        """The record's headers."""


@dataclass(slots=True)
class Produced:
    """What became of the records so far; `places` are partition:offset of the confirmed ones."""

    confirmed: int = 0
    confirmed_bytes: int = 0
    refused: int = 0
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def confirm(self, metadata: RecordMetadata, size: int) -> None:
        """Count a record the broker has: its partition's first and last offset are kept."""
        first, _ = self.places.get(metadata.partition, (metadata.offset, 0))
        self.places[metadata.partition] = (first, metadata.offset)
        self.confirmed += 1
        self.confirmed_bytes += size


async def produce(
    settings: Settings,
    items: Iterable[Sendable],
    *,
    partition: int | None = None,
    refused: Callable[[str], None],
    progress: Callable[[Produced], None] = lambda _: None,
) -> Produced:
    """Send *items* to the raw topic; return the count once all are confirmed or refused.

    *refused* is told, one line each, of what the broker does not take; the rest
    goes on. *items* are read in a thread: a pipe that pauses does not keep what
    was read before from being sent.

    Raises:
        Problem: The brokers cannot be reached, the topic is missing, or no
            confirmation comes; the message says how many were confirmed.
    """
    limit = await _limit(settings)
    topic = settings.topic(RAW.name)
    done = Produced()
    async with _producer(settings, limit) as producer:
        flight = _Flight(done, refused, limit)
        async for item in _threaded(iter(items)):
            size = _size(item)
            if size > limit:
                flight.refuse(item.name)
                continue
            await flight.make_room(size)
            headers = list(item.headers.items())
            sent = await producer.send(
                topic, item.value, key=item.key, headers=headers, partition=partition
            )
            flight.add(item.name, size, sent)
            progress(done)
        await flight.land()
        progress(done)
    return done


class _Flight:
    """Records sent and not yet confirmed, oldest first."""

    def __init__(self, done: Produced, refused: Callable[[str], None], limit: int) -> None:
        self._done = done
        self._tell = refused
        self._limit = limit
        self._sent: deque[tuple[str, int, asyncio.Future[RecordMetadata]]] = deque()
        self._bytes = 0

    def refuse(self, name: str) -> None:
        self._done.refused += 1
        self._tell(f"{name} has more than the {self._limit:,} bytes of one record: not sent")

    def add(self, name: str, size: int, sent: asyncio.Future[RecordMetadata]) -> None:
        self._sent.append((name, size, sent))
        self._bytes += size

    async def make_room(self, size: int) -> None:
        while self._sent and (
            len(self._sent) >= IN_FLIGHT_RECORDS
            or self._bytes + size > IN_FLIGHT_BYTES
            or self._sent[0][2].done()
        ):
            await self._settle()

    async def land(self) -> None:
        while self._sent:
            await self._settle()

    async def _settle(self) -> None:
        name, size, sent = self._sent.popleft()
        self._bytes -= size
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                self._done.confirm(await sent, size)
        except (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError):
            self.refuse(name)
        except (TimeoutError, errors.KafkaError) as error:
            raise Problem(
                f"{name} was not confirmed ({error or 'timed out'}), nor what came after it; "
                f"{self._done.confirmed} were confirmed: send the rest again"
            ) from None


@asynccontextmanager
async def _producer(settings: Settings, limit: int) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(
        **client_options(settings),
        acks="all",
        linger_ms=LINGER_MS,
        max_batch_size=BATCH_BYTES,
        max_request_size=limit + BATCH_OVERHEAD_BYTES,
    )
    try:
        async with asyncio.timeout(CONFIRM_SECONDS):
            await producer.start()
        yield producer
    finally:
        await producer.stop()


async def _limit(settings: Settings) -> int:
    """Return what one record may have: the topic's own limit where the broker tells it."""
    name = settings.topic(RAW.name)
    async with admin(settings) as client:
        topic = (await existing(client, [name])).get(name)
    if topic is None:
        raise Problem(NO_TOPIC.format(topic=name))
    told = topic.config.get("max.message.bytes", str(RAW.max_message_bytes))
    return int(told) - BATCH_OVERHEAD_BYTES


def _size(item: Sendable) -> int:
    headers = sum(len(name) + len(value) + 10 for name, value in item.headers.items())
    return len(item.value) + len(item.key or b"") + headers


async def _threaded(items: Iterator[Sendable]) -> AsyncIterator[Sendable]:
    end = object()
    while True:
        item = await asyncio.to_thread(next, items, end)
        if item is end:
            return
        yield cast("Sendable", item)
