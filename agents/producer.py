"""Faust's producer, made to publish whole chunks of outputs."""
# ruff: noqa: SLF001 - what waits to be sent can only be dropped inside aiokafka's producer

from __future__ import annotations

from typing import TYPE_CHECKING

from faust.transport.drivers import aiokafka as driver

from koreawire.agents.publishing import publish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiokafka.structs import RecordMetadata

    from koreawire.agents.publishing import Outgoing


class BatchProducer(driver.Producer):  # type: ignore[misc]
    """Publishes whole chunks of outputs, one batch a partition."""

    async def publish(self, records: Sequence[Outgoing]) -> list[RecordMetadata]:
        """Publish *records* in order and wait until the broker confirmed every one.

        Raises:
            KafkaError: One was refused; nothing more goes out after it.
        """
        producer = self._ensure_producer()
        try:
            return await publish(producer, records, self.max_batch_size)
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Drop what waits to be sent: later records must not overtake a refused one."""
        if self._producer is not None:
            accumulator = self._producer._message_accumulator
            accumulator._batches.clear()
            accumulator._exception = accumulator._exception or RuntimeError("abandoned")

    def dead(self) -> BaseException | None:
        """Return what ended the sending task, None while it lives."""
        sender = self._producer and self._producer._sender
        task = sender and sender.sender_task
        if task is None or not task.done() or task.cancelled():
            return None
        return task.exception() or RuntimeError("the producer's sender ended")
