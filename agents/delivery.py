"""Delivery: the only place that acks, in order, once the broker confirmed everything.

For each chunk: decide every record; write what must be remembered and await the
broker; publish the outputs and await the broker; settle. What was decided meanwhile
takes each of these steps together. Whatever cannot be done stops the process, and what
was not settled is delivered again.
"""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koreawire.agents.judging import Judge, PoisonError, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from faust.types import EventT, StreamT

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.failure import Failure
    from koreawire.agents.state import StateTable
    from koreawire.agents.telemetry.counters import AgentCounters

BEFORE_STATE = "before-state"
AFTER_STATE = "after-state-before-output"
AFTER_OUTPUT = "after-output-before-commit"
AFTER_SETTLE = "after-settle-before-commit"


@dataclass(frozen=True, slots=True)
class Job:
    """A chunk that was decided; the event keeps Faust's message alive until it is settled."""

    event: EventT
    chunk: Chunk
    verdict: Verdict


class Delivery:
    """Takes the chunks of one agent from its stream to their ack."""

    def __init__(
        self,
        judge: Judge,
        *,
        app: Any,
        table: StateTable | None,
        counters: AgentCounters,
        failpoints: Mapping[str, Callable[[Chunk], object]] | None = None,
    ) -> None:
        """Take what decides, the app whose producer and consumer are used, and the state."""
        self._judge = judge
        self._app = app
        self._failure: Failure = app.failure
        self._table = table
        self._counters = counters
        self._failpoints = failpoints or {}
        self._jobs: asyncio.Queue[Job] | None = None

    async def run(self, stream: StreamT[Chunk]) -> None:
        """Serve a stream until it ends. One a process: concurrency would break the order."""
        # Enough to decide while the broker confirms, few enough for a drain. When the
        # broker is slow, deciding waits.
        self._jobs = asyncio.Queue(self._app.settings.chunks_in_hand)
        settler = asyncio.create_task(self._settle_jobs(self._jobs))
        try:
            async for event in stream.noack().events():
                job = await self._decide(event)
                if job is not None:
                    await self._jobs.put(job)
        finally:
            settler.cancel()

    async def _decide(self, event: EventT) -> Job | None:
        chunk: Chunk = event.message.value
        if self._failure.reason is not None:
            return None
        try:
            if not self._app.consumer.take(event.message):
                return None
            return Job(event, chunk, await self._judge.judge(chunk))
        except PoisonError as poison:
            self._failure.stop(
                "record.failed",
                poison.__cause__,
                stage=self._judge.stage.name,
                topic=chunk.tp.topic,
                partition=poison.record.partition,
                offset=poison.record.offset,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the process stops
            self._failure.stop(
                "chunk.failed", error, stage=self._judge.stage.name, chunk=str(chunk)
            )
        return None

    async def _settle_jobs(self, jobs: asyncio.Queue[Job]) -> None:
        while True:
            group = [await jobs.get()]
            while not jobs.empty():
                group.append(jobs.get_nowait())
            if self._failure.reason is not None:
                continue
            try:
                await self._settle(group)
            except Exception as error:  # noqa: BLE001 - whatever it is, the process stops
                chunks = ", ".join(str(job.chunk) for job in group)
                self._failure.stop(
                    "chunk.failed", error, stage=self._judge.stage.name, chunk=chunks
                )

    async def _settle(self, group: Sequence[Job]) -> None:
        """Settle what is decided, in order; the broker confirms a group in the time of a chunk."""
        await self._hit(BEFORE_STATE, group)
        if self._table is not None:
            await self._table.write([(job.chunk, job.verdict.entries) for job in group])
            await self._hit(AFTER_STATE, group)
        await self._app.producer.publish([out for job in group for out in job.verdict.outputs])
        await self._hit(AFTER_OUTPUT, group)
        for job in group:
            chunk, verdict = job.chunk, job.verdict
            if self._app.consumer.settle(job.event.message):
                self._counters.settled(
                    len(chunk.records), len(verdict.outputs), verdict.dead_letters
                )
            else:
                self._counters.repeats += 1
        await self._hit(AFTER_SETTLE, group)
        if self._table is not None:
            for partition in {job.chunk.tp.partition: None for job in group}:
                await self._table.tidy(partition)

    async def _hit(self, point: str, group: Sequence[Job]) -> None:
        """Let a test break the process here."""
        action = self._failpoints.get(point)
        if action is None:
            return
        for job in group:
            done = action(job.chunk)
            if inspect.isawaitable(done):
                await done
