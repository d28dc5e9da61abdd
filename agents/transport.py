"""Faust's consumer and producer, in chunks: here, and in `commits.py`, Faust's private methods.

Faust takes a record at a time through tasks, queues and futures, at about 4,300
records a second; here one Faust message is a chunk of one partition, and one
produce request a chunk of outputs, at about five times that.
"""
# ruff: noqa: SLF001 - touching private methods is what this file is for

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

import structlog
from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage
from mode.utils.futures import notify

from koreawire.agents.chunk import Chunk, cut
from koreawire.agents.commits import ConfirmedCommits
from koreawire.agents.producer import BatchProducer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping


log = structlog.get_logger("koreawire")

COMMIT_SECONDS = 3.0  # of the drain: a commit takes milliseconds, or the broker is gone
POLL_SECONDS = 0.25
# Faust's 1,500 ms hold up every other question on that connection: ends of logs, offsets.
FETCH_WAIT_MS = 250
BUSY_POLL_SECONDS = 0.02  # shorter than an agent takes for what is in its queue


class ChunkConsumer(ConfirmedCommits):
    """Yields chunks; counts only what the settler settled; commits up to there."""

    app: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._room = asyncio.Event()
        self._begun = 0  # how often chains were begun
        self._to_seek: set[TP] = set()  # what was fetched of them was not taken

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(
        self,
        timeout: float,  # noqa: ASYNC109 - Faust's signature
    ) -> AsyncIterator[tuple[TP, ConsumerMessage]]:
        """Yield what was fetched as one message a chunk; Faust's checks are kept."""
        await self._seek_again()
        begun = self._begun
        records, active = await self._wait_next_records(timeout)
        generation = self.app.consumer_generation_id
        if records is None or self.should_stop or not self.flow_active:
            # Without flow Faust seeks here, and once more before it resumes the flow. The
            # first of them may end after the second and begin chains under chunks in hand.
            return
        for tp, fetched in records.items():
            if not fetched or self._is_out_of_place(tp, fetched[0].offset, begun):
                continue
            for piece in cut(
                fetched,
                most_records=self.app.settings.chunk_records,
                most_bytes=self.app.settings.chunk_bytes,
            ):
                if not self.flow_active or self.app.consumer_generation_id != generation:
                    return
                if active is None or tp in active or tp in self._buffered_partitions:
                    self.app.monitor.track_tp_end_offset(tp, self.highwater(tp))
                    chain, previous = self.contiguity.fetched(tp, piece[-1].offset)
                    yield tp, self._message(Chunk(tp, piece, chain, previous), generation)

    async def _wait_next_records(
        self,
        timeout: float,  # noqa: ASYNC109 - Faust's signature
    ) -> Any:
        """Fetch; while a partition waits for room in its queue, look again as soon as it has.

        Faust sleeps a second when all wait, and polls the others for a second
        when one does: then the queues run dry.
        """
        if self._buffered_partitions and self.flow_active:
            if not self._get_active_partitions():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._room.wait(), POLL_SECONDS)
                return {}, self._get_active_partitions()
            timeout = BUSY_POLL_SECONDS
        return await super()._wait_next_records(timeout)

    def on_buffer_full(self, tp: TP) -> None:
        """Fetch no more of a partition whose agent is busy."""
        super().on_buffer_full(tp)
        self._room.clear()

    def on_buffer_drop(self, tp: TP) -> None:
        """Fetch on."""
        super().on_buffer_drop(tp)
        self._room.set()

    def _is_out_of_place(self, tp: TP, offset: int, begun: int) -> bool:
        """Whether what was fetched does not go on where it should; then it is fetched again.

        Faust may hand out what was fetched before it sought to the committed
        offset; and where nothing is committed yet it seeks nothing at all.
        """
        if not self.app.topics.acks_enabled_for(tp.topic):
            return False
        if begun == self._begun and self.contiguity.begun(tp):
            expected = self.contiguity.expected(tp, offset)
            if expected is None:
                self._note_start(tp, offset)
                return False
            log.debug("chain.begins_elsewhere", tp=str(tp), offset=offset, expected=expected)
        self._to_seek.add(tp)
        return True

    async def _seek_again(self) -> None:
        """Seek to where the chains begin: here, where no fetch is under way."""
        ready = {tp for tp in self._to_seek if self.contiguity.begun(tp)}
        self._to_seek -= ready
        ready = {tp for tp in ready if not self.contiguity.goes_on(tp)} & self.assignment()
        if not ready:
            return
        try:
            await self.seek_wait({tp: self.contiguity.start(tp) for tp in ready})
        except (IllegalStateError, TimeoutError) as error:
            log.warning("seek.failed", error=repr(error))
            self._to_seek |= ready

    def _note_start(self, tp: TP, offset: int) -> None:
        """Tell of a log that does not begin where it was left, once, and begin there."""
        begin = self.contiguity.start(tp)
        if self.contiguity.goes_on(tp) or offset == begin:
            return
        log.warning("source.begins_elsewhere", tp=str(tp), offset=offset, committed=begin)
        if offset < begin:  # made anew: what was committed says nothing any more
            self.goes_on_at({tp: offset})
        self.contiguity.begin({tp: offset})

    @staticmethod
    def _message(chunk: Chunk, generation: int) -> ConsumerMessage:
        last = chunk.records[-1]
        return ConsumerMessage(
            chunk.tp.topic,
            chunk.tp.partition,
            chunk.last,
            last.timestamp / 1000,
            last.timestamp_type,
            None,
            None,
            chunk,
            None,
            0,
            0,
            chunk.tp,
            generation_id=generation,
        )

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek to the committed offsets, or the log's start, and begin the chains there."""
        committed: Mapping[TP, int] = await super().seek_to_committed()
        sources = {tp for tp in map(_faust_tp, committed) if not self._is_changelog_tp(tp)}
        starts = await self.earliest_offsets(*sources) if sources else {}
        begin = {tp: starts.get(tp, 0) for tp in sources}
        begin |= {_faust_tp(tp): offset for tp, offset in committed.items() if offset}
        begin = {tp: begin[tp] for tp in sources}
        self.contiguity.begin(begin)
        self.goes_on_at(begin)
        self._begun += 1
        self._to_seek |= sources
        return committed

    def take(self, message: ConsumerMessage) -> bool:
        """Begin work on a chunk. False: it is of another generation or chain and comes again.

        Raises:
            SkippedError: It does not follow the chunk taken before.
        """
        if self._is_current(message) and self.contiguity.take(message.value):
            return True
        self._put_down(message)
        return False

    def settle(self, message: ConsumerMessage) -> bool:
        """Count a chunk as done; the only way to an ack. False: it will be delivered again.

        Raises:
            SkippedError: It does not follow the chunk settled before.
        """
        settled = self._is_current(message) and self.contiguity.settle(message.value)
        self._put_down(message)
        self._n_acked += settled
        return settled

    def _is_current(self, message: ConsumerMessage) -> bool:
        return bool(message.generation_id == self.app.consumer_generation_id)

    def _put_down(self, message: ConsumerMessage) -> None:
        """Wait no longer for a chunk."""
        message.acked = True
        self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)

    def ack(self, message: ConsumerMessage) -> bool:
        """Count nothing: Faust acks what raised, and what is of another generation."""
        if self.app.topics.acks_enabled_for(message.topic):
            return False
        return bool(super().ack(message))

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Keep no gaps: the chain tells what follows what."""

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Settle and commit, then forget what was revoked."""
        await super().on_partitions_revoked(revoked)
        self.contiguity.forget(revoked)

    async def wait_empty(self) -> None:
        """Wait until what is in hand is settled, then commit: both for a limited time."""
        ends = monotonic() + self.app.settings.drain_seconds
        failure = self.app.failure
        while self._unacked_messages and failure.reason is None and not self.should_stop:
            if monotonic() > ends:
                failure.stop("drain.timed_out", seconds=self.app.settings.drain_seconds)
                break
            await self._wait_for_ack(timeout=POLL_SECONDS)
            self._clean_unacked_messages()
        try:
            async with asyncio.timeout(COMMIT_SECONDS):
                await self.commit_and_end_transactions()
        except TimeoutError:
            failure.stop("commit.timed_out", seconds=COMMIT_SECONDS)

    def standing(self, tp: TP) -> dict[str, object]:
        """Return where a partition is between broker and ack: for the log of a stall."""
        active, full = tp in self._get_active_partitions(), tp in self._buffered_partitions
        gate = {"flow": self.flow_active, "active": active, "full": full}
        return {**self.contiguity.standing(tp), **gate, "to_seek": tp in self._to_seek}

    def dead(self) -> BaseException | None:
        """Return what ended the group's coordination, None while it lives."""
        consumer = self._thread._consumer
        coordinator = consumer and consumer._coordinator
        task = coordinator and getattr(coordinator, "_coordination_task", None)
        if task is None or not task.done() or task.cancelled():
            return None
        return task.exception() or RuntimeError("the consumer group's coordination ended")


class _Thread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    """The thread that fetches, with Faust's assignor also where a worker declares no table."""

    def _create_worker_consumer(self, transport: driver.Transport) -> Any:
        consumer = super()._create_worker_consumer(transport)
        self._assignor = self.app.assignor
        consumer._partition_assignment_strategy = [self.app.assignor]
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer


class ChunkTransport(driver.Transport):  # type: ignore[misc]
    """Faust's transport with the consumer and the producer above."""

    Consumer: ClassVar[type] = ChunkConsumer
    Producer: ClassVar[type] = BatchProducer


def _faust_tp(tp: Any) -> TP:
    return tp if isinstance(tp, TP) else TP(tp.topic, tp.partition)
