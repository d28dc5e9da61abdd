"""Delivery on each broker: everything arrives, in order, and nothing is acked too early."""

from __future__ import annotations

import signal
from collections import defaultdict

import orjson
import pytest
from tests.support.plain_desk import origin_of
from tests.support.plain_worker import HOP, TALLY

from koreawire.agents.delivery import AFTER_OUTPUT, AFTER_STATE, BEFORE_STATE
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.record import Output
from koreawire.schemas.topics import DEAD_LETTER, ENRICHED, LARGE_RECORD_BYTES, RAW, UNIQUE


def first_seen(records):
    """Return the numbers of each key in the order of their first occurrence."""
    seen, order = set(), defaultdict(list)
    for record in records:
        if origin_of(record) not in seen:
            seen.add(origin_of(record))
            order[record.key].append(orjson.loads(record.value)["told"]["n"])
    return order


def ranks(records):
    """Return the one rank each origin was given, by partition; two of one origin fail."""
    given = defaultdict(dict)
    for record in records:
        rank = orjson.loads(record.value)["rank"]
        assert given[record.partition].setdefault(origin_of(record), rank) == rank, "double"
    return {partition: sorted(of.values()) for partition, of in given.items()}


def assert_complete(records, count):
    """Every record arrived, in order per key, and each was numbered once."""
    assert sorted(n for numbers in first_seen(records).values() for n in numbers) == list(
        range(count)
    )
    assert all(numbers == sorted(numbers) for numbers in first_seen(records).values())
    assert all(given == list(range(len(given))) for given in ranks(records).values())


def test_everything_arrives_in_order_and_is_acked(plain):
    """The plain case: two hops, one with state, and a worker that ends in order."""
    plain.send([{}] * 3_000)
    worker = plain.start()
    records = plain.arrived(ENRICHED.name, 3_000)
    plain.stop(worker)
    assert len(records) == 3_000
    assert_complete(records, 3_000)
    settled = plain.desk.settled()
    assert settled[RAW.name] == settled[UNIQUE.name] == 3_000


def test_a_worker_goes_on_where_the_last_one_ended(plain):
    """State is read back from the changelog; nothing is done twice after an orderly end."""
    plain.send([{}] * 1_000)
    worker = plain.start()
    plain.arrived(ENRICHED.name, 1_000)
    plain.stop(worker)
    plain.send([{"n": number} for number in range(1_000, 2_000)])
    plain.start()
    records = plain.arrived(ENRICHED.name, 2_000)
    assert len(records) == 2_000
    assert_complete(records, 2_000)


@pytest.mark.parametrize("point", [BEFORE_STATE, AFTER_STATE, AFTER_OUTPUT])
def test_a_crash_between_two_steps_loses_and_doubles_nothing(plain, point):
    """What was remembered but not published, or published but not acked, comes out the same."""
    plain.send([{}] * 2_000)
    crashing = plain.start(KOREAWIRE_CHUNK_RECORDS="50", CRASH=f"{point}:5")
    assert crashing.wait(60) == -signal.SIGKILL
    plain.start()
    assert_complete(plain.arrived(ENRICHED.name, 2_000), 2_000)


def test_bad_records_are_parked_and_the_others_unharmed(plain):
    """Not JSON, empty, refused by the stage, too large once processed: each with its reason."""
    bad = [b"{", b"", {"bad": True}, {"grow": LARGE_RECORD_BYTES}]
    told = [{}] * 40
    for place, one in zip((3, 13, 23, 33), bad, strict=True):
        told[place] = one
    plain.send(told)
    plain.start()
    plain.arrived(ENRICHED.name, 36)
    letters = plain.arrived(DEAD_LETTER.name, 4)
    described = [
        describe(Output(DEAD_LETTER.name, each.key, each.value, dict(each.headers)))
        for each in letters
    ]
    raw = {(each.partition, each.offset): each for each in plain.read(RAW.name)}
    for letter, told_of in zip(letters, described, strict=True):
        original = raw[told_of.partition, told_of.offset]
        assert (letter.key, letter.value) == (original.key, original.value or b"")
        assert (told_of.stage, told_of.topic) == (HOP, RAW.name)
        assert told_of.timestamp.timestamp() * 1000 == original.timestamp
    reasons = " ".join(sorted(told_of.reason for told_of in described))
    assert "it says that it is bad" in reasons
    assert f"takes {LARGE_RECORD_BYTES}" in reasons
    assert all(
        numbers == sorted(numbers) for numbers in first_seen(plain.read(ENRICHED.name)).values()
    )


def test_a_record_of_seven_megabytes_passes(plain):
    """Raw topics take 8 MB, and so must everything on the way."""
    plain.send([{}, {"payload": "x" * 7_000_000}, {}])
    plain.start()
    assert len(plain.arrived(ENRICHED.name, 3)) == 3


def test_a_bug_stops_the_worker_at_the_record_and_acks_nothing_past_it(plain):
    """It says which record, skips nothing, and every start says it again."""
    plain.send([{}] * 20 + [{"bug": True}] + [{}] * 20, keys=1)
    worker = plain.start()
    assert worker.wait(60) == 1
    said = worker.said()
    place = next(each for each in plain.read(RAW.name) if b'"bug":true' in each.value)
    assert "record.failed" in said
    assert f"partition={place.partition}" in said
    assert f"offset={place.offset}" in said
    assert f"topic={plain.desk.prefix}{RAW.name}" in said
    assert plain.desk.settled()[RAW.name] <= 20
    assert plain.read(DEAD_LETTER.name) == []
    assert plain.start().wait(60) == 1


def test_a_parked_poison_record_lets_the_others_through(plain):
    """An operator moves exactly that one out of the way."""
    plain.send([{}] * 5 + [{"bug": True}] + [{}] * 5, keys=1)
    assert plain.start().wait(60) == 1
    place = next(each for each in plain.read(RAW.name) if b'"bug":true' in each.value)
    plain.desk.loop.call(plain.park(RAW.name, place.partition, place.offset), within=60)
    worker = plain.start()
    assert len(plain.arrived(ENRICHED.name, 10)) == 10
    assert "record.skipped" in worker.said()
    letter = plain.read(DEAD_LETTER.name)[0]
    assert letter.value == place.value


def test_two_roles_share_the_work_by_name(plain):
    """A worker without a table and one with it are of one group."""
    plain.send([{}] * 1_000)
    hop, tally = plain.start(HOP), plain.start(TALLY)
    assert_complete(plain.arrived(ENRICHED.name, 1_000), 1_000)
    plain.stop(hop)
    plain.stop(tally)


def test_state_that_is_gone_stops_the_worker_until_it_is_rebuilt(plain):
    """Without it every story would come again as new."""
    plain.send([{}] * 500)
    worker = plain.start()
    plain.arrived(ENRICHED.name, 500)
    plain.stop(worker)
    plain.forget_state()
    stopped = plain.start()
    assert stopped.wait(60) == 1
    assert "state.missing" in stopped.said()
    assert "KOREAWIRE_REBUILD_STATE=1" in stopped.said()
    plain.send([{"n": number} for number in range(500, 600)])
    plain.start(KOREAWIRE_REBUILD_STATE="1")
    assert_complete(plain.arrived(ENRICHED.name, 600), 600)
