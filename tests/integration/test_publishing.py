"""What the agents publish with goes on while topics come into being."""

from __future__ import annotations

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.publishing import Outgoing, publish
from koreawire.agents.settings import Settings
from koreawire.schemas.topics import NORMALISED, UNIQUE


@pytest.fixture
def settings(broker, prefix):
    return Settings(broker=broker.bootstrap, topic_prefix=prefix)


async def test_a_topic_created_meanwhile_does_not_hide_the_others(settings):
    """A desk added to the rules of a running worker must not stop what it publishes elsewhere.

    The records of other stages that were on their way then waited for a leader until
    the worker gave up.
    """

    async def create(spec):
        async with admin(settings) as client:
            assert await topics.create(client, settings, [spec])

    def record(spec):
        return Outgoing(settings.topic(spec.name), b"key", b"value", [])

    await create(NORMALISED)
    async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
        assert await publish(producer, [record(NORMALISED)], 1_000_000)
        await create(UNIQUE)
        assert await publish(producer, [record(UNIQUE)], 1_000_000)
        first = TopicPartition(settings.topic(NORMALISED.name), 0)
        assert producer.client.cluster.leader_for_partition(first) is not None
