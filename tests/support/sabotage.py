"""What a fault test breaks inside a worker: faults that guards must catch, and guards removed.

A fault (`lose-chunks`, `stray-acks`) is what Faust or a bug of ours could do; the
suite stays green under it. A mutant is a worker without one of the guards that
delivery rests on; the suite must turn red under it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from koreawire.agents.contiguity import Contiguity
from koreawire.agents.delivery import Delivery
from koreawire.agents.state import StateTable
from koreawire.agents.transport import ChunkConsumer
from koreawire.pipeline.ledger.state import LedgerState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.delivery import Job

LOST_EVERY = 400  # chunks, often of one record: some times in a short trial, with progress between


def lose_chunks() -> None:
    """Now and then a fetched chunk never reaches its agent."""
    original = ChunkConsumer.getmany

    async def getmany(self: ChunkConsumer, timeout: float) -> AsyncIterator[Any]:  # noqa: ASYNC109 - Faust's
        async for tp, message in original(self, timeout):
            if self.app.topics.acks_enabled_for(tp.topic):
                self.fetched_chunks = getattr(self, "fetched_chunks", 0) + 1
                if self.fetched_chunks % LOST_EVERY == 0:
                    continue
            yield tp, message

    ChunkConsumer.getmany = getmany  # type: ignore[method-assign]


def stray_acks() -> None:
    """Faust acks every chunk as it arrives, as it does when a generation changes under it."""
    original = Delivery._decide

    async def decide(self: Delivery, event: Any) -> Job | None:
        self._app.consumer.ack(event.message)
        return await original(self, event)

    Delivery._decide = decide  # type: ignore[method-assign]


def ack_before_confirmation() -> None:
    """Mutant: a chunk is settled first and published after; its state is written before."""

    async def settle(self: Delivery, group: Sequence[Job]) -> None:
        if self._table is not None:
            await self._table.write([(job.chunk, job.verdict.entries) for job in group])
        for job in group:
            self._app.consumer.settle(job.event.message)
        await self._app.producer.publish([out for job in group for out in job.verdict.outputs])

    Delivery._settle = settle  # type: ignore[method-assign]


def no_contiguity() -> None:
    """Mutant: a chunk is decided and settled whether or not the one before it was."""

    def go_on(self: Contiguity, chunk: Chunk, known: dict[Any, int], what: str) -> bool:
        del self, what
        known[chunk.tp] = chunk.last
        return True

    Contiguity._go_on = go_on  # type: ignore[method-assign]


def any_ack_counts() -> None:
    """Mutant: the settler's mark is ignored, so whatever Faust acks is committed."""
    original = ChunkConsumer._new_offset

    def ack(self: ChunkConsumer, message: Any) -> bool:
        acked = self.__dict__.setdefault("acked_by_anyone", {})
        acked[message.tp] = message.offset
        self.contiguity._settled.setdefault(message.tp, None)  # type: ignore[arg-type]
        return True

    def new_offset(self: ChunkConsumer, tp: Any) -> int | None:
        acked = self.__dict__.get("acked_by_anyone", {})
        return acked[tp] + 1 if tp in acked else original(self, tp)

    ChunkConsumer.ack = ack  # type: ignore[method-assign]
    ChunkConsumer._new_offset = new_offset  # type: ignore[method-assign]


def no_origins() -> None:
    """Mutant: state does not remember which record it judged."""
    LedgerState.judged = lambda *_: None  # type: ignore[method-assign,assign]


def state_unconfirmed() -> None:
    """Mutant: nobody waits until the broker has the state."""
    original = StateTable.write
    writing: set[asyncio.Task[None]] = set()

    async def write(self: StateTable, chunks: Any) -> None:
        task = asyncio.create_task(original(self, chunks))
        writing.add(task)
        task.add_done_callback(writing.discard)

    StateTable.write = write  # type: ignore[method-assign]


SABOTAGE: dict[str, Callable[[], None]] = {
    "lose-chunks": lose_chunks,
    "stray-acks": stray_acks,
    "ack-before-confirmation": ack_before_confirmation,
    "no-contiguity": no_contiguity,
    "any-ack-counts": any_ack_counts,
    "no-origins": no_origins,
    "state-unconfirmed": state_unconfirmed,
}
