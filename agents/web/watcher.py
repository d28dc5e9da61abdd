"""What the pages show of the whole desk: read from the topics while somebody looks."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING

import orjson
import structlog
from aiokafka import AIOKafkaConsumer, errors

from koreawire.agents.client.connection import client_options
from koreawire.agents.client.ends import true_ends
from koreawire.agents.rows import Row, replaced, row
from koreawire.agents.web.counting import TopicState, counting
from koreawire.schemas.topics import KOREA_STORIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiokafka import ConsumerRecord, TopicPartition

    from koreawire.agents.settings import Settings

log = structlog.get_logger("koreawire")

LOOK_SECONDS = 3.0
IDLE_SECONDS = 120.0  # nobody looked for so long: the connections are closed
FIRST_SECONDS = 5.0  # the first page waits for the first figures, at most
KEPT = 50  # stories on the page
BACKLOG = 25  # of each partition, read when the first page is asked for
RETRY_SECONDS = 5.0
POLL_MS = 200


@dataclass(frozen=True, slots=True)
class Published:
    """A Korea story as shown; `sequence` decides which record of a uri stands."""

    uri: str
    sequence: int
    row: Row
    replaced: bool = False


@dataclass(slots=True)
class View:
    """What was seen last; `trouble` is why nothing newer is."""

    topics: tuple[TopicState, ...] = ()
    stories: dict[str, Published] = field(default_factory=dict)
    trouble: str | None = None

    def add(self, found: Published) -> None:
        """Take in a story; the highest sequence of a uri stands, the oldest are dropped."""
        known = self.stories.get(found.uri)
        if known is not None and known.sequence > found.sequence:
            return
        self.stories[found.uri] = found
        if len(self.stories) > KEPT:
            oldest = min(self.stories.values(), key=lambda story: (story.row.time, story.uri))
            del self.stories[oldest.uri]

    def latest(self) -> list[Published]:
        """Return the stories that stand, newest first."""
        standing = [story for story in self.stories.values() if not story.replaced]
        return sorted(standing, key=lambda story: (story.row.time, story.uri), reverse=True)


class Watcher:
    """Reads while pages are asked for, and costs nothing otherwise."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is connected before `look`."""
        self._settings = settings
        self._view = View()
        self._task: asyncio.Task[None] | None = None
        self._asked = 0.0
        self._seen = asyncio.Event()

    async def look(self) -> View:
        """Return what is known; the first call waits for the first figures."""
        self._asked = monotonic()
        if self._task is None or self._task.done():
            self._seen.clear()
            self._task = asyncio.create_task(self._watch())
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_SECONDS):
                await self._seen.wait()
        return self._view

    async def close(self) -> None:
        """Stop reading."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self) -> None:
        while monotonic() - self._asked < IDLE_SECONDS:
            try:
                await self._follow()
            except (errors.KafkaError, TimeoutError, OSError) as error:
                self._view.trouble = f"the topics cannot be read: {error or 'no answer'}"
                log.warning("pages.unreadable", error=repr(error))
                self._seen.set()
                await asyncio.sleep(RETRY_SECONDS)

    async def _follow(self) -> None:
        options = client_options(self._settings)
        async with AsyncExitStack() as stack:
            reader = AIOKafkaConsumer(
                self._settings.topic(KOREA_STORIES.name), **options, enable_auto_commit=False
            )
            stack.push_async_callback(reader.stop)
            await reader.start()
            counter = await stack.enter_async_context(counting(self._settings))
            await self._backlog(reader)
            while monotonic() - self._asked < IDLE_SECONDS:
                async with asyncio.timeout(FIRST_SECONDS * 2):
                    self._view.topics = await counter.count()
                self._view.trouble = None
                self._seen.set()
                self._take(await reader.getmany(timeout_ms=int(LOOK_SECONDS * 1000)))

    async def _backlog(self, reader: AIOKafkaConsumer) -> None:
        """Read the last few records of each partition."""
        ends = await true_ends(reader, reader.assignment())
        begins = await reader.beginning_offsets(list(ends))
        for partition, end in ends.items():
            reader.seek(partition, max(begins[partition], end - BACKLOG))
        async with asyncio.timeout(FIRST_SECONDS):
            for partition, end in ends.items():
                while await reader.position(partition) < end:
                    self._take(await reader.getmany(timeout_ms=POLL_MS))

    def _take(self, batches: Mapping[TopicPartition, Sequence[ConsumerRecord]]) -> None:
        for record in chain.from_iterable(batches.values()):
            with suppress(orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
                value = orjson.loads(record.value)
                sequence = (value.get("koreawire") or {}).get("sequence") or 0
                headers = dict(record.headers)
                shown = row(KOREA_STORIES.name, headers, record.value, record.timestamp)
                self._view.add(Published(str(value["uri"]), int(sequence), shown, replaced(value)))
