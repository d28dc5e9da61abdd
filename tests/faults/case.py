"""A case: what strikes a desk, how often, and the load and workers it strikes."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults import poison
from tests.faults.trial import Plan, Trial
from tests.support.fleet import COMMAND
from tests.support.kafka import Cluster
from tests.support.load import steady
from tests.support.operating import GUARDED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from tests.faults.table import Table
    from tests.support.accounting import Account

BURST_SECONDS = 1.0
BREAKING = (sys.executable, "-m", "tests.support.breaking_worker", "worker")


@dataclass(frozen=True, slots=True)
class Case:
    """What strikes (fault, strike, how often), and the load and workers it strikes.

    `gap` is the shortest and longest pause before a fault (s), `burst` the share of
    faults that come within a second of the one before instead; `overlap` the share
    of faults that do not wait until the one before was made good.
    """

    name: str
    faults: tuple[tuple[str, Callable[[Trial], None], int], ...] = ()
    brokers: int = 1
    gap: tuple[float, float] = (0.5, 4.0)
    burst: float = 0.0
    overlap: float = 0.0
    items: int = 1_000
    rate: float = 40
    roles: tuple[str | None, ...] = (None, None)  # `--only` of each worker
    breaking: bool = False  # do workers take orders (tests.support.orders)?
    broken: str = ""  # BREAK of such workers (tests.support.breaking_worker)
    clock: Callable[[int], datetime] = steady
    as_made: bool = True  # is the fate of each item known beforehand?
    env: Mapping[str, str] = field(default_factory=dict)

    def plan(self, seed: int) -> Plan:
        """Return the plan of a trial of this case."""
        env = {
            "KOREAWIRE_REPLICATION_FACTOR": str(self.brokers),
            "BREAK": self.broken.format(poison=poison.number(seed)),
            **self.env,
        }
        return Plan(
            f"{self.name.replace(' ', '-')}-{seed}.",
            seed,
            self.rate,
            roles=self.roles,
            env=env,
            command=BREAKING if self.breaking or self.broken else COMMAND,
            clock=self.clock,
        )


def alone(
    case: Case, folder: Path, *, seed: int, table: Table, seconds: float = math.inf
) -> Account:
    """Run a trial of *case* on brokers of its own, with everything in *folder*."""
    # Controllers of several brokers need rights to vote before there are any.
    properties = GUARDED if case.brokers == 1 else {}
    with Cluster(folder / "brokers", size=case.brokers, properties=properties) as cluster:
        return run(case, cluster, folder, seed=seed, table=table, seconds=seconds)


def run(
    case: Case,
    cluster: Cluster,
    folder: Path,
    *,
    seed: int,
    table: Table,
    seconds: float = math.inf,
) -> Account:
    """Run a trial of *case*, add it to *table* and return its account.

    When faults are still due after so many *seconds*, none of them strikes and the load
    ends where it is.
    """
    ends, items = time.monotonic() + seconds, case.items
    plan = case.plan(seed)
    with Trial(cluster, folder / f"{plan.prefix}workers", plan) as trial:
        trial.ready()
        due = [(fault, strike) for fault, strike, times in case.faults for _ in range(times)]
        trial.dice.shuffle(due)
        for fault, strike in due:
            trial.pause(*((0.0, BURST_SECONDS) if trial.dice.random() < case.burst else case.gap))
            if time.monotonic() > ends:
                items = 0
                table.cut_short(case.name, struck=len(trial.hits), due=len(due))
                break
            trial.strike(fault, strike, wait=trial.dice.random() >= case.overlap)
        account = trial.account(items, as_made=case.as_made)
        table.add(trial.hits, account, otherwise="" if case.faults else case.name)
        if not case.faults:
            table.rows[case.name].times += trial.fleet.exits
    return account
