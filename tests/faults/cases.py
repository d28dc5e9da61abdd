"""The cases: each fault by itself, then all of them mixed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.faults import poison, state_lost, strikes
from tests.faults.case import Case
from tests.faults.crashes import crash, stall
from tests.support.load import STARTED
from tests.support.orders import OUTPUTS, STATE

from koreawire.agents.delivery import AFTER_OUTPUT, AFTER_SETTLE, AFTER_STATE, BEFORE_STATE

STAGES = ("normalise", "deduplicate", "enrich", "route")
WITH_STATE = ("deduplicate", "route")


def jumping(number: int) -> datetime:
    """A clock that is right, then a year behind, then ahead, then right again."""
    if number % 97 == 0:
        return STARTED - timedelta(days=365)
    if number % 89 == 0:
        return datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    return STARTED + timedelta(seconds=number * (-7 if number % 13 == 0 else 1))


SMALL_CHUNKS = {"KOREAWIRE_CHUNK_RECORDS": "5"}  # so that more of them meet a fault
ROLES = ("normalise", "deduplicate", "deduplicate", "enrich,route")
KILLS = ("worker killed (SIGKILL)", strikes.kill_worker)
LEDGER_KILLS = ("owner of the ledger killed", strikes.kill_ledger)
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
STATE_STUCK = ("changelog stuck, workers killed", strikes.stuck_state)
ERASED = ("changelogs deleted, rebuilt", state_lost.delete_changelogs)
AGED = ("state of an older version, rebuilt", state_lost.age_state)
FULL = ("broker's disk full", strikes.fill_disk)
REPLICAS = ("too few replicas", strikes.too_few_replicas)
POISON = ("record meets a bug, parked", poison.park_poison)
HANGING = ("outputs hang, then SIGKILL", stall(OUTPUTS))
STATE_HANGING = ("state hangs, then SIGKILL", stall(STATE))


def crashes(label: str, point: str, stages: tuple[str, ...], times: int) -> Case:
    """Return the case of workers that die at *point* of each of *stages* in turn."""
    faults = tuple((label, crash(stage, point), times) for stage in stages)
    return Case(label, faults, breaking=True)


HUNDRED_KILLS = Case(
    "kills and restarts",
    ((*KILLS, 100), (*RESTARTS, 10), (*BROKER_KILLS, 10)),
    # Spread over the whole load, half of them two or more at a time: each time the group
    # waits a session's length for the dead, and in between work is to be in flight.
    gap=(2.0, 16.0),
    burst=0.5,
    overlap=0.95,
    items=101_000,  # some are no story: over 100,000 are
    rate=120,
)
ONE_BY_ONE = (
    Case("SIGTERM", ((*TERMS, 6),)),
    Case("SIGTERM broker silent", ((*SILENT, 2),)),
    Case("join and leave", ((*JOINS, 4),)),
    Case("SIGSTOP", ((*STOPS, 2),)),
    Case("roles", ((*LEDGER_KILLS, 2),), roles=ROLES),
    Case("broker away", ((*AWAY, 1),)),
    Case("one of three", ((*BROKER_KILLS, 5),), brokers=3),
    Case("too large", ((*LARGE, 2),)),
    Case("too few replicas", ((*REPLICAS, 2),), brokers=3),
    Case("no right", ((*RIGHTS, 2),)),
    Case("stuck topic", ((*STUCK, 2),), brokers=3),
    Case("stuck state", ((*STATE_STUCK, 2),), brokers=3),
    crashes("crash before state", BEFORE_STATE, WITH_STATE, 1),
    crashes("crash between state and output", AFTER_STATE, WITH_STATE, 2),
    crashes("crash between output and commit", AFTER_OUTPUT, STAGES, 1),
    crashes("crash after settling", AFTER_SETTLE, STAGES, 1),
    Case("outputs hang", ((*HANGING, 2),), breaking=True),
    Case("state hangs", ((*STATE_HANGING, 2),), breaking=True),
    Case("chunks lost inside", broken="lose-chunks", env=SMALL_CHUNKS),
    Case("stray acks", ((*HANGING, 2),), broken="stray-acks", env=SMALL_CHUNKS),
    Case("data lost", ((*DATA, 3),)),
    Case("changelog deleted", ((*ERASED, 1),)),
    Case("older state", ((*AGED, 1),)),
    Case("disk full", ((*FULL, 1),), rate=100, items=3_000),
    Case("clocks jump", ((*KILLS, 3),), clock=jumping, as_made=False),
    Case("poison", ((*POISON, 1),), broken="bug:{poison}"),
)
MIXED = Case(
    "mixed",
    (
        *((*each, 2) for each in (KILLS, TERMS, JOINS, STOPS, DATA, RESTARTS, BROKER_KILLS)),
        *((*each, 1) for each in (SILENT, LARGE, RIGHTS, HANGING, STATE_HANGING, ERASED)),
    ),
    overlap=0.4,
    items=12_000,
    rate=80,
    breaking=True,
)
SUITE = (HUNDRED_KILLS, *ONE_BY_ONE, MIXED)
SHORT = (
    Case("two workers", ((*KILLS, 1), (*TERMS, 1), (*RESTARTS, 1)), items=800),
    Case("roles", ((*LEDGER_KILLS, 1),), roles=ROLES, items=800),
    Case(
        "crash inside",
        (
            ("crash between state and output", crash("deduplicate", AFTER_STATE), 1),
            ("crash between output and commit", crash("normalise", AFTER_OUTPUT), 1),
            (*HANGING, 1),
            (*SILENT, 1),
        ),
        items=800,
        breaking=True,
    ),
    Case("poison", ((*POISON, 1),), broken="bug:{poison}", items=800),
)
