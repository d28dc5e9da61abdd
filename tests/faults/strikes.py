"""The faults: each is what goes wrong and, where it does not end by itself, how it ends."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

from tests.support import operating
from tests.support.processes import wait_until

from koreawire.agents.client import topics as topics_of
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.trial import Trial
    from tests.support.fleet import Slot

GONE_SECONDS = 10  # from SIGTERM until a worker is gone, whatever happens
STOPPED_SECONDS = 9  # longer than the session timeout of 6 s
AWAY_SECONDS = 30
READY_SECONDS = 300  # from a worker's start until it has partitions
READY = re.compile(r"worker\.ready +assigned=(.*)")  # the log's line for that
COMMITTED_SECONDS = 10  # until the dead broker is out of the replicas in sync, and a commit
REPLICAS = 3
ALL_REPLICAS = {"min.insync.replicas": "3"}
COMPACTED = {"cleanup.policy": "compact", "min.insync.replicas": "2"}  # what a changelog is
ROOM_BYTES = 200_000  # left on a disk that is about to be full
FULL_SECONDS = 300
REFUSING_SECONDS = 4  # long enough for a chunk to meet it, and for a restart to meet it again


def kill_worker(trial: Trial) -> None:
    """SIGKILL to a worker; its supervisor starts another."""
    trial.fleet.kill(any_worker(trial))


def kill_ledger(trial: Trial) -> None:
    """SIGKILL to the worker that owns the ledger: another must take it over."""
    trial.fleet.kill(working(trial, topics.NORMALISED.name))


def terminate_worker(trial: Trial) -> None:
    """SIGTERM under load: gone within ten seconds, with what it had in hand settled."""
    trial.fleet.terminate(working(trial), within=GONE_SECONDS)


def join_and_leave(trial: Trial) -> None:
    """Another worker joins and leaves again, in order."""
    slot = trial.fleet.add()
    wait_until(lambda: _works(slot), READY_SECONDS, "a further worker")
    time.sleep(trial.dice.uniform(0, 2))
    trial.fleet.terminate(slot, within=GONE_SECONDS, leave=True)


def stop_worker(trial: Trial) -> None:
    """SIGSTOP past the session timeout, then SIGCONT: its partitions are another's by then."""
    trial.fleet.stop(working(trial), STOPPED_SECONDS)


def lose_data(trial: Trial) -> None:
    """A worker dies and its data directory with it."""
    slot = any_worker(trial)
    slot.wanted = False
    trial.fleet.kill(slot)
    shutil.rmtree(slot.env["KOREAWIRE_DATA_DIR"], ignore_errors=True)
    slot.wanted = True


def restart_broker(trial: Trial) -> None:
    """A broker stops in order and starts again."""
    broker = trial.dice.choice(trial.cluster.brokers)
    broker.stop()
    broker.start()


def kill_broker(trial: Trial) -> None:
    """SIGKILL to a broker, which then starts again."""
    broker = trial.dice.choice(trial.cluster.brokers)
    broker.kill()
    broker.start()


def broker_away(trial: Trial) -> None:
    """A broker is down for half a minute."""
    broker = trial.dice.choice(trial.cluster.brokers)
    broker.kill()
    time.sleep(AWAY_SECONDS)
    broker.start()


def terminate_without_broker(trial: Trial) -> None:
    """SIGTERM while the brokers do not answer: the worker is gone all the same."""
    slot = working(trial)
    for broker in trial.cluster.brokers:
        broker.pause()
    try:
        trial.fleet.terminate(slot, within=GONE_SECONDS, in_order=False)
    finally:
        for broker in trial.cluster.brokers:
            broker.resume()


def too_few_replicas(trial: Trial) -> None:
    """Two of three brokers are down: nothing can be confirmed."""
    down = trial.dice.sample(trial.cluster.brokers, 2)
    for broker in down:
        broker.kill()
    time.sleep(REFUSING_SECONDS)
    for broker in down:
        broker.launch()
    for broker in down:
        broker.ready()


def stuck_topic(trial: Trial) -> None:
    """A topic takes nothing for lack of replicas, and the workers die while they wait for it.

    The group's commits go through: whatever was acked before it was confirmed
    is lost now. Of three brokers one is down.
    """
    spec = trial.dice.choice((topics.NORMALISED, topics.UNIQUE, topics.ENRICHED))
    _stick(trial, {spec.name: topics_of.config(spec, REPLICAS)})


def stuck_state(trial: Trial) -> None:
    """The state's changelogs take nothing, and the workers die while they wait for them."""
    names = [name.removeprefix(trial.desk.prefix) for name in operating.changelogs(trial.desk)]
    _stick(trial, dict.fromkeys(names, COMPACTED))


def _stick(trial: Trial, settings: Mapping[str, Mapping[str, str]]) -> None:
    broker = trial.dice.choice(trial.cluster.brokers)
    for name, usual in settings.items():
        operating.configure(trial.desk, name, {**usual, **ALL_REPLICAS})
    broker.kill()
    time.sleep(COMMITTED_SECONDS)
    for slot in trial.fleet.slots:
        trial.fleet.kill(slot)
    for name, usual in settings.items():
        operating.configure(trial.desk, name, usual)
    broker.start()


def fill_disk(trial: Trial) -> None:
    """The broker can write no more and ends; it starts again when there is room."""
    broker = trial.dice.choice(trial.cluster.brokers)
    broker.stop()
    broker.launch(files_bytes=broker.largest_file() + ROOM_BYTES)
    wait_until(lambda: not broker.alive, FULL_SECONDS, "the broker's disk to be full")
    broker.start()


def records_too_large(trial: Trial) -> None:
    """A topic refuses what it used to take."""
    operating.limit_records(trial.desk, topics.UNIQUE, 500)
    time.sleep(REFUSING_SECONDS)
    operating.limit_records(trial.desk, topics.UNIQUE, None)


def no_right_to_write(trial: Trial) -> None:
    """Workers lose the right to write a topic, and get it back."""
    operating.deny_writing(trial.desk, topics.ENRICHED)
    time.sleep(REFUSING_SECONDS)
    operating.allow_writing(trial.desk, topics.ENRICHED)


def any_worker(trial: Trial) -> Slot:
    """Return a worker that runs, be it that it has only just started."""
    wait_until(lambda: bool(_alive(trial)), READY_SECONDS, "a worker that runs")
    return trial.dice.choice(_alive(trial))


def working(trial: Trial, topic: str = "") -> Slot:
    """Return a worker that has partitions to work on, of *topic* if named."""
    found: list[Slot] = []

    def some() -> bool:
        found[:] = [slot for slot in trial.fleet.slots if _works(slot, topic)]
        return bool(found)

    wait_until(some, READY_SECONDS, f"a worker at work on {topic or 'any topic'}")
    return trial.dice.choice(found)


def _alive(trial: Trial) -> list[Slot]:
    return [slot for slot in trial.fleet.slots if slot.alive and slot.wanted]


def _works(slot: Slot, topic: str = "") -> bool:
    process = slot.process
    if process is None or not process.alive or not slot.wanted:
        return False
    told = READY.findall(process.said())
    return bool(told) and told[-1].strip() != "{}" and topic in told[-1]
