"""One stream, told by any number of workers or by one that is killed: the same relations.

What two stories are to each other must not depend on how many workers read them, nor on
which of two copies came first through its partition. What does depend on the order of the
ledger's log is told as such: which of two copies is stopped, `stale` and `merge`.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from tests.support.desk import Desk
from tests.support.feeding import Feeding
from tests.support.fleet import Fleet
from tests.support.processes import wait_until
from tests.support.retellings import items

from koreawire.agents.client.reading import read
from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from pathlib import Path

    from aiokafka import ConsumerRecord
    from tests.support.kafka import Cluster

SEED, EVENTS = 1, 100
FIRST = 20  # items that show the workers to be at work
RATE = 100  # a second: the rest takes four seconds
SECONDS = 300  # of a wait: a few when alone, many where others use the machine
READ = (topics.RAW, topics.NORMALISED)  # by the two stages that make relations
TOLD = (topics.UNIQUE, topics.RELATIONS)
OF_THE_ORDER = ("stale", "merge")  # what arrival did, not what stories are
COPIES = ("exact", "near")


@dataclass(frozen=True)
class Run:
    """What a fleet of so many workers wrote, by topic; each partition in order."""

    name: str
    workers: int = 1
    killed: bool = False
    topics: dict[str, list[ConsumerRecord]] = field(default_factory=lambda: defaultdict(list))

    def values(self, topic: topics.TopicSpec) -> list[dict[str, Any]]:
        """Return the values on a topic."""
        return [orjson.loads(record.value) for record in self.topics[topic.name]]


RUNS = (Run("one", 1), Run("two", 2), Run("four", 4), Run("killed", 1, killed=True))


@pytest.fixture(scope="module")
def stream():
    return items(SEED, EVENTS)


@pytest.fixture(scope="module")
def runs(kafka, stream, tmp_path_factory) -> tuple[Run, ...]:
    """All fleets at once: most of their time is waiting for each other's groups."""
    folder = tmp_path_factory.mktemp("relations")
    with ExitStack() as stack:
        started = [_Started(stack, run, kafka, folder) for run in RUNS]
        for one in started:
            one.feed(stream[:FIRST])
        for one in started:
            wait_until(one.at_work, SECONDS, f"{one.run.name}: a record settled in each source")
        rest = [stack.enter_context(one.feeding(stream[FIRST:])) for one in started]
        for one, feeding in zip(started, rest, strict=True):
            if one.run.killed:
                one.kill_during(feeding, len(stream) - FIRST)
        for one, feeding in zip(started, rest, strict=True):
            feeding.finish(len(stream) - FIRST, within=SECONDS)
            one.read()
    return RUNS


