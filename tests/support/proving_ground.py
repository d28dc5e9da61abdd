"""The four agents' judges on an event loop, without a broker: what each input comes to and costs.

The records go through the same `Judge` as in a worker, in chunks of the same size, and the loop
is watched for how long anything holds it. What counts is processor time, so that other work on
the machine does not; nor does this file's own work, which a worker does not have: making the
inputs, keeping the account.
"""

from __future__ import annotations

import asyncio
import itertools
import pickle
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aiokafka.structs import ConsumerRecord
from faust.types import TP
from tests.support.accounting import Account, account, base
from tests.support.lines import line

from koreawire.agents import preflight
from koreawire.agents.chunk import Chunk, cut
from koreawire.agents.client.record import as_headers
from koreawire.agents.judging import Judge
from koreawire.agents.settings import Settings
from koreawire.agents.warming import warm
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.support.broken_items import Mutant

    from koreawire.pipeline.record import Decision, Record, Stage

BEAT_SECONDS = 0.001
BATCH = 100  # raw records that go down the stages together
CHUNK_RECORDS, CHUNK_BYTES = 500, 1_048_576  # the settings' defaults
INTERNAL = re.compile(  # what Python's own errors say: true of the code, not of the record
    r"NoneType|object has no|index out of|invalid literal for|could not convert|codec can't"
    r"|values to unpack|unhashable|argument must|<class|is out of range|empty sequence|^'"
)
NUMBER = re.compile(r"\d+")
TIMESTAMP = 1_773_300_000_000


class Times(NamedTuple):
    """Seconds of the processor and by the clock: the second also has what others took."""

    processor: float = 0.0
    clock: float = 0.0

    @classmethod
    def now(cls) -> Times:
        """Return the processor time of this thread, and the clock."""
        return cls(time.thread_time(), time.perf_counter())

    def plus(self, other: Times) -> Times:
        """Return both in sum."""
        return Times(self.processor + other.processor, self.clock + other.clock)

    def less(self, other: Times) -> Times:
        """Return what is left without *other*."""
        return Times(self.processor - other.processor, self.clock - other.clock)


class Spans(MutableMapping[str, Times]):
    """Times by name, kept as plain numbers: Python's collector walks through every tuple."""

    def __init__(self) -> None:
        self._processor: dict[str, float] = {}
        self._clock: dict[str, float] = {}

    def __getitem__(self, name: str) -> Times:
        return Times(self._processor[name], self._clock[name])

    def __setitem__(self, name: str, times: Times) -> None:
        self._processor[name], self._clock[name] = times

    def __delitem__(self, name: str) -> None:
        del self._processor[name], self._clock[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._processor)

    def __len__(self) -> int:
        return len(self._processor)


@dataclass(slots=True)
class Findings:
    """What was seen: how long each item took, and how long the loop was held."""

    crashes: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    took: Spans = field(default_factory=Spans)  # by item
    holds: Spans = field(default_factory=Spans)  # of the loop, by what was judged
    account: Account = field(default_factory=Account)


class Watched:
    """A stage with a stopwatch, which notes what no stage may raise."""

    def __init__(self, stage: Stage, ground: ProvingGround) -> None:
        self.name, self.source, self.state = stage.name, stage.source, stage.state
        self._stage, self._ground = stage, ground

    def decide(self, record: Record) -> Decision:
        """Decide, on the clock."""
        item = base((record.headers.get(headers.ORIGIN) or b"").decode(errors="replace"))
        item = item or f"{record.topic}:{record.partition}:{record.offset}"
        self._ground.doing = f"{self.name} {item}"
        self._ground.in_thread = threading.current_thread() is not threading.main_thread()
        began = Times.now()
        try:
            return self._stage.decide(record)
        except ValueError:
            raise
        except Exception as error:
            self._ground.found.crashes.append(f"{self.name} {item}: {error!r}")
            raise
        finally:
            took = self._ground.found.took
            took[item] = took.get(item, Times()).plus(Times.now().less(began))
            self._ground.in_thread = False


