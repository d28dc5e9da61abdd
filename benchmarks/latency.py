"""How long a story takes from the raw topic to the enriched one, on one worker and a real Kafka.

    python benchmarks/latency.py [--rate 100] [--seconds 60] [--broker host:port]

Stories of wire length are sent one at a time, evenly, each confirmed alone; a consumer of the
enriched topic notes when it has each. Without --broker an Apache Kafka is started (needs java 17
and mvn). Sender, reader, worker and broker share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from hop import kafka
from prose import Prose

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import Settings
from koreawire.schemas.topics import ENRICHED, NOTICES, RAW, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

WARM_SECONDS = 8  # connections, first fetches
LOST_SECONDS = 30.0  # after the last was sent
MOST_MS = 250  # p99
# Relations of a story that goes on; any other relation, or a notice, is its end.
PASSING = ("update", "correction", "containedIn", "relayOf", "merge")


@contextlib.contextmanager
def worker(settings: Settings, folder: str, **more: str) -> Iterator[int]:
    """Run one worker, all four agents, until the block ends; yield its process id.

    *more* are variables of its environment.
    """
    command = [sys.executable, "-m", "koreawire.agents.cli.main", "worker"]
    environment = {
        **os.environ,
        "KOREAWIRE_BROKER": settings.broker or "",
        "KOREAWIRE_TOPIC_PREFIX": settings.topic_prefix,
        "KOREAWIRE_DATA_DIR": folder,
        "KOREAWIRE_WEB_PORT": "0",
        **more,
    }
    log = (Path(folder) / "worker.log").open("wb")
    with log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


class Watch:
    """When each story was sent and when it arrived, seconds of one clock."""

    def __init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.arrived: dict[str, float] = {}
        self.ended: set[str] = set()  # these, and what random prose spells copies or orders

    async def send(self, settings: Settings, rate: float, count: int) -> None:
        """Send *count* stories, *rate* a second."""
        prose, begun = Prose(), time.monotonic()
        waiting = set()
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            for number in range(count):
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
                body = prose.body(150)
                item = {
                    "provider": "bench",
                    "itemId": str(number),
                    "fetchedAt": datetime.now(UTC).isoformat(),
                    "headline": prose.body(9),
                    "payload": body,
                }
                self.sent[str(number)] = time.monotonic()
                key = f"bench:{number}".encode()
                future = await producer.send(settings.topic(RAW.name), orjson.dumps(item), key=key)
                waiting.add(future)
                future.add_done_callback(waiting.discard)
            await asyncio.gather(*waiting)

    async def read(self, settings: Settings, count: int) -> None:
        """Note what becomes of stories until there are *count*."""
        enriched = settings.topic(ENRICHED.name)
        consumer = AIOKafkaConsumer(
            enriched,
            settings.topic(RELATIONS.name),
            settings.topic(NOTICES.name),
            bootstrap_servers=settings.broker,
            auto_offset_reset="earliest",
        )
        async with consumer:
            while len(self.ended) < count:
                record = await consumer.getone()
                now = time.monotonic()
                story = orjson.loads(record.value)
                item = story["koreawire"]["source"]["itemId"]
                if record.topic == enriched:
                    self.arrived.setdefault(item, now)
                if record.topic == enriched or story["kind"] not in PASSING:
                    self.ended.add(item)


async def measure(settings: Settings, rate: float, seconds: float) -> list[float]:
    """Return the latency of each story after the warm-up, ms."""
    async with admin(settings) as client:
        await topics.create(client, settings, topics.specs(settings))
    warm, count = int(rate * WARM_SECONDS), int(rate * (WARM_SECONDS + seconds))
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="latency-") as folder, worker(settings, folder):
        # The worker starts meanwhile; what waits for it is not counted.
        first = asyncio.create_task(watch.read(settings, 1))
        await Watch().send(settings, 1, 1)
        await asyncio.wait_for(first, 90)
        reading = asyncio.create_task(watch.read(settings, count))
        await watch.send(settings, rate, count)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reading, LOST_SECONDS)
    missing = watch.sent.keys() - watch.ended
    if missing:
        raise SystemExit(f"{len(missing)} stories have not arrived: {sorted(missing)[:5]}")
    return [
        (watch.arrived[item] - sent) * 1e3
        for item, sent in watch.sent.items()
        if int(item) >= warm and item in watch.arrived
    ]


def main() -> None:
    """Measure and print; exit 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=100, help="stories a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--broker")
    options = parser.parse_args()
    with contextlib.nullcontext(options.broker) if options.broker else kafka() as broker:
        settings = Settings(broker=broker, topic_prefix=f"latency-{secrets.token_hex(3)}.")
        took = asyncio.run(measure(settings, options.rate, options.seconds))
    marks = statistics.quantiles(took, n=1000, method="inclusive")
    print(
        f"{len(took):,} stories at {options.rate:g}/s, raw to enriched:"
        f" p50 {marks[499]:.0f} ms, p90 {marks[899]:.0f} ms, p99 {marks[989]:.0f} ms,"
        f" longest {max(took):.0f} ms; loadavg {os.getloadavg()[0]:.1f}"
    )
    raise SystemExit(marks[989] > MOST_MS)


if __name__ == "__main__":
    main()
