"""The cases: each fault by itself, then all of them mixed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.faults import strikes
from tests.faults.trial import Plan, Trial
from tests.support.load import STARTED, steady

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.faults.table import Table
    from tests.support.accounting import Account
    from tests.support.kafka import Cluster

BREAKING = (sys.executable, "-m", "tests.support.breaking_worker")
STAGES = ("normalise", "deduplicate", "enrich", "route")


@dataclass(frozen=True, slots=True)
class Case:
    """What strikes (fault, strike, how often), and the load and workers it strikes.

    `gap` is the shortest and longest pause before a fault (s); `overlap` the
    share of faults that do not wait until the one before was made good.
    """

    name: str
    faults: tuple[tuple[str, Callable[[Trial], None], int], ...] = ()
    brokers: int = 1
    gap: tuple[float, float] = (0.5, 4.0)
    overlap: float = 0.0
    items: int = 1_500
    rate: float = 60
    broken: str = ""  # BREAK of the workers (tests.support.breaking_worker)
    clock: Callable[[int], datetime] = steady
    as_made: bool = True  # is the fate of each item known beforehand?
    env: Mapping[str, str] = field(default_factory=dict)

    def plan(self, prefix: str, seed: int) -> Plan:
        """Return the plan of a trial of this case."""
        copies = {"KOREAWIRE_REPLICATION_FACTOR": str(self.brokers)}
        env = {**copies, **self.env, **({"BREAK": self.broken} if self.broken else {})}
        plan = Plan(prefix, seed, self.items, self.rate, env=env, clock=self.clock)
        return replace(plan, command=(*BREAKING, "worker")) if self.broken else plan


def run(case: Case, cluster: Cluster, folder: Path, *, seed: int, table: Table) -> Account:
    """Run a trial of *case*, add it to *table* and return its account."""
    plan = case.plan(f"{case.name.replace(' ', '-')}-{seed}.", seed)
    with Trial(cluster, folder / f"{plan.prefix}workers", plan) as trial:
        trial.ready()
        due = [(fault, strike) for fault, strike, times in case.faults for _ in range(times)]
        trial.dice.shuffle(due)
        for fault, strike in due:
            trial.pause(*case.gap)
            trial.strike(fault, strike, wait=trial.dice.random() >= case.overlap)
        account = trial.account(as_made=case.as_made)
        ended = [code for slot in trial.fleet.slots for code in slot.exits]
        if case.faults:
            table.add(trial.hits, account)
        else:
            table.add((), account, otherwise=case.name)
            table.rows[case.name].times += len(ended)
    return account


def crashes(point: str) -> str:
    """Return what makes every worker crash at *point*, in every stage, after some chunks each."""
    return ",".join(
        f"crash:{stage}:{point}:{number}"
        for stage, number in zip(STAGES, (9, 5, 7, 11), strict=True)
    )


def jumping(number: int) -> datetime:
    """A clock that is right, then a year behind, then ahead, then right again."""
    if number % 97 == 0:
        return STARTED - timedelta(days=365)
    if number % 89 == 0:
        return datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    return STARTED + timedelta(seconds=number * (-7 if number % 13 == 0 else 1))


SMALL_CHUNKS = {"KOREAWIRE_CHUNK_RECORDS": "5"}  # so that more of them meet a fault
KILLS = ("worker killed (SIGKILL)", strikes.kill_worker)
TERMS = ("worker ended (SIGTERM)", strikes.terminate_worker)
JOINS = ("worker joins and leaves", strikes.join_and_leave)
STOPS = ("worker stopped 9 s (SIGSTOP)", strikes.stop_worker)
DATA = ("data directory lost", strikes.lose_data)
RESTARTS = ("broker restarted", strikes.restart_broker)
BROKER_KILLS = ("broker killed", strikes.kill_broker)
AWAY = ("broker down for 30 s", strikes.broker_away)
SILENT = ("SIGTERM, broker silent", strikes.terminate_without_broker)
LARGE = ("record refused: too large", strikes.records_too_large)
RIGHTS = ("record refused: no right", strikes.no_right_to_write)
STUCK = ("topic stuck, workers killed", strikes.stuck_topic)
STATE = ("changelog stuck, workers killed", strikes.stuck_state)
ERASED = ("changelog deleted", strikes.delete_changelog)
FULL = ("broker's disk full", strikes.fill_disk)
REPLICAS = ("too few replicas", strikes.too_few_replicas)

HUNDRED_KILLS = Case(
    "kills and restarts",
    ((*KILLS, 100), (*RESTARTS, 10), (*BROKER_KILLS, 10)),
    gap=(0.5, 5.0),
    overlap=0.25,
    items=100_000,
    rate=80,
)
ONE_BY_ONE = (
    Case("SIGTERM", ((*TERMS, 6),)),
    Case("join and leave", ((*JOINS, 4),)),
    Case("SIGSTOP", ((*STOPS, 3),)),
    Case("data lost", ((*DATA, 3),)),
    Case("broker away", ((*AWAY, 1),)),
    Case("broker silent", ((*SILENT, 2),)),
    Case("too large", ((*LARGE, 2),)),
    Case("no right", ((*RIGHTS, 2),)),
    Case("changelog deleted", ((*ERASED, 1),)),
    Case("disk full", ((*FULL, 1),), rate=100, items=3_000),
    Case("one of three", ((*BROKER_KILLS, 5),), brokers=3),
    Case("too few replicas", ((*REPLICAS, 2),), brokers=3),
    Case("stuck topic", ((*STUCK, 3),), brokers=3),
    Case("stuck state", ((*STATE, 2),), brokers=3),
    Case("crash before state", broken=crashes("before-state")),
    Case("crash after state", broken=crashes("after-state-before-output")),
    Case("crash after output", broken=crashes("after-output-before-commit")),
    Case("crash after settling", broken=crashes("after-settle-before-commit")),
    Case("output stalls and crash", broken="stall:outputs:30", env=SMALL_CHUNKS),
    Case("state stalls and crash", broken="stall:state:10", env=SMALL_CHUNKS),
    Case("chunks lost inside", broken="lose-chunks", env=SMALL_CHUNKS),
    Case("stray acks", broken="stray-acks,stall:outputs:30", env=SMALL_CHUNKS),
    Case("clocks jump", ((*KILLS, 3),), clock=jumping, as_made=False),
)
MIXED = Case(
    "mixed",
    (
        *((*each, 2) for each in (KILLS, TERMS, JOINS, STOPS, DATA, RESTARTS, BROKER_KILLS)),
        *((*each, 1) for each in (SILENT, LARGE, RIGHTS)),
    ),
    overlap=0.4,
    items=12_000,
    rate=60,
)
