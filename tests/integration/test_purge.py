"""A purge rewrites what workers left on the broker, and says what it does not reach."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from aiokafka import AIOKafkaProducer
from tests.support.ledger_desk import Desk, story

from koreawire.agents.client.reading import read
from koreawire.agents.settings import Settings
from koreawire.pipeline.ledger.facts import SCHEME
from koreawire.pipeline.segments import Key, Segment, pack

URI = "urn:koreawire:yonhap:1"
pytestmark = pytest.mark.usefixtures("topics")


@pytest.fixture
def settings(broker, prefix):
    return Settings(broker=broker.bootstrap, topic_prefix=prefix)


def test_segments_are_rewritten_under_their_keys(koreawire, settings):
    """Compaction then removes the words; until then the later value counts."""
    desk = Desk()
    desk.take(story("1"))
    key = Key(0, 3, 0).pack()
    changelog = f"{settings.app_id}-deduplicate-changelog"
    packed = pack(Segment(0, 0, 1, tuple(desk.entries)), SCHEME)

    async def put():
        from koreawire.agents.preflight import create_changelogs  # noqa: PLC0415 - it loads Faust

        await create_changelogs(settings, {changelog: settings.topic("wire.stories.normalised.v1")})
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            await producer.send_and_wait(changelog, packed, key, partition=0)

    async def values():
        found = read(settings, [changelog], from_beginning=True, until_end=True)
        async with aclosing(found):
            return [(record.key, record.value) async for record in found]

    asyncio.run(put())
    done = koreawire("purge", URI)
    assert done.returncode == 0, done.stderr
    assert b"1 entries in 1 segments rewritten" in done.stdout
    assert b"wire.stories.enriched.v1: 30 days" in done.stdout
    (_, first), (again, second) = asyncio.run(values())
    assert (again, first) == (key, packed)
    assert len(second) < len(first) / 2
    assert b"0 entries in 0 segments" in koreawire("purge", URI).stdout


def test_nothing_kept_is_nothing_to_purge(koreawire):
    """Before the first worker there is no changelog; that is no trouble."""
    assert b"0 entries" in koreawire("purge", URI).stdout
