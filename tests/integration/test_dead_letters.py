"""Dead letters on a broker: seen, repaired without a trace, given up, never going round."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from tests.support.processes import Process

from koreawire.agents.client.reading import read
from koreawire.agents.client.record import as_record
from koreawire.agents.settings import Settings
from koreawire.pipeline.dead_letters import dead_letter
from koreawire.pipeline.record import Record
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers
from koreawire.schemas.topics import DEAD_LETTER, NORMALISED, RAW

pytestmark = pytest.mark.usefixtures("topics")
ITEM = {"provider": "anp", "itemId": "7", "payload": "Seoul \u202ereopens its \x1b[2Jairport.\n"}


@pytest.fixture
def settings(broker, prefix):
    return Settings(broker=broker.bootstrap, topic_prefix=prefix)


def failed(offset=7, reason="charset unknown", **fields):
    """A raw record that older code could not use, on no topic any more but the letters'."""
    facts = {"key": b"anp:7", "value": orjson.dumps(ITEM), "timestamp": 1_790_000_000_000}
    record = Record(RAW.name, 2, offset, **{**facts, "headers": {"mine": b"1"}, **fields})
    return record, dead_letter(record, "normalise", ValueError(reason))


def send(settings, *outputs):
    async def run():
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            for one in outputs:
                await producer.send_and_wait(
                    settings.topic(one.topic), one.value, one.key, headers=list(one.headers.items())
                )

    asyncio.run(run())


def records(settings, topic, count):
    """The first records of a topic, waited for."""

    async def run():
        found = []
        topics = [settings.topic(topic)]
        async with asyncio.timeout(45), aclosing(read(settings, topics, from_beginning=True)) as rs:
            async for consumed in rs:
                found.append(as_record(topic, consumed))
                if len(found) == count:
                    break
        return found

    return asyncio.run(run())


def listed(koreawire, *arguments):
    done = koreawire("dead-letters", "list", "--jsonl", *arguments)
    assert done.returncode == 0, done.stderr
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_a_repaired_item_leaves_no_trace_of_having_failed(
    koreawire, settings, broker, prefix, tmp_path
):
    """Downstream gets the very record that code without the fault would have made at once."""
    record, letter = failed()
    send(settings, letter)
    assert b"1 replayed" in koreawire("dead-letters", "replay", "0").stdout
    expected = build(Options(), only=("normalise",))["normalise"].decide(record).outputs
    env = {
        "KOREAWIRE_BROKER": broker.bootstrap,
        "KOREAWIRE_TOPIC_PREFIX": prefix,
        "KOREAWIRE_WEB_PORT": "0",
        "KOREAWIRE_SESSION_TIMEOUT_SECONDS": "6",
        "KOREAWIRE_DATA_DIR": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "koreawire.agents.cli.main", "worker", "--only", "normalise"]
    with Process(command, tmp_path / "worker.log", env=env):
        (story,) = records(settings, NORMALISED.name, 1)
    ours = {headers.STAGE, headers.PROCESSED_AT}
    assert (story.key, story.value) == (expected[0].key, expected[0].value)
    assert {n: v for n, v in story.headers.items() if n not in ours} == dict(expected[0].headers)


def test_what_was_dealt_with_is_listed_no_more(koreawire, settings):
    """A list that never gets shorter is not read."""
    send(settings, *(failed(offset)[1] for offset in (1, 1, 2, 3)))
    assert [letter["offset"] for letter in listed(koreawire)] == [1, 2, 3]
    assert koreawire("dead-letters", "drop", "2", "--because", "a test").returncode == 0
    assert koreawire("dead-letters", "replay", "0:3").returncode == 0
    assert [letter["offset"] for letter in listed(koreawire)] == [1]
    handled = {one["offset"]: one.get("handled") for one in listed(koreawire, "--handled")}
    assert (handled[1], handled[2]["action"], handled[2]["because"], handled[3]["action"]) == (
        None,
        "dropped",
        "a test",
        "replayed",
    )


def test_filters_narrow_it_down(koreawire, settings):
    """A thousand letters of one cause are dealt with in one command, the others kept."""
    send(settings, failed(1)[1], failed(2, "not XML")[1], failed(3, value=b"x")[1])
    assert [one["offset"] for one in listed(koreawire, "--reason", "XML")] == [2]
    assert [one["offset"] for one in listed(koreawire, "--provider", "anp")] == [1, 2]
    assert [one["offset"] for one in listed(koreawire, "--limit", "1")] == [1]
    assert listed(koreawire, "--stage", "route") == []
    assert listed(koreawire, "--until", "1h") == []
    assert len(listed(koreawire, "--since", "1h")) == 3


def test_what_fails_again_and_again_is_not_replayed(koreawire, settings):
    """Replay of everything, every hour, by a script: it must come to rest."""
    send(settings, failed(headers={headers.DLT_ATTEMPTS: b"2"})[1])
    refused = koreawire("dead-letters", "replay", "--all")
    assert refused.returncode == 1
    assert b"tried 3 times" in refused.stderr
    assert koreawire("dead-letters", "replay", "--all", "--force").returncode == 0
    (again,) = records(settings, RAW.name, 1)
    assert again.headers[headers.DLT_ATTEMPTS] == b"3"
    assert again.partition == 2


def test_a_slip_of_the_hand_replays_nothing(koreawire, settings):
    """`replay` without saying what is wrong usage, not a wish for everything."""
    send(settings, failed()[1])
    assert koreawire("dead-letters", "replay").returncode == 2
    assert koreawire("dead-letters", "drop").returncode == 2
    missing = koreawire("dead-letters", "show", "99")
    assert (missing.returncode, missing.stderr.count(b"\n")) == (1, 1)
    for command in ("replay", "drop"):
        nothing = koreawire("dead-letters", command, "99")
        assert nothing.returncode == 1
        assert b"no dead letter 99 is open" in nothing.stderr


def test_its_bytes_are_safe_to_look_at_and_whole_in_a_file(koreawire, settings):
    """The terminal of the operator is not the scraper's to draw on."""
    record, letter = failed(value=b"Seoul \x1b[2J\xe2\x80\xae\xff")
    send(settings, letter)
    shown = koreawire("dead-letters", "show", "0").stdout.decode()
    assert "Seoul ‹U+001B›[2J‹U+202E›\\xff" in shown
    assert "charset unknown" in shown
    assert koreawire("dead-letters", "show", "0", "--raw").stdout == record.value


def test_exactly_one_record_is_parked(koreawire, settings):
    """The one that meets the bug; its neighbours are news."""
    done = koreawire(
        "produce", "--partition", "1", "-", stdin=b'{"payload":"a"}\n{"payload":"b"}\n'
    )
    assert done.returncode == 0
    parked = koreawire("dead-letters", "park", RAW.name, "1", "1", "--because", "bug 17")
    assert parked.returncode == 0, parked.stderr
    (letter,) = records(settings, DEAD_LETTER.name, 1)
    assert letter.value == b'{"payload":"b"}'
    (said,) = listed(koreawire)
    assert (said["partition"], said["offset"], said["error"]) == (1, 1, "ParkedByHand")
    assert said["reason"].endswith(": bug 17")
    assert koreawire("dead-letters", "park", RAW.name, "1", "9").returncode == 1
