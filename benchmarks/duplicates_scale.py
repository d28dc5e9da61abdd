"""What a story costs the ledger with more and more of them in the window.

    python benchmarks/duplicates_scale.py [10000 100000 1000000]

For each size, in a process of its own: processor time of a decision (whole, from bytes
to outputs and state) over the last 5,000 stories, resident memory a story, and the time
to take in the state again in an order that is not the log's. Processor time is what the
process used, so that other work on the machine disturbs it less.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from prose import records

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.ledger.facts import unpack
from koreawire.schemas import headers

SIZES = (10_000, 100_000, 1_000_000)
CHUNK = 1_000
LAST = 5  # chunks
WINDOW_HOURS = 24 * 365
RESTORED = 300_000


def resident() -> int:
    """Return the bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def stage() -> Deduplicate:
    """Return a ledger that forgets nothing meanwhile."""
    return Deduplicate(WINDOW_HOURS, most_stories=10**8)


def measure(size: int) -> None:
    """Print one row of the table."""
    warm = stage()
    for record in records(300, seed=2):
        warm.decide(record)
    desk, stream, spent, read = stage(), records(size), [], 0
    gc.collect()
    before = resident()
    while chunk := list(islice(stream, CHUNK)):
        read += sum(len(record.value or b"") for record in chunk)
        began = time.process_time()
        for record in chunk:
            desk.decide(record)
        spent.append((time.process_time() - began) / len(chunk))
        chunk.clear()
    gc.collect()
    taken = resident() - before
    last = sorted(spent[-LAST:])[LAST // 2]
    costs = f"{last * 1e6:.0f} | {1 / last:,.0f}"
    sizes = f"{taken / size:,.0f} | {read / size:,.0f}"
    print(f"| {size:,} | {costs} | {sizes} | {restored(desk, size)} |", flush=True)


def restored(desk: Deduplicate, size: int) -> str:
    """Return the seconds a state takes to come back, an entry at a time, in any order."""
    if size > RESTORED:
        return "-"
    known = desk.ledger
    entries = [known.entry(unpack(data), data) for data in known.memory.packed()]
    random.Random(1).shuffle(entries)  # noqa: S311 - an order, not a secret
    known.forget(0)
    began = time.process_time()
    for entry in entries:
        known.restore(0, [entry])
    late = next(records(1, seed=9))
    unknown = {**late.headers, headers.ORIGIN: b"a record after all of them"}
    desk.decide(replace(late, offset=size, headers=unknown))
    return f"{time.process_time() - began:.1f}"


def main() -> None:
    """Measure each size in a process of its own."""
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        measure(int(sys.argv[2]))
        return
    print(
        "| stories | µs a story | stories/s | bytes a story | bytes of its JSON | restored in s |"
    )
    print("|--:|--:|--:|--:|--:|--:|")
    for size in map(int, sys.argv[1:] or SIZES):
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
