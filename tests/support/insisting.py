"""Questions to brokers that come and go: asked again until they are answered."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from aiokafka.errors import KafkaError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

T = TypeVar("T")

TROUBLES = (KafkaError, OSError, TimeoutError, AssertionError)  # a client of a broker that is down
ASK_SECONDS = 10  # for one answer
PAUSE_SECONDS = 0.25


async def insist(ask: Callable[[], Awaitable[T]]) -> T:
    """Return what comes of it; where it has a trouble it is done again, for as long as it takes."""
    while True:
        try:
            return await ask()
        except TROUBLES:
            await asyncio.sleep(PAUSE_SECONDS)


async def answered(asked: Awaitable[T]) -> T:
    """Return the answer; raises one of `TROUBLES` where there is none in time."""
    with trouble_in_client():
        return await asyncio.wait_for(asked, ASK_SECONDS)


@contextmanager
def trouble_in_client() -> Iterator[None]:
    """Tell a client that cancels its own waits, as when a broker dies, from an order to end.

    Raises:
        ConnectionError: The client cancelled what was awaited.
    """
    try:
        yield
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise ConnectionError("cancelled within the client") from error
