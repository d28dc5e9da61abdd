"""One desk on a broker: its topics, how far its workers are, and all that it wrote."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from tests.support.accounting import account
from tests.support.expected import expect
from tests.support.insisting import insist
from tests.support.lines import Line, line
from tests.support.loop import LoopThread
from tests.support.positions import Positions

from koreawire.agents.client import topics as topics_of
from koreawire.agents.settings import Settings
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.support.accounting import Account
    from tests.support.load import Item

SOURCES = (topics.RAW, topics.NORMALISED, topics.UNIQUE, topics.ENRICHED)
ASK_EVERY = 0.25  # seconds; workers commit every few
PATIENCE = 300  # seconds a broker may be away while it is asked


class Desk:
    """A topic prefix on a cluster, with the clients that watch it until the `with` ends."""

    def __init__(
        self, bootstrap: str, prefix: str, security: Mapping[str, Any] | None = None
    ) -> None:
        """Watch the desk at *prefix*; *security* are the security options of aiokafka's clients."""
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.settings = Settings(broker=bootstrap, topic_prefix=prefix)
        self.options = {"bootstrap_servers": bootstrap.split(","), **(security or {})}
        self.specs = topics_of.specs(self.settings)
        self.loop = LoopThread()
        partitions = [
            TopicPartition(prefix + spec.name, number)
            for spec in SOURCES
            for number in range(spec.partitions)
        ]
        self._furthest: dict[TopicPartition, int] = {}
        self._gone_back: list[str] = []
        self._lags: list[tuple[TopicPartition, int]] = []  # when they were asked last
        self._positions = Positions(self.options, self.settings.app_id, partitions)

    def __enter__(self) -> Self:
        self.loop.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call(self._positions.close())
        self.loop.__exit__()

    def create(self) -> None:
        """Create the topics as an operator would."""
        self.loop.call(insist(self._create), within=PATIENCE)

    async def _create(self) -> None:
        admin = AIOKafkaAdminClient(**self.options)
        await admin.start()
        try:
            await topics_of.create(admin, self.settings, self.specs)
        finally:
            await admin.close()

    def ends(self) -> dict[TopicPartition, int]:
        """Return where the sources end."""
        return self.loop.call(self._positions.ends(), within=PATIENCE)

    def committed(self) -> dict[TopicPartition, int]:
        """Return the offsets that the workers committed; one that went back is noted.

        Who lost a partition and commits for it still would put it back.
        """
        committed = self.loop.call(self._positions.committed(), within=PATIENCE)
        for tp, offset in committed.items():
            before = self._furthest.get(tp, 0)
            if offset < before:
                self._gone_back.append(f"{tp.topic}:{tp.partition} from {before} to {offset}")
            self._furthest[tp] = offset
        return committed

    def settled(self) -> dict[str, int]:
        """Return how many records of each source (without prefix) were settled."""
        committed = self.committed()
        found = dict.fromkeys((spec.name for spec in SOURCES), 0)
        for tp, offset in committed.items():
            found[tp.topic.removeprefix(self.prefix)] += offset
        return found

    def settled_past(
        self,
        ends: Mapping[TopicPartition, int],
        within: float,
        *,
        hopeless: Callable[[], bool] = lambda: False,
    ) -> float:
        """Wait until the workers committed *ends* everywhere; return the seconds that took.

        Raises:
            TimeoutError: They did not get there, or it is *hopeless*; the message
                has what is missing.
        """
        started, missing = time.monotonic(), dict(ends)
        while missing:
            if time.monotonic() - started > within or hopeless():
                left = {f"{tp.topic}:{tp.partition}": at for tp, at in missing.items()}
                raise TimeoutError(f"not settled within {within:g} s: {left}")
            time.sleep(ASK_EVERY)
            committed = self.committed()
            missing = {tp: at for tp, at in missing.items() if committed.get(tp, 0) < at}
        return time.monotonic() - started

    def settle(self, within: float, *, hopeless: Callable[[], bool] = lambda: False) -> None:
        """Wait until nothing waits any more; raises TimeoutError, at once when it is *hopeless*."""
        deadline = time.monotonic() + within
        while (waiting := self.lag()) > 0:
            if time.monotonic() > deadline or hopeless():
                where = ", ".join(f"{tp.topic}:{tp.partition} {lag}" for tp, lag in self._lags)
                raise TimeoutError(f"{waiting} records wait still after {within:g} s: {where}")
            time.sleep(ASK_EVERY)

    def lag(self) -> int:
        """Return how many records of all sources wait to be settled."""
        return self.loop.call(self.waiting(), within=2 * PATIENCE)

    async def waiting(self) -> int:
        """Return the lag, asked from within the loop.

        Commits are read before ends: when the sum is zero, every source was
        settled up to its end, and so was all that came of it.
        """
        committed = await self._positions.committed()
        ends = await self._positions.ends()
        lags = {tp: max(0, end - committed.get(tp, 0)) for tp, end in ends.items()}
        self._lags = [(tp, lag) for tp, lag in lags.items() if lag]
        return sum(lags.values())

    def account(self, items: Iterable[Item] | None = None) -> Account:
        """Return the account of all topics; of a generated load, give its *items*."""
        read = self.read()
        result = account(read)
        for what in self._gone_back:
            result.found("commits", what)
        if items is not None:
            expect(result, items, read)
        return result

    def read(self) -> dict[str, list[Line]]:
        """Return everything on the topics, up to their ends at this moment."""
        return self.loop.call(self._read(), within=900)

    async def _read(self) -> dict[str, list[Line]]:
        consumer = AIOKafkaConsumer(
            **self.options,
            auto_offset_reset="earliest",
            fetch_max_bytes=16_777_216,
            max_partition_fetch_bytes=4_194_304,
        )
        await consumer.start()
        try:
            return await self._read_with(consumer)
        finally:
            await consumer.stop()

    async def _read_with(self, consumer: AIOKafkaConsumer) -> dict[str, list[Line]]:
        read: dict[str, list[Line]] = {spec.name: [] for spec in self.specs}
        places = [
            TopicPartition(self.prefix + spec.name, number)
            for spec in self.specs
            for number in range(spec.partitions)
        ]
        consumer.assign(places)
        ends = {tp: end for tp, end in (await consumer.end_offsets(places)).items() if end > 0}
        while ends:
            for tp, records in (await consumer.getmany(timeout_ms=500)).items():
                name = tp.topic.removeprefix(self.prefix)
                read[name] += [_line(name, record, self.prefix) for record in records]
                await asyncio.sleep(0)  # the loop's other clients want to live
            ends = {tp: end for tp, end in ends.items() if await consumer.position(tp) < end}
        for lines in read.values():
            lines.sort(key=lambda one: (one.partition, one.offset))
        return read


def _line(name: str, record: Any, prefix: str) -> Line:
    return line(
        name,
        record.partition,
        record.offset,
        timestamp=record.timestamp,
        key=record.key,
        value=record.value or b"",
        sent=record.headers,
        prefix=prefix,
    )
