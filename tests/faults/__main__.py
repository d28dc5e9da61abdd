"""Break a desk in every way there is, and account for every item from the topics alone.

Cases run one after another, each on brokers of its own. The exit code is 0 when
every one came out clean; with `--mutants`, when every mutant was found out.
"""

from __future__ import annotations

import argparse
import logging
import math
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.case import alone
from tests.faults.cases import SUITE
from tests.faults.mutants import MUTANTS, found_out
from tests.faults.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.faults.case import Case
    from tests.faults.mutants import Mutant


def main() -> int:
    """Run what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="cases, or mutants; all if none is named")
    parser.add_argument("--mutants", action="store_true", help="remove guards: each must show")
    parser.add_argument("--seed", type=int, default=1, help="of the load and of every moment")
    parser.add_argument("--list", action="store_true", help="name the cases, or mutants, and end")
    parser.add_argument("--keep", type=Path, help="leave logs and data in this folder")
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="after these a case takes no further faults"
    )
    asked = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # it takes long: what is known is to be seen
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())  # broken brokers are the point
    known = {one.name.replace(" ", "-"): one for one in (MUTANTS if asked.mutants else SUITE)}
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        parser.error(f"there is no {unknown[0]!r}; there are: {', '.join(known)}")
    if asked.list:
        print(*known, sep="\n")
        return 0
    print(f"seed {asked.seed}")
    chosen = [known[name] for name in asked.names or known]
    with tempfile.TemporaryDirectory(prefix="koreawire-faults-") as scratch:
        folder, keep = asked.keep or Path(scratch), bool(asked.keep)
        if asked.mutants:
            return _mutants(chosen, folder, asked.seed, keep=keep)
        return _cases(chosen, folder, asked.seed, 60 * asked.minutes, keep=keep)


def _cases(cases: Sequence[Case], folder: Path, seed: int, seconds: float, *, keep: bool) -> int:
    table = Table()
    red = [
        case.name
        for case in cases
        if not _told(
            case.name,
            folder,
            lambda at, of=case: _clean(of, at, seed, table, seconds),
            keep=keep,
        )
    ]
    print(f"\n{table}\n")
    print(f"NOT CLEAN: {', '.join(red)}" if red else f"clean: {len(cases)} of {len(cases)} cases")
    return int(bool(red))


def _clean(case: Case, folder: Path, seed: int, table: Table, seconds: float = math.inf) -> bool:
    account = alone(case, folder, seed=seed, table=table, seconds=seconds)
    print(account)
    return account.clean


def _mutants(mutants: Sequence[Mutant], folder: Path, seed: int, *, keep: bool) -> int:
    missed = []
    for mutant in mutants:
        control, trial = mutant.sound, mutant.case
        sound = _told(
            control.name, folder, lambda at, of=control: _clean(of, at, seed, Table()), keep=keep
        )
        found = _told(
            trial.name, folder, lambda at, of=mutant: bool(_found(of, at, seed)), keep=keep
        )
        if not (sound and found):
            missed.append(mutant.name)
    print(
        f"NOT FOUND OUT: {', '.join(missed)}"
        if missed
        else f"found out: {len(mutants)} of {len(mutants)} mutants; their controls are clean"
    )
    return int(bool(missed))


def _found(mutant: Mutant, folder: Path, seed: int) -> str:
    found = found_out(mutant, folder, seed=seed)
    print(found or "nothing was noticed")
    return found


def _told(name: str, folder: Path, trial: Callable[[Path], bool], *, keep: bool) -> bool:
    """Run a trial in a folder of its own and say what came of it; an error is no success."""
    place = folder / name.replace(" ", "-")
    print(f"\n{name}")
    started = time.monotonic()
    try:
        good = trial(place)
    except Exception:  # noqa: BLE001 - the others are to run all the same
        good = False
        traceback.print_exc(file=sys.stdout)
    print(f"{'good' if good else 'BAD'} after {time.monotonic() - started:.0f} s")
    if not keep:
        shutil.rmtree(place, ignore_errors=True)
    return good


if __name__ == "__main__":
    sys.exit(main())
