"""What near copies in masses cost the ledger: one text, sent again and again with other numbers.

    python benchmarks/near_copies.py [--count 10000] [--words 100] [--changed 0.01]

Prints the processor time of a decision by the number of near copies remembered: it must not grow
with them, and no story shall take more than 20 ms on a quiet machine.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING

import orjson
from prose import START, STEP_MS, Prose, story

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 10


def copies(count: int, words: int, changed: float) -> Iterator[Record]:
    """Yield stories of one text, in each of which other numbers stand in the same places."""
    draw = random.Random(2)  # noqa: S311 - texts, not secrets
    text = Prose(2).body(words).split()
    places = draw.sample(range(words), max(1, int(words * changed)))
    for number in range(count):
        for place in places:
            text[place] = str(draw.randrange(1, 99_999))
        headline = f"Fund {draw.randrange(1_000)} pays {draw.randrange(100)} cents"
        said = {
            headers.KIND: b"story",
            headers.ORIGIN: f"{topics.RAW.name}:0:{number}#0".encode(),
            headers.TIME: str(START + number * STEP_MS).encode(),
        }
        value = orjson.dumps(story(number, headline, " ".join(text)))
        yield Record(topics.NORMALISED.name, 0, number, START, None, value, said)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--changed", type=float, default=0.01, help="share of the words")
    chosen = parser.parse_args()
    desk, spent = Deduplicate(), []
    for record in copies(chosen.count, chosen.words, chosen.changed):
        began = time.thread_time()
        desk.decide(record)
        spent.append(1e3 * (time.thread_time() - began))
    print("| remembered | ms a story | 99 of 100 | slowest |\n|--:|--:|--:|--:|")
    step = max(1, len(spent) // ROWS)
    for begin in range(0, len(spent), step):
        part = sorted(spent[begin : begin + step])
        mean, most = sum(part) / len(part), part[int(0.99 * len(part))]
        print(f"| {begin:,} | {mean:.1f} | {most:.1f} | {part[-1]:.1f} |")


if __name__ == "__main__":
    main()
