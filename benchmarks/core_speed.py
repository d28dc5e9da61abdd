"""The whole core in one process: raw item → routed story, without a broker.

    python benchmarks/core_speed.py [--data reuters|relevance] [--profile 25]

Raw items of 2,000 to 6,000 bytes (about 3 KB in the middle), each once, go through
normalise, deduplicate, enrich and route as records of bytes, as they do between agents.
Prints stories a second of processor time, the share of each stage, and the ratio to a bare
loop over the same items (parse the JSON, hash the payload, dump it), measured in the same run:
the ratio is what can be compared between machines. Best of three rounds, each with stages of
its own; `--profile` shows the functions that take the most time instead.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import json
import pstats
import time
from typing import TYPE_CHECKING, Any

import datasets
import orjson

from koreawire.pipeline.flow import Flow
from koreawire.pipeline.lasting import settle
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics
from koreawire.schemas.raw import CONTENT_TYPE

if TYPE_CHECKING:
    from koreawire.pipeline.record import Decision, Record, Stage

FEWEST, MOST = 2_000, 6_000  # bytes of a raw item
ROUNDS = 3
WARM = 300  # items before the clock starts: models and automata are loaded by then
WARM_SHARE = 4  # of a small file, no more than one in so many


class Clocked:
    """A stage that counts its processor time."""

    def __init__(self, stage: Stage) -> None:
        self.name, self.source, self.state = stage.name, stage.source, stage.state
        self.seconds = 0.0
        self._stage = stage

    def decide(self, record: Record) -> Decision:
        """Decide as the stage does."""
        start = time.process_time()
        try:
            return self._stage.decide(record)
        finally:
            self.seconds += time.process_time() - start


def main() -> None:
    """Measure, or profile."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", choices=("reuters", "relevance"), default="reuters")
    parser.add_argument("--items", type=int, default=4_000, help="at most; 4,000")
    parser.add_argument("--profile", type=int, metavar="LINES", help="show the dearest functions")
    chosen = parser.parse_args()
    values = [json.dumps(item, ensure_ascii=False).encode() for item in datasets.load(chosen.data)]
    values = [value for value in values if FEWEST <= len(value) <= MOST]
    warm = values[: min(WARM, len(values) // WARM_SHARE)]
    values = values[len(warm) :][: chosen.items]
    if chosen.profile:
        profile(warm, values, chosen.profile)
        return
    rounds = [once(warm, values) for _ in range(ROUNDS)]
    seconds, stories, stages = min(rounds, key=lambda found: found[0])
    items = len(values)
    bare = min(loop(values) for _ in range(ROUNDS))
    size = sum(map(len, values)) / items
    print(f"{items} items of {size:,.0f} bytes, {stories} stories routed or judged")
    print(f"core       {items / seconds:8,.0f} items/s of processor time")
    print(
        f"bare loop  {items / bare:8,.0f} items/s; the core takes {seconds / bare:.1f} times that"
    )
    for stage in stages:
        each = 1e6 * stage.seconds / items
        print(f"  {stage.name:12} {each:6.0f} µs  {stage.seconds / seconds:4.0%}")


def once(warm: list[bytes], values: list[bytes]) -> tuple[float, int, list[Clocked]]:
    """Return seconds, stories that were judged, and the stages with their times."""
    stages = [Clocked(stage) for stage in build(Options()).values()]
    flow = Flow(stages)
    given = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
    for value in warm:
        for _ in flow.run(None, value, given):
            pass
    settle()  # as a worker does
    for stage in stages:
        stage.seconds = 0.0
    stories = 0
    start = time.process_time()
    for value in values:
        for output in flow.run(None, value, given):
            stories += output.topic == topics.ENRICHED.name
    return time.process_time() - start, stories, stages


def loop(values: list[bytes]) -> float:
    """Return the seconds a loop takes that only parses, hashes and dumps."""
    start = time.process_time()
    for value in values:
        item: dict[str, Any] = orjson.loads(value)
        item["sha256"] = hashlib.sha256(item["payload"].encode()).hexdigest()
        orjson.dumps(item)
    return time.process_time() - start


def profile(warm: list[bytes], values: list[bytes], lines: int) -> None:
    """Print the functions that take the most time of their own."""
    flow = Flow(build(Options()).values())
    given = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
    for value in warm:
        list(flow.run(None, value, given))
    profiler = cProfile.Profile()
    profiler.enable()
    for value in values:
        for _ in flow.run(None, value, given):
            pass
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(lines)


if __name__ == "__main__":
    main()
