"""State by chunk: a Faust table whose changelog holds segments and whose memory is the stage's.

The table itself keeps nothing. A chunk's entries are written as segments and
confirmed before its outputs go out; recovery feeds the segments to the stage's
own state, which owns the memory and drops partitions that were revoked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from time import monotonic
from typing import TYPE_CHECKING, Any

import faust
import structlog
from faust.stores import memory
from faust.types import TP

from koreawire.agents.coverage import ensure
from koreawire.agents.publishing import Outgoing
from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.segment_index import SegmentIndex
from koreawire.pipeline.segments import Key, SchemeError, Segment, join, pack, split, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.judging import Judge
    from koreawire.pipeline.record import Entry, State

log = structlog.get_logger("koreawire")

SWEEP_MS = 600_000  # event time between sweeps: a sweep looks at every segment
# Two, not one: at one Faust goes on reading the changelog after recovery.
RECOVERY_BUFFER = 2


class StateTable(faust.Table):  # type: ignore[misc]
    """The changelog of one stage's state."""

    def __init__(self, app: Any, *, state: State, **kwargs: Any) -> None:
        super().__init__(
            app,
            key_type=bytes,
            value_type=bytes,
            recovery_buffer_size=RECOVERY_BUFFER,
            **kwargs,
        )
        self.memory = state
        self.scheme = int(getattr(state, "scheme", 1))
        self.index: dict[int, SegmentIndex] = defaultdict(SegmentIndex)
        self.clocks: dict[int, Clock] = defaultdict(Clock)
        self.foreign: dict[int, set[Key]] = {}  # segments of another version, by partition
        self.judge: Judge | None = None  # for a rebuild
        self.offsets: dict[TP, int] = {}  # of the changelog: read or written up to here
        self.entries_restored = 0
        self.segments_noted = 0  # read or written: a recovery or rebuild that moves
        self._swept: dict[int, int] = defaultdict(int)
        self._forgotten: dict[int, int] = defaultdict(int)
        self._generations: dict[int, int] = {}
        self._began = 0.0

    def _new_store(self) -> _Feed:
        return _Feed("memory://", self.app, self, table=self)

    # -- writing

    def clock_after(self, partition: int, time: int) -> int:
        """Return the partition's event clock after a record that happened at *time* (ms)."""
        clock = self.clocks[partition] = self.clocks[partition].after(time)
        return clock.now

    def forget_past(self, partition: int) -> None:
        """Let the state forget what is past; only between two decisions."""
        clock = self.clocks[partition].now
        if clock - self._forgotten[partition] >= SWEEP_MS:
            self._forgotten[partition] = clock
            self.memory.expire(partition, clock)

    async def write(self, chunks: Iterable[tuple[Chunk, Sequence[Entry]]]) -> None:
        """Write what the stage remembers of each chunk; return when the broker confirmed it.

        A chunk of which nothing is remembered is written too: so it can be told
        whether state covers all that was committed.
        """
        await self._put(
            [
                (Key(partition, self._generation(partition), part.first), part)
                for partition, whole in segments(chunks, self.clocks)
                for part in split(whole)
            ]
        )

    async def tidy(self, partition: int) -> None:
        """Merge small segments and delete forgotten ones."""
        index = self.index[partition]
        parts = index.mergeable()
        if parts:
            merged = join([unpack(kept.value or b"", self.scheme) for kept in parts])
            key = Key(partition, parts[0].key.generation, merged.first, merged.last)
            await self._put([(key, merged)])
            await self._delete(kept.key for kept in parts)
        clock = self.clocks[partition].now
        if clock - self._swept[partition] >= SWEEP_MS:
            self._swept[partition] = clock
            await self._delete(list(index.expired(clock)))

    async def cover(self, partition: int, last: int) -> None:
        """Note that there is nothing to remember of the records up to *last*."""
        covered = self.index[partition].covered
        if covered < last:
            segment = Segment(covered + 1, last, self.clocks[partition].now, ())
            await self._put([(Key(partition, self._generation(partition), covered + 1), segment)])

    async def reset(self, partition: int) -> None:
        """Forget a partition, on the changelog too."""
        await self._delete({*self.index[partition].keys(), *self.foreign.pop(partition, ())})
        generation = self.index[partition].generation
        self._forget(partition)
        self.index[partition].generation = generation

    async def _put(self, segments: Sequence[tuple[Key, Segment]]) -> None:
        packed = [(key, segment, pack(segment, self.scheme)) for key, segment in segments]
        await self._send([(key, value) for key, _, value in packed])
        for key, segment, value in packed:
            self._note(key, segment, value)

    async def _delete(self, keys: Iterable[Key]) -> None:
        deleted = list(keys)
        if deleted:
            await self._send([(key, None) for key in deleted])
        for key in deleted:
            self.index[key.partition].drop(key)

    async def _send(self, records: Sequence[tuple[Key, bytes | None]]) -> None:
        # A partition's last record is a batch of its own: the embedded broker takes the first
        # offset of the last batch for the end, and recovery would stop before it.
        last = set({key.partition: place for place, (key, _) in enumerate(records)}.values())
        await self._send_part([one for place, one in enumerate(records) if place not in last])
        await self._send_part([one for place, one in enumerate(records) if place in last])

    async def _send_part(self, records: Sequence[tuple[Key, bytes | None]]) -> None:
        topic = self.changelog_topic_name
        confirmed = await self.app.producer.publish(
            [Outgoing(topic, key.pack(), value, [], key.partition) for key, value in records]
        )
        sent = Counter(key.partition for key, _ in records)
        batches = Counter(one.partition for one in confirmed)
        for one in confirmed:
            tp = TP(topic, one.partition)
            # Of more batches, offsets are not told apart: they are read again.
            if batches[one.partition] == 1 and self.offsets.get(tp) == one.offset - 1:
                self.offsets[tp] += sent[one.partition]

    def _generation(self, partition: int) -> int:
        """Return the generation to write under: above all that was read of others."""
        known = self._generations.get(partition)
        if known is None:
            own = int(self.app.consumer_generation_id)
            known = self._generations[partition] = max(own, self.index[partition].generation + 1)
        return known

    def _note(self, key: Key, segment: Segment, value: bytes) -> None:
        self.segments_noted += 1
        self.index[key.partition].add(
            key,
            last=segment.last,
            keep_until=segment.keep_until,
            clock=segment.clock,
            value=value,
        )

    # -- recovery

    def take_in(self, chunk: Chunk) -> None:
        """Feed a piece of the changelog to the state; what cannot be read stops the worker.

        Faust itself would log the error and go on without the state.
        """
        try:
            for record in chunk.records:
                key = Key.unpack(record.key or b"")
                try:
                    self._take_in(key, record.value)
                except SchemeError:
                    self.foreign.setdefault(key.partition, set()).add(key)
        except Exception as error:  # noqa: BLE001 - any error here means state is incomplete
            self.app.failure.stop("state.unreadable", error, table=self.name, chunk=str(chunk))
            return
        self.offsets[TP(*chunk.tp)] = chunk.last

    def _take_in(self, key: Key, value: bytes | None) -> None:
        index = self.index[key.partition]
        if value is None:
            index.drop(key)
            self.foreign.get(key.partition, set()).discard(key)
            return
        segment = unpack(value, self.scheme)
        if not index.superseded(key, segment.last):
            self.memory.restore(key.partition, segment.entries)
            self.entries_restored += len(segment.entries)
        self._note(key, segment, value)

    async def on_rebalance(
        self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0
    ) -> None:
        """Drop what was revoked; of the rest, recovery reads on where it was."""
        self._began = monotonic()
        self._generations.clear()
        for tp in revoked:
            if tp.topic == self.changelog_topic_name:
                self._forget(tp.partition)
                self.foreign.pop(tp.partition, None)
                self.offsets.pop(tp, None)
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

    def _forget(self, partition: int) -> None:
        self.memory.forget(partition)
        for known in (self.index, self.clocks, self._swept, self._forgotten):
            known.pop(partition, None)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Let the clocks go on where the segments end, and forget what is past."""
        await super().on_recovery_completed(active_tps, standby_tps)
        recovery = self.app.tables.recovery
        for tp in sorted(active_tps):
            self.offsets.setdefault(tp, recovery.active_highwaters.get(tp, -1))
            clock = max(self.index[tp.partition].clock, self.clocks[tp.partition].now)
            self.clocks[tp.partition] = Clock(clock, self.clocks[tp.partition].doubted)
            self.memory.expire(tp.partition, clock)
        try:
            if self.judge is not None:
                await ensure(self.app, self, self.judge, [tp.partition for tp in active_tps])
        except Exception as error:  # noqa: BLE001 - Faust would go on without the state
            self.app.failure.stop("state.not_ensured", error, table=self.name)
        if self.app.failure.reason is None:
            self._tell(active_tps)

    def _tell(self, active_tps: set[TP]) -> None:
        log.info(
            "state.recovered",
            stage=self.name,
            partitions=sorted(tp.partition for tp in active_tps),
            entries=self.entries_restored,
            segments=sum(len(index) for index in self.index.values()),
            seconds=round(monotonic() - self._began, 2),
        )


def segments(
    chunks: Iterable[tuple[Chunk, Sequence[Entry]]], clocks: Mapping[int, Clock]
) -> list[tuple[int, Segment]]:
    """Return the segments of *chunks* and of which partition each is, in order.

    Chunks that follow one another are one segment. Between others there may be records that
    another worker has judged: a segment must not say that it covers them.
    """
    found: list[tuple[Chunk, Segment]] = []
    last: dict[int, int] = {}  # of each partition, where its last segment stands in `found`
    for chunk, entries in chunks:
        partition = chunk.tp.partition
        whole = Segment(chunk.first, chunk.last, clocks[partition].now, tuple(entries))
        at = last.get(partition)
        if at is not None and chunk.follows(found[at][0]):
            found[at] = (chunk, join([found[at][1], whole]))
        else:
            last[partition] = len(found)
            found.append((chunk, whole))
    return [(chunk.tp.partition, segment) for chunk, segment in found]


class _Feed(memory.Store):  # type: ignore[misc]
    """A store that keeps nothing: what recovery reads goes to the stage's state."""

    def __init__(self, *args: Any, table: StateTable, **kwargs: Any) -> None:
        self._table = table
        super().__init__(*args, **kwargs)

    def apply_changelog_batch(self, batch: Iterable[Any], to_key: Any, to_value: Any) -> None:  # noqa: ARG002 - Faust's signature
        """Feed a batch of changelog chunks."""
        for event in batch:
            self._table.take_in(event.message.value)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Do nothing: there is nothing here to drop."""

    def persisted_offset(self, tp: TP) -> int | None:
        """Return up to where the changelog is known, so that a rebalance reads only the rest."""
        return self._table.offsets.get(tp)