class _Started:
    """A run's workers and its topics."""

    def __init__(self, stack: ExitStack, run: Run, kafka: Cluster, folder: Path) -> None:
        dice = random.Random(f"{SEED} {run.name}")  # noqa: S311 - a moment that can be had again
        self.run, self.dice = run, dice
        prefix = f"{folder.name}-{run.name}."
        self.desk = stack.enter_context(Desk(kafka.bootstrap, prefix))
        self.desk.create()
        self.fleet = stack.enter_context(Fleet(self.desk, folder / run.name))
        for _ in range(run.workers):
            self.fleet.add(only="normalise,deduplicate")

    def feeding(self, some: list[Any]) -> Feeding:
        return Feeding(self.desk, some, RATE)

    def feed(self, some: list[Any]) -> None:
        with self.feeding(some) as feeding:
            feeding.finish(len(some), within=SECONDS)

    def at_work(self) -> bool:
        settled = self.desk.settled()
        return all(settled[topic.name] for topic in READ)

    def kill_during(self, feeding: Feeding, count: int) -> None:
        """SIGKILL the worker in the middle of the stream, wherever it is just then."""
        moment = self.dice.randrange(count // 5, count * 4 // 5)
        wait_until(lambda: feeding.sent >= moment, SECONDS, f"item {moment}", every=0.01)
        self.fleet.kill(self.fleet.slots[0])

    def read(self) -> None:
        """Wait until both stages have settled all there is, and read what came of it."""
        for spec in READ:
            name = self.desk.prefix + spec.name
            ends = {tp: end for tp, end in self.desk.ends().items() if tp.topic == name}
            self.desk.settled_past(ends, SECONDS)
        self.desk.loop.call(self._read(), within=SECONDS)

    async def _read(self) -> None:
        names = [self.desk.prefix + spec.name for spec in (topics.NORMALISED, *TOLD)]
        async for record in read(self.desk.settings, names, from_beginning=True, until_end=True):
            self.run.topics[record.topic.removeprefix(self.desk.prefix)].append(record)


def by_key(told: list[tuple[str, bytes | None, bytes]]) -> dict[tuple[str, bytes | None], Any]:
    """Return the values of each topic and key in order, repeats left out."""
    found: dict[tuple[str, bytes | None], dict[bytes, None]] = defaultdict(dict)
    for topic, key, value in told:
        found[topic, key][value] = None
    return {place: list(values) for place, values in found.items()}


def judged_again(run: Run) -> dict[tuple[str, bytes | None], Any]:
    """Return what the log of normalised stories comes to in one process."""
    stage, told = Deduplicate(), []
    for each in run.topics[topics.NORMALISED.name]:
        sent = dict(each.headers)
        name = topics.NORMALISED.name
        record = Record(name, 0, each.offset, each.timestamp, each.key, each.value, sent)
        told += [(out.topic, out.key, out.value) for out in stage.decide(record).outputs]
    return by_key([one for one in told if one[0] in {spec.name for spec in TOLD}])


def told_again(stream: list[Any]) -> set[str]:
    """Return the stories that come in several versions."""
    times = Counter(f"urn:koreawire:{item.key.decode()}" for item in stream)
    return {uri for uri, count in times.items() if count > 1}


def connected(run: Run, stream: list[Any]) -> set[tuple[str, ...]]:
    """Return what stories are to each other.

    Of a story with several versions, which of them came before a copy decides what the copy
    is of it: that the two are one story is what has to be the same.
    """
    versions = told_again(stream)
    found: set[tuple[str, ...]] = set()
    for value in run.values(topics.RELATIONS):
        pair = value["uri"], value["otherUri"]
        if value["kind"] in OF_THE_ORDER or pair[0] == pair[1]:
            continue
        found.add((value["kind"], *pair) if versions.isdisjoint(pair) else tuple(sorted(pair)))
    return found


def families(run: Run) -> dict[str, str]:
    """Return the name that each related story's family has in the end."""
    named: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for value in run.values(topics.RELATIONS):
        if value["kind"] == "merge":
            renamed[value["uri"]] = value["otherUri"]
        else:
            named |= dict.fromkeys((value["uri"], value["otherUri"]), value["family"])
    for uri, name in named.items():
        while name in renamed:
            name = renamed[name]  # noqa: PLW2901 - the chain is followed to its end
        named[uri] = name
    return named


def passed(run: Run) -> set[str]:
    """Return the stories that readers have got."""
    return {value["uri"] for value in run.values(topics.UNIQUE)}


@pytest.mark.kafka
@pytest.mark.timeout(4 * SECONDS)
def test_every_version_of_every_story_was_judged(runs, stream):
    """Else equal relations would say nothing."""
    expected = Counter(f"urn:koreawire:{item.key.decode()}" for item in stream)
    for run in runs:
        origins = {
            dict(record.headers)[headers.ORIGIN]: record.key.decode()
            for record in run.topics[topics.NORMALISED.name]
        }
        assert Counter(origins.values()) == expected, run.name


@pytest.mark.kafka
def test_the_log_alone_decides_whoever_reads_it(runs):
    """Stops, relations, merges and sequences, byte for byte, after a crash as well."""
    for run in runs:
        told = [
            (spec.name, record.key, record.value)
            for spec in TOLD
            for record in run.topics[spec.name]
        ]
        assert by_key(told) == judged_again(run), run.name


@pytest.mark.kafka
def test_relations_are_the_same_for_any_number_of_workers_and_after_a_crash(runs, stream):
    """Arrival orders differ between the runs; what stories are to each other does not."""
    expected = connected(runs[0], stream)
    assert {one[0] for one in expected} > {"exact", "near", "update", "correction"}
    for run in runs[1:]:
        assert connected(run, stream) == expected, run.name


@pytest.mark.kafka
def test_families_are_the_same_and_bear_the_same_name(runs):
    """Named after their first story by its own time, however late that came."""
    expected = families(runs[0])
    assert len(set(expected.values())) == EVENTS
    for run in runs[1:]:
        assert families(run) == expected, run.name


@pytest.mark.kafka
def test_each_run_lets_one_of_two_copies_through_and_something_of_every_event(runs, stream):
    """A copy that comes first stands for the other; an event is never stopped as a whole.

    Of two copies both pass where one is told again: its next version adds to them.
    """
    versions = told_again(stream)
    for run in runs:
        out, named = passed(run), families(run)
        for value in run.values(topics.RELATIONS):
            pair = {value["uri"], value["otherUri"]}
            if value["kind"] in COPIES and versions.isdisjoint(pair):
                assert len(pair & out) <= 1, (run.name, pair)
        assert {named[uri] for uri in out} == set(named.values()), run.name
