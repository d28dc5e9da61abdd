"""The whole flow without a broker: a raw record in, every record the agents would publish out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from koreawire.pipeline.dead_letters import dead_letter
from koreawire.pipeline.event_time import told_time
from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.record import Output, Record
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koreawire.pipeline.record import Stage

EXPIRE_EVERY = 1_000  # raw records between sweeps: a sweep costs about one decision


class Flow:
    """Runs the stages in memory, depth first: an item's records come out before the next item's.

    The clock is the highest event time seen; a raw record without a `fetchedAt`
    happens at that clock. Offsets count the records of each topic, as a broker would.
    """

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._stages = {stage.source: stage for stage in stages}
        self._offsets: dict[str, int] = defaultdict(int)
        self._clock = Clock()

    def run(
        self, key: bytes | None, value: bytes, record_headers: Mapping[str, bytes]
    ) -> Iterator[Output]:
        """Yield what the agents would publish for one raw record, in their order."""
        raw = Output(topics.RAW.name, key, value, record_headers)
        yield from self._follow(self._record(raw))
        if self._offsets[topics.RAW.name] % EXPIRE_EVERY == 0:
            for stage in self._stages.values():
                if stage.state is not None:
                    stage.state.expire(0, self._clock.now)

    def forget(self) -> None:
        """Forget all history, the clock included: the next item is decided alone."""
        self._offsets.clear()
        self._clock = Clock()
        for stage in self._stages.values():
            if stage.state is not None:
                stage.state.forget(0)

    def _record(self, output: Output) -> Record:
        offset = self._offsets[output.topic]
        self._offsets[output.topic] = offset + 1
        return Record(
            topic=output.topic,
            partition=0,
            offset=offset,
            timestamp=self._clock.now,
            key=output.key,
            value=output.value,
            headers=output.headers,
        )

    def _follow(self, record: Record) -> Iterator[Output]:
        stage = self._stages.get(record.topic)
        if stage is None:
            return
        try:
            outputs = stage.decide(record).outputs
        except ValueError as error:
            outputs = (dead_letter(record, stage.name, error),)
        for output in outputs:
            self._clock = self._clock.after(told_time(output.headers) or 0)
            yield output
            yield from self._follow(self._record(output))
