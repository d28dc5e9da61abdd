"""How many records of 3 KB a second one agent process passes on, beside a plain aiokafka loop.

    python benchmarks/hop.py [--records 60000] [--broker host:port]

Both parse each record, hash it and republish it, at least once; each is a process
of its own on the same broker, one after the other, three rounds. Without --broker
an Apache Kafka is started (needs java 17 and mvn). Rates are given by the clock on
the wall and by the processor time of the process: other load moves only the first.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # tests.support starts Kafka

from koreawire.agents.app import compose
from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.delivery import AFTER_SETTLE
from koreawire.agents.desk import BATCH_BYTES, FETCH_BYTES
from koreawire.agents.settings import Settings
from koreawire.agents.telemetry import logs
from koreawire.agents.worker import new_loop, run_app
from koreawire.pipeline.record import Decision, Output
from koreawire.schemas import headers
from koreawire.schemas.topics import RAW, UNIQUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koreawire.agents.chunk import Chunk
    from koreawire.pipeline.record import Record

RECORD_BYTES = 3_000
ROUNDS = 3
WARM_SHARE = 0.1  # of the records: connections, first fetches


class Hop:
    """The stage that only parses and republishes."""

    name, source, state = "hop", RAW.name, None

    def decide(self, record: Record) -> Decision:
        """Pass it on under its hash."""
        item = orjson.loads(record.value)
        key = hashlib.sha256(record.value).hexdigest()[:32].encode()
        origin = f"{record.topic}:{record.partition}:{record.offset}".encode()
        return Decision((Output(UNIQUE.name, key, orjson.dumps(item), {headers.ORIGIN: origin}),))


class Stopwatch:
    """Rates from the first tenth to the last record, wall and processor time."""

    def __init__(self, records: int) -> None:
        self.records, self.seen, self.started = records, 0, None

    def add(self, count: int) -> bool:
        """Count; True when all are done."""
        self.seen += count
        if self.started is None and self.seen >= self.records * WARM_SHARE:
            self.started = (self.seen, time.perf_counter(), time.process_time())
        return self.seen >= self.records

    def result(self) -> dict[str, float]:
        """Return records a second."""
        seen, wall, cpu = self.started
        passed = self.seen - seen
        return {
            "wall": passed / (time.perf_counter() - wall),
            "cpu": passed / (time.process_time() - cpu),
        }


def agent(settings: Settings, records: int) -> dict[str, float]:
    """Run a worker with the hop until it has settled every record."""
    logs.configure()
    watch = Stopwatch(records)
    results: dict[str, float] = {}

    def settled(chunk: Chunk) -> None:
        if watch.add(len(chunk.records)) and not results:
            results.update(watch.result())
            os.kill(os.getpid(), signal.SIGTERM)

    if run_app(compose(settings, [Hop()], failpoints={AFTER_SETTLE: settled})):
        raise SystemExit("the worker failed")
    return results


async def plain(settings: Settings, records: int) -> dict[str, float]:
    """Do the same by hand: poll, parse, produce, await, commit."""
    hop, watch = Hop(), Stopwatch(records)
    source, target = settings.topic(RAW.name), settings.topic(UNIQUE.name)
    consumer = AIOKafkaConsumer(
        source,
        bootstrap_servers=settings.broker,
        group_id="plain",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.broker, linger_ms=5, max_batch_size=BATCH_BYTES
    )
    async with consumer, producer:
        done = False
        while not done:
            fetched = await consumer.getmany(timeout_ms=1_000, max_records=2_000)
            sent = []
            for batch in fetched.values():
                for record in batch:
                    output = hop.decide(record).outputs[0]
                    sent.append(
                        await producer.send(
                            target,
                            output.value,
                            key=output.key,
                            headers=list(output.headers.items()),
                        )
                    )
            if sent:
                await asyncio.gather(*sent)
                await consumer.commit()
                done = watch.add(len(sent))
        return watch.result()


async def prepare(settings: Settings, records: int) -> None:
    """Create the topics and fill the first."""
    async with admin(settings) as client:
        await topics.create(client, settings, topics.specs(settings))
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.broker, linger_ms=20, max_batch_size=BATCH_BYTES
    )
    async with producer:
        sent = []
        for number in range(records):
            value = {"provider": "bench", "itemId": str(number), "payload": ""}
            value["payload"] = "x" * (RECORD_BYTES - len(orjson.dumps(value)))
            sent.append(await producer.send(settings.topic(RAW.name), orjson.dumps(value)))
            if len(sent) >= 2_000:
                await asyncio.gather(*sent)
                sent.clear()
        await asyncio.gather(*sent)


def measure(role: str, broker: str, records: int) -> dict[str, float]:
    """Fill a topic of its own and run *role* on it, in a process of its own."""
    prefix = f"hop-{secrets.token_hex(3)}."
    asyncio.run(prepare(Settings(broker=broker, topic_prefix=prefix), records))
    command = [sys.executable, __file__, "--role", role, "--records", str(records)]
    done = subprocess.run(
        [*command, "--broker", broker, "--prefix", prefix], check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def compare(broker: str, records: int) -> None:
    """Measure both in turn and print the medians and their ratio."""
    rates: dict[str, list[dict[str, float]]] = {"agent": [], "plain": []}
    for number in range(ROUNDS):
        for role, measured in rates.items():
            measured.append(measure(role, broker, records))
            last = measured[-1]
            print(
                f"round {number + 1} {role:5}: {last['wall']:8,.0f} records/s,"
                f" {last['cpu']:8,.0f} per second of processor time",
                flush=True,
            )
    for kind, name in (("wall", "by the clock"), ("cpu", "by processor time")):
        agents = statistics.median(each[kind] for each in rates["agent"])
        plains = statistics.median(each[kind] for each in rates["plain"])
        print(
            f"{name}: agent {agents:,.0f}, plain loop {plains:,.0f} records of 3 KB a second;"
            f" ratio {agents / plains:.2f}"
        )


@contextlib.contextmanager
def kafka(properties: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the address of a Kafka started for this run."""
    from tests.support.kafka import Cluster  # noqa: PLC0415 - only where it starts one

    with (
        tempfile.TemporaryDirectory(prefix="hop-") as folder,
        Cluster(Path(folder) / "cluster", properties=properties) as cluster,
    ):
        yield cluster.bootstrap


def main() -> None:
    """Run the comparison, or one side of it for the process that compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=60_000)
    parser.add_argument("--broker")
    parser.add_argument("--role", choices=("agent", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--prefix", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role is None:
        with contextlib.nullcontext(options.broker) if options.broker else kafka() as broker:
            compare(broker, options.records)
        return
    with tempfile.TemporaryDirectory(prefix="hop-") as folder:
        settings = Settings(
            broker=options.broker, topic_prefix=options.prefix, web_port=0, data_dir=folder
        )
        if options.role == "agent":
            result = agent(settings, options.records)
        else:
            result = new_loop().run_until_complete(plain(settings, options.records))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
