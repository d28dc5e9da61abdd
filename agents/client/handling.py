"""Dealing with dead letters: send the record again, or note that it was given up."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer, errors

from koreawire.agents.client.connection import client_options
from koreawire.agents.problem import Problem
from koreawire.pipeline.replay import original, parked_place
from koreawire.schemas.dead_letter import Action, Handled
from koreawire.schemas.topics import HANDLED, LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from koreawire.agents.client.dead_letters import Letter
    from koreawire.agents.settings import Settings

CONFIRM_SECONDS = 30.0  # a broker that restarts takes less


@dataclass(frozen=True, slots=True)
class Order:
    """Who deals with a letter, and why."""

    by: str
    because: str | None = None


class Hand:
    """Does to letters what an operator orders; each step is confirmed by the broker."""

    def __init__(self, producer: AIOKafkaProducer, settings: Settings, order: Order) -> None:
        """Take a started producer, and whose order it is."""
        self._producer = producer
        self._settings = settings
        self._order = order

    async def replay(self, letter: Letter) -> None:
        """Send the record to the topic and partition it came from, then note it.

        In this order: what is killed between the two is sent again, and the same
        origin again adds nothing. The other way round it would be lost.
        """
        record = original(letter.record)
        topic = self._settings.topic(record.topic)
        partitions = await self._producer.partitions_for(topic)
        at = letter.said.partition
        await self._send(
            topic,
            record.value,
            key=record.key,
            headers=list(record.headers.items()),
            partition=at if at in partitions else None,
        )
        await self._note(letter, Action.REPLAYED)

    async def drop(self, letter: Letter) -> None:
        """Note that the record was looked at and given up; its bytes stay till they expire."""
        await self._note(letter, Action.DROPPED)

    async def _note(self, letter: Letter, action: Action) -> None:
        said = letter.said
        note = Handled(
            action=action,
            stage=said.stage,
            topic=said.topic,
            partition=said.partition,
            offset=said.offset,
            by=self._order.by,
            because=self._order.because,
        )
        topic = self._settings.topic(HANDLED.name)
        await self._send(topic, note.to_json(), key=parked_place(letter.record).encode())

    async def _send(
        self,
        topic: str,
        value: bytes,
        *,
        key: bytes | None,
        headers: list[tuple[str, bytes]] | None = None,
        partition: int | None = None,
    ) -> None:
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._producer.send_and_wait(
                    topic, value, key=key, headers=headers or [], partition=partition
                )
        except (TimeoutError, errors.KafkaError) as error:
            raise Problem(
                f"{topic} did not confirm ({error or 'timed out'}); what came before is done:"
                " run the command again for the rest"
            ) from None


@asynccontextmanager
async def hand(settings: Settings, order: Order) -> AsyncIterator[Hand]:
    """Yield what deals with letters, connected."""
    producer = AIOKafkaProducer(
        **client_options(settings), acks="all", max_request_size=2 * LARGE_RECORD_BYTES
    )
    async with producer:
        yield Hand(producer, settings, order)
