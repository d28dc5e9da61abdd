"""A paced producer of a numbered load, which outlives the brokers it produces to."""

from __future__ import annotations

import asyncio
import time
from asyncio import FIRST_COMPLETED
from typing import TYPE_CHECKING, Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from tests.support.insisting import trouble_in_client

from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future

    from tests.support.desk import Desk
    from tests.support.load import Item

TICK_SECONDS = 0.02
LATE_SECONDS = 2.0  # made good by a faster pace; what is later than that is not
UNCONFIRMED = 2_000  # at most: while brokers are away the load waits
# On all topics, at most: while workers are behind it waits too, so that on a slow
# machine faults meet the work of a few moments and not an ever longer queue.
UNSETTLED = 1_000
LOOK_SECONDS = 0.5
LARGEST = 8_388_608


class Feeding:
    """Produces *items* at *rate* a second in the background until it is told to finish.

    Each item is sent until it is confirmed.

    An item whose confirmation got lost may be on the topic twice: the account is
    of what is on the topic, so that is a further item and no fault.
    """

    def __init__(self, desk: Desk, items: Iterable[Item], rate: float) -> None:
        self._desk = desk
        self._items = iter(items)
        self._rate = rate
        self._topic = desk.prefix + topics.RAW.name
        self._work: Future[None] | None = None
        self._room = asyncio.Semaphore(UNCONFIRMED)
        self._unconfirmed: set[asyncio.Task[None]] = set()
        self._last: int | None = None
        self._in_step = asyncio.Event()
        self.sent = 0
        self.confirmed = 0

    def __enter__(self) -> Self:
        self._work = self._desk.loop.submit(self._feed())
        return self

    def __exit__(self, *_: object) -> None:
        assert self._work is not None
        self._work.cancel()

    async def _keep_step(self) -> None:
        """Let the load go on while workers keep up with it."""
        while True:
            if await self._desk.waiting() < UNSETTLED:
                self._in_step.set()
            else:
                self._in_step.clear()
            await asyncio.sleep(LOOK_SECONDS)

    def finish(self, at_least: int, within: float) -> None:
        """Go on to *at_least* so many items, and wait until every one is confirmed.

        Raises:
            TimeoutError: They were not *within* seconds.
            AssertionError: One was given up: what fails then is the feeding, not the workers.
        """
        assert self._work is not None
        self._last = at_least
        self._work.result(timeout=within)
        assert self.confirmed == self.sent, f"{self.sent - self.confirmed} items were given up"

    async def _feed(self) -> None:
        async with AIOKafkaProducer(**_options(self._desk.options)) as producer:
            step = asyncio.create_task(self._keep_step())
            work = asyncio.create_task(self._produce(producer))
            try:
                for done in (await asyncio.wait((step, work), return_when=FIRST_COMPLETED))[0]:
                    done.result()
            finally:
                step.cancel()
                work.cancel()

    async def _produce(self, producer: AIOKafkaProducer) -> None:
        due = time.monotonic()
        for number, item in enumerate(self._items):
            if self._last is not None and number >= self._last:
                break
            await self._in_step.wait()
            await self._room.acquire()
            now = time.monotonic()
            due = max(due + 1 / self._rate, now - LATE_SECONDS)
            if due - now > TICK_SECONDS:
                await asyncio.sleep(due - now)
            self.sent = number + 1
            task = asyncio.create_task(self._confirm(producer, item))
            self._unconfirmed.add(task)
            task.add_done_callback(self._unconfirmed.discard)
        while self._unconfirmed:
            await asyncio.wait(self._unconfirmed)

    async def _confirm(self, producer: AIOKafkaProducer, item: Item) -> None:
        while True:
            try:
                with trouble_in_client():
                    await producer.send_and_wait(
                        self._topic, item.value, key=item.key, headers=[*item.headers.items()]
                    )
            except (KafkaError, ConnectionError):
                await asyncio.sleep(TICK_SECONDS)
            else:
                self.confirmed += 1
                self._room.release()
                return


def _options(options: Mapping[str, Any]) -> dict[str, Any]:
    return {**options, "acks": "all", "linger_ms": 5, "max_request_size": LARGEST + 10_000}
