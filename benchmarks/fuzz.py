"""Hostile inputs through the four agents' judges: crashes, accounts, reasons, times, the loop.

    python benchmarks/fuzz.py [--count 10000] [--seed 1] [--reasons]

Seeded mutations of the shipped samples, and of the wire files of the development data where
they lie beside the project. Ends with 1 when anything crashed, was unaccounted for, had a
reason that is not true, took over 1 s or held the event loop over 50 ms, in processor time:
other work on the machine does not count. What the clock said stands behind it in brackets.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # tests.support has the mutations

from tests.support.mutations import mutants, seeds
from tests.support.proving_ground import ProvingGround, Times

MOST_SECONDS, MOST_HELD = 1.0, 0.050
SHOWN = 10


def main() -> None:
    """Run and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reasons", action="store_true", help="list the dead letters' reasons")
    options = parser.parse_args()
    began, of, ground = time.monotonic(), seeds(), ProvingGround()
    found = ground.run(mutants(options.count, options.seed, of))
    problems = [*found.crashes, *found.untrue]
    problems += [
        f"{kind}: {one}" for kind, all_of in found.account.problems.items() for one in all_of
    ]
    items = sorted(((spent, item) for item, spent in found.took.items()), reverse=True)
    slow = [(spent, ground.names.get(item, item)) for spent, item in items]
    problems += [f"{_ms(spent)}: {name}" for spent, name in slow if spent.processor > MOST_SECONDS]
    holds = sorted(((held, doing) for doing, held in found.holds.items()), reverse=True)
    problems += [
        f"loop held {_ms(held)}: {doing}" for held, doing in holds if held.processor > MOST_HELD
    ]
    print(
        f"{options.count:,} inputs of {len(of)} seeds in {time.monotonic() - began:.0f} s,"
        f" {time.process_time():.0f} s of processor time; loadavg {os.getloadavg()[0]:.1f}"
    )
    print(f"became: {dict(found.account.items)}; stories: {dict(found.account.stories)}")
    print(f"dead letters: {found.reasons.total():,}, {len(found.reasons)} different reasons")
    for reason, times in found.reasons.most_common() if options.reasons else ():
        print(f"  {times:5} {reason}")
    median, last = slow[len(slow) // 2][0], slow[int(len(slow) * 0.001)][0]
    print(f"an input: median {_ms(median)}, p99.9 {_ms(last)}, slowest:")
    for spent, name in slow[:SHOWN]:
        print(f"  {_ms(spent)} {name[:100]}")
    print("the loop was held longest:")
    for held, doing in holds[:SHOWN]:
        item = doing.rpartition(" ")[2]
        print(f"  {_ms(held)} {doing} {ground.names.get(item, '')[:90]}")
    print(f"crashes {len(found.crashes)}, problems in all {len(problems)}")
    for problem in problems[: 3 * SHOWN]:
        print(f"  {problem[:300]}")
    raise SystemExit(bool(problems))


def _ms(times: Times) -> str:
    return f"{times.processor * 1e3:6.1f} ms ({times.clock * 1e3:.1f})"


if __name__ == "__main__":
    main()
