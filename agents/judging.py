"""Judging a chunk: a stage's decision on each record, without holding up the event loop."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.agents.publishing import Outgoing
from koreawire.pipeline.dead_letters import dead_letter
from koreawire.pipeline.record import Decision, Entry, Output, Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiokafka.structs import ConsumerRecord

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.state import StateTable
    from koreawire.pipeline.record import Stage

HOLD_SECONDS = 0.005  # then others get the loop: half of the 10 ms that are allowed
# A decision takes about 1 ms for 10 KB of text. Larger ones go to a thread of
# their own, where they hold the loop no longer than the interpreter's switch of 5 ms.
LARGE_BYTES = 32_768
RECORD_OVERHEAD = 100  # batch header, varints and lengths of one record
HEADER_OVERHEAD = 10


class PoisonError(RuntimeError):
    """A record that met a bug: nothing may be acked past it."""

    def __init__(self, record: Record) -> None:
        """Name the record."""
        super().__init__(f"{record.topic}:{record.partition}:{record.offset}")
        self.record = record


@dataclass(slots=True)
class Verdict:
    """What a chunk adds: records to publish in order, entries to remember."""

    outputs: list[Outgoing] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    dead_letters: int = 0


class Judge:
    """Runs one stage; the same for every chunk of its topic."""

    def __init__(
        self,
        stage: Stage,
        *,
        table: StateTable | None,
        prefixed: Callable[[str], str],
        limit: Callable[[str], int],
    ) -> None:
        """Take the stage, its state's table, and the name and record limit of a topic."""
        self.stage = stage
        self._table = table
        self._prefixed = prefixed
        self._limit = limit
        self._stage_header = (headers.STAGE, stage.name.encode())

    async def judge(self, chunk: Chunk) -> Verdict:
        """Decide every record of *chunk*, in order.

        Raises:
            PoisonError: A decision failed with anything but ValueError.
        """
        if self._table is not None:
            self._table.forget_past(chunk.tp.partition)
        verdict = Verdict()
        now = str(int(time.time() * 1000)).encode()
        since = time.perf_counter()
        for raw in chunk.records:
            record = self._record(raw)
            try:
                if len(record.value or b"") > LARGE_BYTES:
                    decision = await asyncio.to_thread(self._decide, record)
                else:
                    decision = self._decide(record)
            except Exception as error:
                raise PoisonError(record) from error
            self._add(verdict, record, decision, now)
            if time.perf_counter() - since > HOLD_SECONDS:
                await asyncio.sleep(0)
                since = time.perf_counter()
        return verdict

    def _record(self, raw: ConsumerRecord[bytes, bytes]) -> Record:
        return Record(
            topic=self.stage.source,
            partition=raw.partition,
            offset=raw.offset,
            timestamp=raw.timestamp,
            key=raw.key,
            value=raw.value,
            headers=dict(raw.headers),
        )

    def _decide(self, record: Record) -> Decision:
        """Return the stage's decision; for a record it cannot use, a dead letter."""
        try:
            decision = self.stage.decide(record)
            for output in decision.outputs:
                self._check(output)
        except ValueError as error:
            parked = dead_letter(record, self.stage.name, error)
            return Decision((parked,))
        return decision

    def _check(self, output: Output) -> None:
        limit = self._limit(output.topic)
        size = record_bytes(output)
        if size > limit:
            raise ValueError(
                f"what {self.stage.name} makes of it has {size} bytes; {output.topic} takes {limit}"
            )

    def _add(self, verdict: Verdict, record: Record, decision: Decision, now: bytes) -> None:
        for output in decision.outputs:
            if output.topic == topics.DEAD_LETTER.name:
                verdict.dead_letters += 1
            kept = [
                item
                for item in output.headers.items()
                if item[0] not in (headers.STAGE, headers.PROCESSED_AT)
            ]
            verdict.outputs.append(
                Outgoing(
                    self._prefixed(output.topic),
                    output.key,
                    output.value,
                    [*kept, self._stage_header, (headers.PROCESSED_AT, now)],
                    else_partition=record.partition,
                )
            )
        if self._table is not None:
            self._table.clock_after(record.partition, event_time(record))
            if decision.entry is not None:
                verdict.entries.append(decision.entry)


def event_time(record: Record) -> int:
    """Return when *record* happened (ms): its time header, else its timestamp."""
    time_ms = record.headers.get(headers.TIME)
    if time_ms is not None and time_ms.isdigit() and len(time_ms) <= 15:  # noqa: PLR2004 - year 33658
        return int(time_ms)
    return record.timestamp


def record_bytes(output: Output) -> int:
    """Return at most how many bytes *output* takes on the broker, batch header included."""
    size = RECORD_OVERHEAD + len(output.key or b"") + len(output.value)
    return size + sum(
        len(name.encode()) + len(value) + HEADER_OVERHEAD for name, value in output.headers.items()
    )
