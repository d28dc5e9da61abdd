"""Settling: what is decided meanwhile is confirmed together, each step in its order."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from types import SimpleNamespace

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.chunk import Chunk
from koreawire.agents.contiguity import Contiguity
from koreawire.agents.delivery import Delivery, Job
from koreawire.agents.judging import Verdict
from koreawire.agents.state import segments
from koreawire.agents.telemetry.counters import AgentCounters
from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.record import Entry


class Desk:
    """An app, its producer, consumer and table in one, which note what is asked of them."""

    def __init__(self):
        self.done, self.failure = [], SimpleNamespace(reason=None)
        self.app = self.producer = self.consumer = self

    async def _confirm(self, *what):
        self.done.append(("begun", *what))
        for _ in range(5):
            await asyncio.sleep(0)
        self.done.append(("confirmed", *what))

    async def write(self, chunks):
        """Confirm state after some turns of the loop."""
        await self._confirm("state", *(chunk.first for chunk, _ in chunks))

    async def publish(self, outputs):
        """Confirm outputs after some turns of the loop."""
        await self._confirm("outputs", *outputs)

    def settle(self, message):
        """Note it."""
        self.done.append(("settled", message))
        return True

    async def tidy(self, partition):
        """Note it."""
        self.done.append(("tidied", partition))


def chunk(first, last, *, partition=0, chain=0, previous=None):
    """Return a chunk of the records *first* to *last*."""
    records = [SimpleNamespace(offset=offset) for offset in range(first, last + 1)]
    return Chunk(TP("raw", partition), records, chain, previous)


def test_chunks_decided_while_the_broker_confirms_are_settled_together_in_order():
    """Round trips bound what an agent passes on; state comes first, and acks come last."""
    desk = Desk()
    delivery = Delivery(None, app=desk, table=desk, counters=AgentCounters())

    async def run():
        jobs = asyncio.Queue()
        settler = asyncio.create_task(delivery._settle_jobs(jobs))
        for number in range(4):
            message = SimpleNamespace(message=number)
            jobs.put_nowait(Job(message, chunk(number, number), Verdict([f"out{number}"])))
            await asyncio.sleep(0)
        for _ in range(100):
            await asyncio.sleep(0)
        settler.cancel()

    asyncio.run(asyncio.wait_for(run(), 10))
    first = [
        ("begun", "state", 0),
        ("confirmed", "state", 0),
        ("begun", "outputs", "out0"),
        ("confirmed", "outputs", "out0"),
        ("settled", 0),
        ("tidied", 0),
    ]
    others = [
        ("begun", "state", 1, 2, 3),
        ("confirmed", "state", 1, 2, 3),
        ("begun", "outputs", "out1", "out2", "out3"),
        ("confirmed", "outputs", "out1", "out2", "out3"),
        ("settled", 1),
        ("settled", 2),
        ("settled", 3),
        ("tidied", 0),
    ]
    assert desk.done == first + others


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.booleans()), max_size=20))
def test_segments_cover_what_was_fetched_and_nothing_else(fetched):
    """A segment over a gap would hide what another worker has judged there."""
    chains, places, chunks = Contiguity(), defaultdict(int), []
    for partition, size, moved in fetched:
        tp = TP("raw", partition)
        if moved:  # the partition was away and comes back further on
            chains.begin({tp: 0})
            places[partition] += 3
        first = places[partition]
        places[partition] = first + size
        chain, previous = chains.fetched(tp, first + size - 1)
        chunks.append(
            chunk(first, first + size - 1, partition=partition, chain=chain, previous=previous)
        )
    judged = [
        (one, [Entry(f"raw:{offset}", offset, 0, b"") for offset in range(one.first, one.last + 1)])
        for one in chunks
    ]
    found = segments(judged, defaultdict(Clock))
    covered = [
        (partition, offset)
        for partition, segment in found
        for offset in range(segment.first, segment.last + 1)
    ]
    remembered = [
        (partition, entry.offset) for partition, segment in found for entry in segment.entries
    ]
    of_chunks = [(one.tp.partition, record.offset) for one in chunks for record in one.records]
    assert sorted(covered) == sorted(remembered) == sorted(of_chunks)
    for partition in range(3):
        offsets = [offset for of, offset in covered if of == partition]
        assert offsets == sorted(offsets)


def test_chunks_that_follow_one_another_are_one_segment():
    """Recovery costs by the segment."""
    first, second = chunk(0, 1), chunk(2, 4, previous=1)
    ((partition, whole),) = segments([(first, ()), (second, ())], defaultdict(Clock))
    assert (partition, whole.first, whole.last) == (0, 0, 4)
