"""The pages over HTTP, on a broker."""

from __future__ import annotations

import asyncio

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiokafka import AIOKafkaProducer

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import Settings
from koreawire.agents.telemetry.counters import WorkerStatus
from koreawire.agents.web.pages import routes
from koreawire.schemas.topics import KOREA_STORIES


@pytest.fixture
def settings(broker, prefix):
    return Settings(broker=broker.bootstrap, topic_prefix=prefix)


@pytest.fixture
async def desk(settings):
    """A client of the pages, and the status they show."""
    site, status = web.Application(), WorkerStatus()
    routes(site, status, settings)
    async with TestClient(TestServer(site)) as client:
        yield client, status


async def _publish(settings, *stories):
    async with admin(settings) as client:
        await topics.create(client, settings, topics.TOPICS)
    async with AIOKafkaProducer(bootstrap_servers=settings.broker, linger_ms=20) as producer:
        sent = [
            await producer.send(settings.topic(KOREA_STORIES.name), orjson.dumps(story), b"key")
            for story in stories
        ]
        for one in sent:
            await one


def _story(number, headline):
    return {
        "uri": f"urn:koreawire:test:{number}",
        "language": "en",
        "headlines": [{"value": headline}],
        "koreawire": {"sequence": 1, "desks": ["politics"]},
    }


async def test_the_page_shows_stories_counts_and_headers(settings, desk):
    """The whole of what an editor and an operator look at, guarded."""
    client, _ = desk
    await _publish(settings, *(_story(number, f"Seoul <b>{number}</b>") for number in range(3)))
    answer = await client.get("/")
    shown = await answer.text()
    assert answer.status == 200
    assert "Seoul &lt;b&gt;2&lt;/b&gt;" in shown
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    told = await (await client.get("/api/status")).json()
    counted = {topic["topic"]: topic["records"] for topic in told["desk"]["topics"]}
    assert counted[settings.topic(KOREA_STORIES.name)] == 3
    assert {story["headline"] for story in told["latest"]} == {
        f"Seoul <b>{number}</b>" for number in range(3)
    }


async def test_what_is_published_later_is_shown_later(settings, desk):
    """The page is live, not a picture of the first request."""
    client, _ = desk
    await _publish(settings, _story(1, "First"))
    await client.get("/")
    await _publish(settings, _story(2, "Second"))
    async with asyncio.timeout(20):
        while "Second" not in await (await client.get("/")).text():  # noqa: ASYNC110 - HTTP is asked
            await asyncio.sleep(0.1)


async def test_ready_says_what_the_worker_says(desk):
    """A supervisor takes a worker out of service that cannot work."""
    client, status = desk
    assert (await client.get("/healthz")).status == 200
    assert (await client.get("/readyz")).status == 503
    status.recovered = status.reachable = True
    assert (await client.get("/readyz")).status == 200
    status.stopping = "signal"
    assert (await client.get("/readyz")).status == 503


async def test_what_is_not_there_is_404_with_the_same_headers(desk):
    """Faust's own views, its tables among them, are gone."""
    client, _ = desk
    for path in ("/table/", "/router/", "/graph/", "/performance/", "/static/../pages.py"):
        answer = await client.get(path)
        assert answer.status == 404
        assert "Content-Security-Policy" in answer.headers
        assert "Python" not in answer.headers["Server"]


async def test_a_broker_that_is_away_is_told_on_the_page(settings):
    """The page stays up when the desk is down: that is when it is looked at."""
    site = web.Application()
    routes(site, WorkerStatus(), settings.model_copy(update={"broker": "127.0.0.1:1"}))
    async with TestClient(TestServer(site)) as client:
        assert "the topics cannot be read" in await (await client.get("/")).text()
