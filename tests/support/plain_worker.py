"""A worker whose stages decide next to nothing: what is tested with it is delivery alone.

Its settings come from the environment, as a worker's do. `CRASH=<point>:<n>` kills it
when a chunk of the tally comes to that point for the n-th time.
"""

from __future__ import annotations

import os
import signal
import sys
from bisect import bisect_left
from typing import TYPE_CHECKING

import orjson

from koreawire.agents.app import compose
from koreawire.agents.settings import load
from koreawire.agents.telemetry import logs
from koreawire.agents.worker import run_app
from koreawire.pipeline.record import Decision, Entry, Output
from koreawire.schemas import headers
from koreawire.schemas.topics import ENRICHED, RAW, UNIQUE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from koreawire.agents.chunk import Chunk
    from koreawire.pipeline.record import Record, Stage

WINDOW_MS = 3_600_000
HOP, TALLY = "hop", "tally"


class Hop:
    """Passes raw records on; does as they say."""

    name, source, state = HOP, RAW.name, None

    def decide(self, record: Record) -> Decision:
        """Fail as told (`bad`, `bug`), grow as told, or pass it on with an origin."""
        told = orjson.loads(record.value or b"")
        if told.get("bad"):
            raise ValueError("it says that it is bad")
        if told.get("bug"):
            raise RuntimeError("it found a bug")
        origin = f"{record.topic}:{record.partition}:{record.offset}#0".encode()
        sent = {headers.ORIGIN: origin, headers.TIME: str(told.get("time", 0)).encode()}
        value = (record.value or b"") + b" " * int(told.get("grow", 0))
        return Decision((Output(UNIQUE.name, record.key, value, sent),))


class TallyState:
    """The origins seen in each partition, by offset."""

    def __init__(self) -> None:
        """Know nothing."""
        self.offsets: dict[int, dict[str, int]] = {}

    def restore(self, partition: int, entries: Sequence[Entry]) -> None:
        """Take in entries; the first place of an origin counts."""
        known = self.offsets.setdefault(partition, {})
        for entry in entries:
            known[entry.origin] = min(entry.offset, known.get(entry.origin, entry.offset))

    def forget(self, partition: int) -> None:
        """Forget a partition."""
        self.offsets.pop(partition, None)

    def expire(self, partition: int, clock: int) -> None:
        """Keep all: ranks would change."""


class Tally:
    """Numbers the records of each partition: a record's number depends on all before it."""

    name, source = TALLY, UNIQUE.name

    def __init__(self) -> None:
        """Begin with an empty state."""
        self.state = TallyState()

    def decide(self, record: Record) -> Decision:
        """Publish the record's number: how many origins came before it."""
        origin = record.headers[headers.ORIGIN].decode()
        known = self.state.offsets.setdefault(record.partition, {})
        offset = known.setdefault(origin, record.offset)
        rank = bisect_left(sorted(known.values()), offset)
        value = orjson.dumps({"rank": rank, "told": orjson.loads(record.value or b"")})
        time = int(record.headers[headers.TIME])
        return Decision(
            (Output(ENRICHED.name, record.key, value, dict(record.headers)),),
            Entry(origin, offset, time + WINDOW_MS, b"x" * 100),
        )


def crash_at(told: str) -> dict[str, Callable[[Chunk], object]]:
    """Return failpoints that kill this process as *told*: `<point>:<n>`."""
    if not told:
        return {}
    point, _, number = told.partition(":")
    left = int(number)

    def hit(_: Chunk) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return {point: hit}


def main() -> int:
    """Run the stages named in the arguments, both if there are none."""
    logs.configure()
    stages: list[Stage] = [Hop(), Tally()]  # type: ignore[list-item] - protocol attributes
    wanted = sys.argv[1:] or [HOP, TALLY]
    chosen = [stage for stage in stages if stage.name in wanted]
    return run_app(compose(load(), chosen, failpoints=crash_at(os.environ.get("CRASH", ""))))


if __name__ == "__main__":
    sys.exit(main())