class ProvingGround:
    """Sends raw records down the stages and keeps what an account needs of every topic."""

    def __init__(self, stages: Iterable[Stage] | None = None) -> None:
        """Take the stages that judge; by default those of a worker, built and warm."""
        self.found = Findings()
        self.doing = "nothing"
        self.in_thread = False
        self._own_work = Times()
        self.names: dict[str, str] = {}  # of the raw records, by their place
        # Pickled: what Python's collector walks through shall be the stages' memory alone.
        self._logs: dict[str, list[bytes]] = defaultdict(list)
        limits = preflight.limits(Settings())
        self._judges = [
            Judge(
                Watched(stage, self),
                table=None,
                prefixed=str,
                limit=lambda topic: limits.get(topic, topics.LARGE_RECORD_BYTES),
                is_parked=self._excused,
            )
            for stage in (_warm() if stages is None else stages)
        ]

    async def _excused(self, _record: Record) -> bool:
        """A crash is noted; the rest of the chunk shall be seen too."""
        return True

    def run(self, mutants: Iterable[Mutant]) -> Findings:
        """Judge *mutants* in order and return what was found."""
        asyncio.run(self._run(mutants))
        read = {topic: [pickle.loads(line) for line in log] for topic, log in self._logs.items()}  # noqa: S301 - our own
        self.found.account = account(read)
        return self.found

    async def _run(self, mutants: Iterable[Mutant]) -> None:
        self._beat(asyncio.get_running_loop(), _all_threads(), self._own_work)
        inputs = iter(mutants)
        with self._timed_handles():
            while batch := self._next(inputs):
                await self._through(batch)

    def _next(self, inputs: Iterator[Mutant]) -> list[Mutant]:
        with self._own():
            return list(itertools.islice(inputs, BATCH))

    @contextmanager
    def _timed_handles(self) -> Iterator[None]:
        """Take the time of everything the loop runs: while one runs, nothing else does."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began, own = Times.now(), self._own_work
            run(handle)
            self._held(Times.now().less(began), own)

        asyncio.Handle._run = timed
        try:
            yield
        finally:
            asyncio.Handle._run = run

    @contextmanager
    def _own(self) -> Iterator[None]:
        """Take the time of what this file does itself, on the loop, to charge it to no stage."""
        began = Times.now()
        try:
            yield
        finally:
            self._own_work = self._own_work.plus(Times.now().less(began))

    def _beat(self, loop: asyncio.AbstractEventLoop, since: Times, own: Times) -> None:
        """Come again and again: how late, while a thread decides, is how long it held the lock."""
        now = _all_threads()
        if self.in_thread:
            self._held(now.less(since), own)
        loop.call_later(BEAT_SECONDS, self._beat, loop, now, self._own_work)

    def _held(self, span: Times, own: Times) -> None:
        """Note that the loop was held for *span*; *own* is what own work had taken before it."""
        held = span.less(self._own_work.less(own))
        self.found.holds[self.doing] = max(held, self.found.holds.get(self.doing, held))

    async def _through(self, batch: Sequence[Mutant]) -> None:
        """Send a batch down the stages: every stage judges what those before it made of it."""
        arrived: dict[str, list[ConsumerRecord]] = defaultdict(list)
        with self._own():
            for mutant in batch:
                sent = mutant.headers.items()
                record = self._append(topics.RAW.name, mutant.key, mutant.value, sent)
                arrived[topics.RAW.name].append(record)
        for judge in self._judges:
            read = arrived[judge.stage.source]
            for piece in cut(read, most_records=CHUNK_RECORDS, most_bytes=CHUNK_BYTES):
                await asyncio.sleep(0)  # as between two chunks, where a worker awaits the broker
                self.doing = f"{judge.stage.name} beginning a chunk"
                verdict = await judge.judge(Chunk(TP(judge.stage.source, 0), piece))
                with self._own():
                    for out in verdict.outputs:
                        made = self._append(out.topic, out.key, out.value or b"", out.headers)
                        arrived[out.topic].append(made)
        with self._own():
            self._read_letters(batch, arrived)

    def _read_letters(
        self, batch: Sequence[Mutant], arrived: Mapping[str, list[ConsumerRecord]]
    ) -> None:
        """See that each dead letter says a reason that is true, and holds what was sent."""
        letters: dict[int, ConsumerRecord] = {}
        for letter in arrived[topics.DEAD_LETTER.name]:
            said = as_headers(letter.headers)
            reason = said[headers.DLT_REASON].decode()
            self.found.reasons[
                f"{said[headers.DLT_STAGE].decode()}: {NUMBER.sub('#', reason)}"
            ] += 1
            if INTERNAL.search(reason):
                self.found.untrue.append(f"{reason!r} is Python's reason, not the record's")
            if said[headers.DLT_TOPIC].decode() == topics.RAW.name:
                letters[int(said[headers.DLT_OFFSET])] = letter
        for mutant, raw in zip(batch, arrived[topics.RAW.name], strict=True):
            letter = letters.get(raw.offset)
            reason = as_headers(letter.headers)[headers.DLT_REASON].decode() if letter else None
            self.names[f"{topics.RAW.name}:0:{raw.offset}"] = f"{mutant.name} ({len(raw.value)} B)"
            if letter is not None and (letter.key, letter.value) != (mutant.key, mutant.value):
                self.found.untrue.append(f"{mutant.name}: the letter does not hold what was sent")
            if mutant.must is not None and mutant.must not in (reason or ""):
                self.found.untrue.append(f"{mutant.name}: {reason!r}, not {mutant.must!r}")

    def _append(
        self, topic: str, key: bytes | None, value: bytes, sent: Iterable[tuple[str, bytes]]
    ) -> ConsumerRecord:
        log, pairs = self._logs[topic], list(sent)
        offset = len(log)
        kept = line(topic, 0, offset, timestamp=TIMESTAMP, key=key, value=value, sent=pairs)
        log.append(pickle.dumps(kept))
        return ConsumerRecord(
            topic, 0, offset, TIMESTAMP, 0, key, value, None, len(key or b""), len(value), pairs
        )


def _all_threads() -> Times:
    return Times(time.process_time(), time.perf_counter())


def _warm() -> Iterable[Stage]:
    """The stages as a worker has them: built and warm."""
    built = build(Options())
    warm(built.values())
    return built.values()
