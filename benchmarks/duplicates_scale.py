"""What a story costs the ledger with more and more of them in the window.

    python benchmarks/duplicates_scale.py [10000 100000 1000000]

For each size, in a process of its own: processor time of a decision (whole, from bytes to
outputs and state) over 4,000 stories that come when so many are remembered, the ratio to a bare
loop over the same records (parse the JSON, hash it, dump it) run chunk by chunk beside them,
resident memory a story remembered, and the seconds a state of up to 300,000 takes to come back,
one entry at a time, in an order that is not the log's. Other work on the machine disturbs
processor time too: the middle of 80 chunks and of their ratios, of which only the ratios compare.

The window is filled with stories made of 2,000 that were judged (`prose.py`): size, text and
number of keys of one of them, word keys of its own, and headline keys drawn from those of all,
so that the common ones are as common as in headlines. They are learned as a restart learns them.
"""

from __future__ import annotations

import gc
import hashlib
import random
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import orjson
from prose import START, STEP_MS, records

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.ledger.facts import WORD, unpack, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.pipeline.record import Record

SIZES = (10_000, 100_000, 1_000_000)
POOL = 2_000  # stories judged before the window is filled
CHUNKS, CHUNK = 80, 50  # measured
WINDOW_HOURS = 24 * 365
RESTORED = 300_000


def resident() -> int:
    """Return the bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def measure(size: int) -> None:
    """Print one row of the table."""
    desk = Deduplicate(WINDOW_HOURS, most_stories=10**8)  # forgets nothing meanwhile
    stream = records(POOL + CHUNKS * CHUNK)
    for record in islice(stream, POOL):
        desk.decide(record)
    stories = variants(desk, size - POOL)
    gc.collect()
    before = resident()
    desk.ledger.memory.learn_all(stories)
    gc.collect()
    taken = (resident() - before) / (size - POOL)
    spent, ratios = [], []
    while chunk := list(islice(stream, CHUNK)):
        later = [replace(one, offset=one.offset + size, timestamp=0) for one in chunk]
        bare = seconds(loop, later)
        spent.append(seconds(desk.decide, later))
        ratios.append(2 * spent[-1] / (bare + seconds(loop, later)))
    costs = f"{median(spent) / CHUNK * 1e6:.0f} | {median(ratios):.1f}"
    print(f"| {size:,} | {costs} | {taken:,.0f} | {restored(desk)} |", flush=True)


def seconds(judge: Callable[[Record], object], chunk: list[Record]) -> float:
    """Return the processor time of a chunk."""
    began = time.process_time()
    for record in chunk:
        judge(record)
    return time.process_time() - began


def loop(record: Record) -> None:
    """Parse, hash and dump."""
    story = orjson.loads(record.value or b"")
    story["sha256"] = hashlib.sha256(record.value or b"").hexdigest()
    orjson.dumps(story)


def variants(desk: Deduplicate, count: int) -> Iterator[bytes]:
    """Return so many more stories for *desk* to remember; they are made when they are taken."""
    draw = random.Random(3)  # noqa: S311 - texts, not secrets
    pool = [unpack(data) for data in desk.ledger.memory.packed()]
    grams = np.frombuffer(b"".join(facts.lines for facts in pool), "<u4").tolist()
    return (
        variant(pool[number % POOL], number, grams, draw).pack()
        for number in range(POOL, POOL + count)
    )


def variant(facts: Facts, number: int, grams: list[int], draw: random.Random) -> Facts:
    """Return a story of the size of *facts* that shares words with none."""
    uri = f"urn:koreawire:agency{number % 7}:filled-{number:09}"
    return replace(
        facts,
        origin=f"wire.raw.v1:{number % 4}:{number}#0",
        offset=number,
        time=START + POOL * STEP_MS,
        clock=START + POOL * STEP_MS,
        uri=uri,
        exact=draw.randbytes(16),
        keys=draw.randbytes(len(facts.keys)),
        lines=words(sorted(set(draw.choices(grams, k=len(facts.lines) // WORD)))),
        handles=draw.randbytes(len(facts.handles)),
        rows=((uri, 1, "usable"),),
        joins=(),
    )


def restored(desk: Deduplicate) -> str:
    """Return how many stories come back in how many seconds, an entry at a time, in any order."""
    known = desk.ledger
    entries = [known.entry(unpack(data), data) for data in islice(known.memory.packed(), RESTORED)]
    random.Random(1).shuffle(entries)  # noqa: S311 - an order, not a secret
    known.forget(0)
    gc.collect()
    began = time.process_time()
    for entry in entries:
        known.restore(0, [entry])
    known.judged("a record after all of them", 10**12)
    return f"{len(entries):,} in {time.process_time() - began:.1f} s"


def main() -> None:
    """Measure each size in a process of its own."""
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        measure(int(sys.argv[2]))
        return
    print("| stories | µs a story | times the bare loop | bytes a story | restored |", flush=True)
    print("|--:|--:|--:|--:|--:|", flush=True)
    for size in map(int, sys.argv[1:] or SIZES):
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
