"""A client that cancels its own waits is asked again; an order to end is obeyed."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka.errors import KafkaError
from tests.support.insisting import answered, insist, trouble_in_client


async def test_what_fails_is_asked_again():
    """Brokers that die take their clients with them, in one way or the other."""
    troubles = [KafkaError(), OSError(), asyncio.CancelledError(), AssertionError()]

    async def ask():
        if troubles:
            raise troubles.pop()
        return "answer"

    assert await insist(lambda: answered(ask())) == "answer"
    assert not troubles


async def test_a_fault_of_the_test_itself_is_not_asked_again():
    """It would go on for ever."""

    async def ask():
        raise KeyError

    with pytest.raises(KeyError):
        await insist(ask)


async def test_an_order_to_end_is_no_trouble():
    """A load that is told to stop must stop."""

    async def work():
        with trouble_in_client():
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
