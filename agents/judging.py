"""Judging a chunk: a stage's decision on each record, without holding up the event loop."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from koreawire.agents.client.record import as_record
from koreawire.agents.publishing import Outgoing
from koreawire.pipeline.dead_letters import dead_letter
from koreawire.pipeline.event_time import event_time
from koreawire.pipeline.record import Decision, Entry, Output, Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiokafka.structs import ConsumerRecord

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.state import StateTable
    from koreawire.pipeline.record import Stage

log = structlog.get_logger("koreawire")

HOLD_SECONDS = 0.005  # then others get the loop: half of the 10 ms that are allowed
# A decision takes about 1 ms for 10 KB of text, hostile text ten times that. Larger ones go
# to a thread of their own, where they hold the loop no longer than the interpreter's switch
# between threads, or one call into a library.
LARGE_BYTES = 16_384
ENTRY_BYTES = 12 * 1024 * 1024  # of what is remembered of one record: the changelog takes 16 MiB
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
        is_parked: Callable[[Record], Awaitable[bool]] | None = None,
    ) -> None:
        """Take the stage, its state's table, and the name and record limit of a topic.

        *is_parked* tells whether an operator has parked a record that meets a bug.
        """
        self.stage = stage
        self._table = table
        self._prefixed = prefixed
        self._limit = limit
        self._is_parked = is_parked
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
                if await self._is_excused(record, error):
                    continue
                raise PoisonError(record) from error
            self._add(verdict, record, decision, now)
            if time.perf_counter() - since > HOLD_SECONDS:
                await asyncio.sleep(0)
                since = time.perf_counter()
        return verdict

    async def _is_excused(self, record: Record, error: Exception) -> bool:
        """Whether to go on past a record that met a bug: an operator has parked it."""
        if self._is_parked is None:
            return False
        try:
            excused = await self._is_parked(record)
        except Exception as trouble:  # noqa: BLE001 - not known is not parked
            log.warning("parked.unknown", error=repr(trouble))
            return False
        if excused:
            log.warning(
                "record.skipped",
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                stage=self.stage.name,
                error=repr(error),
            )
        return excused

    def _record(self, raw: ConsumerRecord[bytes, bytes]) -> Record:
        return as_record(self.stage.source, raw)

    def _decide(self, record: Record) -> Decision:
        """Return the stage's decision; for a record it cannot use, a dead letter."""
        try:
            decision = self.stage.decide(record)
            self._check(decision)
        except ValueError as error:
            parked = dead_letter(record, self.stage.name, error)
            return Decision((parked,))
        return decision

    def _check(self, decision: Decision) -> None:
        """Refuse what the broker would refuse: it would come again for ever."""
        for output in decision.outputs:
            limit, size = self._limit(output.topic), record_bytes(output)
            if size > limit:
                raise ValueError(
                    f"what {self.stage.name} makes of it has {size} bytes;"
                    f" {output.topic} takes {limit}"
                )
        entry = decision.entry
        if entry is not None and len(entry.data) > ENTRY_BYTES:
            raise ValueError(
                f"what {self.stage.name} must remember of it has {len(entry.data)} bytes;"
                f" it may have {ENTRY_BYTES}"
            )

    def _add(self, verdict: Verdict, record: Record, decision: Decision, now: bytes) -> None:
        for output in decision.outputs:
            is_dead = output.topic == topics.DEAD_LETTER.name
            verdict.dead_letters += is_dead
            kept = [
                item
                for item in output.headers.items()
                if item[0] not in (headers.STAGE, headers.PROCESSED_AT)
                and (is_dead or not item[0].startswith(headers.DLT_PREFIX))  # of a replay: no trace
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


def record_bytes(output: Output) -> int:
    """Return at most how many bytes *output* takes on the broker, batch header included."""
    size = RECORD_OVERHEAD + len(output.key or b"") + len(output.value)
    return size + sum(
        len(name.encode()) + len(value) + HEADER_OVERHEAD for name, value in output.headers.items()
    )
