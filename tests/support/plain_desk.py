"""A desk whose workers only pass records on and number them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from aiokafka import AIOKafkaProducer
from tests.support.operating import changelogs, delete
from tests.support.processes import Process, wait_until

from koreawire.agents import parked
from koreawire.agents.client.reading import read
from koreawire.schemas import headers
from koreawire.schemas.topics import RAW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

    from aiokafka import ConsumerRecord
    from tests.support.desk import Desk

WORKER = Path(__file__).parent / "plain_worker.py"
SECONDS = 60  # on a machine that others use as well


@dataclass
class PlainDesk:
    """What a test does to such a desk, and what came of it."""

    desk: Desk
    folder: Path
    stack: ExitStack
    workers: list[Process] = field(default_factory=list)

    def send(self, told: Sequence[Mapping[str, Any] | bytes], *, keys: int = 10) -> None:
        """Produce raw records in order; the n-th has key `n % keys` and says its number."""
        self.desk.loop.call(self._send(told, keys), within=SECONDS)

    async def _send(self, told: Sequence[Mapping[str, Any] | bytes], keys: int) -> None:
        producer = AIOKafkaProducer(**self.desk.options, max_request_size=20_000_000, linger_ms=5)
        async with producer:
            sent = [
                await producer.send(
                    self.desk.prefix + RAW.name,
                    one if isinstance(one, bytes) else orjson.dumps({"n": number, **one}),
                    key=str(number % keys).encode(),
                )
                for number, one in enumerate(told)
            ]
            for each in sent:
                await each

    def start(self, *stages: str, **env: str) -> Process:
        """Start a worker."""
        number = len(self.workers)
        settings = {
            "KOREAWIRE_BROKER": self.desk.bootstrap,
            "KOREAWIRE_TOPIC_PREFIX": self.desk.prefix,
            "KOREAWIRE_WEB_PORT": "0",
            "KOREAWIRE_SESSION_TIMEOUT_SECONDS": "6",
            "KOREAWIRE_DATA_DIR": str(self.folder / f"data-{number}"),
        }
        log = self.folder / f"worker-{number}.log"
        process = Process([sys.executable, WORKER, *stages], log, env={**settings, **env})
        self.workers.append(self.stack.enter_context(process))
        return process

    def read(self, topic: str) -> list[ConsumerRecord]:
        """Return what is on a topic; each partition in order."""
        return self.desk.loop.call(self._read(topic), within=SECONDS)

    async def _read(self, topic: str) -> list[ConsumerRecord]:
        names = [self.desk.settings.topic(topic)]
        records = read(self.desk.settings, names, from_beginning=True, until_end=True)
        return [record async for record in records]

    def arrived(self, topic: str, count: int) -> list[ConsumerRecord]:
        """Wait until *count* distinct origins are on a topic; return its records."""
        found: list[ConsumerRecord] = []

        def there() -> bool:
            found[:] = self.read(topic)
            return len({origin_of(one) for one in found}) >= count

        try:
            wait_until(there, SECONDS, f"{count} origins on {topic}", every=0.5)
        except TimeoutError as error:
            said = "\n".join(worker.said()[-2_000:] for worker in self.workers)
            raise TimeoutError(f"{error}; {len(found)} are; workers said: {said}") from None
        return found

    async def park(self, topic: str, partition: int, offset: int) -> None:
        """Move a record out of the way, as an operator would."""
        await parked.park(self.desk.settings, topic, partition, offset)

    def forget_state(self) -> None:
        """Delete the changelogs."""
        delete(self.desk, *changelogs(self.desk))

    def stop(self, worker: Process) -> float:
        """SIGTERM; the worker must end in order and in time."""
        took = worker.terminate(within=10)
        assert worker.returncode == 0, worker.said()[-2_000:]
        return took


def origin_of(record: ConsumerRecord) -> str:
    """Return the origin of a record."""
    return dict(record.headers)[headers.ORIGIN].decode()
