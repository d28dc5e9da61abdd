"""A trial: a load on a desk, faults that strike it meanwhile, and the account at the end."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tests.support.desk import Desk
from tests.support.feeding import Feeding
from tests.support.fleet import COMMAND, Fleet
from tests.support.load import Item, load, steady
from tests.support.orders import FILE, Orders
from tests.support.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from aiokafka import TopicPartition
    from tests.support.accounting import Account
    from tests.support.kafka import Cluster

# Limits, not measurements: what takes ten seconds alone takes minutes on a busy machine.
READY_SECONDS = 300  # workers start, load their models and share the partitions
RECOVER_SECONDS = 300
SETTLE_SECONDS = 600
FEED_FACTOR = 10  # over the time the load takes when nothing holds it up
MISSING = "state.missing"  # the log's word for acks that went ahead of state
MISSING_TIMES = 12  # it may be a passing trouble once


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault that struck: when (ms since 1970), and the seconds until it was made good.

    Recovery is measured from the end of the fault until everything that was on
    the topics when it struck has been settled; None where the next fault did not wait.
    `gave_up`: the workers that it told to end, and that did not settle what was in hand.
    """

    fault: str
    at: int
    recovery: float | None
    gave_up: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a trial is made of; the same seed makes the same load and the same dice.

    The load goes on until the last fault was made good and the account is asked for.
    """

    prefix: str
    seed: int = 1
    rate: float = 100  # a second
    roles: tuple[str | None, ...] = (None, None)  # `--only` of each worker
    env: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = COMMAND
    clock: Callable[[int], datetime] = steady

    def load(self, count: int | None = None) -> Iterator[Item]:
        """Yield the load's items, the same each time; without *count* there is no end."""
        return load(self.seed, count, self.clock)


class Trial:
    """Workers on a cluster under a load: strike while the `with` lasts, then take the account."""

    def __init__(self, cluster: Cluster, folder: Path, plan: Plan) -> None:
        """Prepare *plan* on *cluster*, with the workers' data and logs in *folder*."""
        self.cluster = cluster
        self.folder = folder
        self.plan = plan
        self.dice = random.Random(plan.seed)  # noqa: S311 - moments that can be had again
        self.hits: list[Hit] = []
        self.desk = Desk(cluster.bootstrap, plan.prefix)
        self.fleet = Fleet(self.desk, folder, env=plan.env, command=plan.command)
        self.feeding = Feeding(self.desk, plan.load(), plan.rate)
        self.orders = Orders(folder / FILE)

    def __enter__(self) -> Self:
        self.desk.__enter__()
        try:
            self.desk.create()
            self.fleet.__enter__()
        except BaseException:
            self.desk.__exit__()
            raise
        for only in self.plan.roles:
            self.fleet.add(only=only)
        self.feeding.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.feeding.__exit__()
        self.fleet.__exit__()
        self.desk.__exit__()

    def ready(self) -> None:
        """Wait until something was settled in every source: faults are to meet work in flight.

        Raises:
            TimeoutError: That did not happen; the message has the end of a worker's log.
        """
        try:
            wait_until(self._works, READY_SECONDS, "a record settled in every source", every=0.5)
        except TimeoutError as error:
            log = self.fleet.slots[0].log
            said = log.read_text(errors="replace")[-1_000:] if log.exists() else "nothing"
            raise TimeoutError(f"{error}; a worker said: {said}") from None

    def _works(self) -> bool:
        return all(self.desk.settled().values())

    def strike(self, fault: str, strike: Callable[[Trial], None], *, wait: bool = True) -> None:
        """Let a fault strike; *wait* until it was made good, or go on at once."""
        ends = self.desk.ends() if wait else {}
        at, before = int(time.time() * 1000), self.fleet.gave_up
        strike(self)
        gave_up = self.fleet.gave_up - before
        recovery = self._recovered(ends) if wait else None
        self.hits.append(Hit(fault, at, recovery, gave_up))

    def _recovered(self, ends: Mapping[TopicPartition, int]) -> float:
        return self.desk.settled_past(ends, RECOVER_SECONDS, hopeless=self.refused)

    def pause(self, low: float, high: float) -> None:
        """Wait for some seconds, as the dice fall."""
        time.sleep(self.dice.uniform(low, high))

    def refused(self) -> bool:
        """Whether the workers stop again and again because state is missing that was acked."""
        return self.fleet.said(MISSING) > MISSING_TIMES

    def account(self, items: int, *, as_made: bool = True) -> Account:
        """Return the account, once the load is through *items* and everything settled.

        *as_made* compares the fates with what the load was made to become.
        """
        self.feeding.finish(items, within=FEED_FACTOR * items / self.plan.rate + SETTLE_SECONDS)
        waiting = ""
        try:
            self.desk.settle(SETTLE_SECONDS, hopeless=self.refused)
        except TimeoutError as error:  # the account says of which records
            waiting = str(error)
        account = self.desk.account(self.plan.load(self.feeding.sent) if as_made else None)
        if waiting:
            account.found("waiting", waiting)
        return account
