"""What `koreawire process` says offline is what the agents publish."""

from __future__ import annotations

import sys
from collections import defaultdict

import orjson
from aiokafka import AIOKafkaProducer
from tests.support.desk import Desk
from tests.support.fleet import Fleet

from koreawire.agents.client.reading import read
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.samples import samples
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics

SETTLE_SECONDS = 120
# Facts of a place in a log; the two logs differ in nothing else.
OF_THE_LOG = {headers.DLT_OFFSET, headers.DLT_PARTITION, headers.DLT_TIMESTAMP}


def offline():
    """Return the records by topic and key, and the clock each sample arrived at."""
    flow = Flow(build(Options()).values())
    found, clock, clocks = defaultdict(list), 1, []
    for sample in samples():
        clocks.append(clock)
        for output in flow.run(sample.key, sample.value, sample.headers):
            clock = max(clock, int(output.headers.get(headers.TIME, b"0")))
            note(found, output.topic, output.key, output.value, output.headers)
    return found, clocks


def note(found, topic, key, value, sent):
    """Add a record; repeats with equal values are one."""
    if topic == topics.DEAD_LETTER.name:
        told = {n: v for n, v in sent.items() if n.startswith("dlt-") and n not in OF_THE_LOG}
        value = orjson.dumps([value.hex(), sorted(told.items())], default=bytes.decode)
    records = found[topic, key]
    if value not in records:
        records.append(value)


async def send(desk, clocks):
    """Produce the samples to one partition, so that both logs have one order."""
    producer = AIOKafkaProducer(**desk.options, max_request_size=9_000_000)
    async with producer:
        for sample, clock in zip(samples(), clocks, strict=True):
            await producer.send_and_wait(
                desk.prefix + topics.RAW.name,
                sample.value,
                key=sample.key,
                partition=0,
                timestamp_ms=clock,
                headers=list(sample.headers.items()),
            )


async def published(desk):
    """Return what the agents wrote, by topic and key."""
    names = [desk.prefix + spec.name for spec in desk.specs if spec is not topics.RAW]
    found = defaultdict(list)
    async for record in read(desk.settings, names, from_beginning=True, until_end=True):
        topic = record.topic.removeprefix(desk.prefix)
        note(found, topic, record.key, record.value, dict(record.headers))
    return found


def test_agents_and_process_agree_on_topic_key_and_value(broker, prefix, tmp_path):
    """Whoever tests a rule offline must be able to trust what goes live."""
    expected, clocks = offline()
    with Desk(broker.bootstrap, prefix) as desk:
        desk.create()
        desk.loop.call(send(desk, clocks), within=SETTLE_SECONDS)
        command = (sys.executable, "-m", "koreawire.agents.cli.main", "worker")
        with Fleet(desk, tmp_path / "fleet", command=command) as fleet:
            fleet.add()
            desk.settle(SETTLE_SECONDS)
        found = desk.loop.call(published(desk), within=SETTLE_SECONDS)
    assert set(found) == set(expected)
    assert {place: found[place] for place in found if found[place] != expected[place]} == {}
