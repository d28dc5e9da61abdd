"""The brokers that tests start behave as brokers."""

from __future__ import annotations

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic


async def _create(bootstrap: str, topic: str, *, replicas: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, 1, replicas)])
    finally:
        await admin.close()


async def _send(bootstrap: str, topic: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for number in range(3):
            await producer.send_and_wait(topic, b"%d" % number)


async def _read(bootstrap: str, topic: str) -> list[bytes]:
    options = {"bootstrap_servers": bootstrap, "auto_offset_reset": "earliest"}
    async with AIOKafkaConsumer(topic, **options) as consumer:
        return [(await consumer.getone()).value for _ in range(3)]


async def test_what_is_sent_to_a_broker_is_read_back(broker, prefix):
    """Every other integration test stands on this."""
    topic = f"{prefix}round-trip"
    await _create(broker.bootstrap, topic)
    await _send(broker.bootstrap, topic)
    assert await _read(broker.bootstrap, topic) == [b"0", b"1", b"2"]


@pytest.mark.kafka
async def test_a_killed_broker_comes_back_with_its_records(own_kafka, prefix):
    """A restart of the broker is a fault to inject, not the end of the test's data."""
    topic = f"{prefix}kept"
    await _create(own_kafka.bootstrap, topic)
    await _send(own_kafka.bootstrap, topic)
    own_kafka.brokers[0].kill()
    own_kafka.brokers[0].start()
    assert await _read(own_kafka.bootstrap, topic) == [b"0", b"1", b"2"]


@pytest.mark.kafka
async def test_two_of_three_brokers_still_take_and_give_records(three_brokers, prefix):
    """One broker of three may die: replication 3 with two in sync."""
    topic = f"{prefix}replicated"
    await _create(three_brokers.bootstrap, topic, replicas=3)
    three_brokers.brokers[1].kill()
    await _send(three_brokers.bootstrap, topic)
    assert await _read(three_brokers.bootstrap, topic) == [b"0", b"1", b"2"]
