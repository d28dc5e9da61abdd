"""A whole desk on this machine: a broker if none is set, the topics, one worker."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from koreawire.agents.broker.embedded import embedded_broker
from koreawire.agents.child import launch, stop
from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import load

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping

    from koreawire.agents.settings import Settings

WORKER_STOP_SECONDS = 10.0  # a worker drains 8 s at most, then ends itself
LOG_BYTES = 2_000  # of a worker's last words
# On the embedded broker a join takes about half the session timeout, and nobody
# but this process is there to be kept waiting by a dead worker.
SESSION_SECONDS = 6


@dataclass(slots=True)
class Worker:
    """A worker as a child process; its log is a file, or the terminal."""

    environment: Mapping[str, str]
    log: Path
    verbose: bool
    stop_seconds: float
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            stop(self.process, self.stop_seconds)

    def start(self) -> None:
        """Start it, again if it ended."""
        if self.process is not None:
            stop(self.process, self.stop_seconds)
        command = [sys.executable, "-m", "koreawire.agents.cli.main", "worker"]
        with self.log.open("ab") as log:
            self.process = launch(command, None if self.verbose else log, self.environment)

    @property
    def ended(self) -> int | None:
        """The exit code, or None while it runs."""
        return None if self.process is None else self.process.poll()

    def last_words(self) -> str:
        """Return the last line of its log."""
        words = self.log.read_bytes()[-LOG_BYTES:].decode(errors="replace").strip()
        return words.rpartition("\n")[2].removeprefix("koreawire: ") or "it said nothing"


@dataclass(frozen=True, slots=True)
class Desk:
    """A running desk: the settings that reach it, and its worker."""

    settings: Settings
    worker: Worker
    embedded: bool


@contextmanager
def desk(*, web_port: int, always_embedded: bool = False, verbose: bool = False) -> Iterator[Desk]:
    """Run a desk for the length of the block; stop worker and broker in that order.

    Raises:
        Problem: A setting, the broker or the topics are not as they must be.
    """
    settings = load(web_port=web_port)
    if settings.brokers and not always_embedded:
        with _worker(settings, {}, verbose=verbose) as worker:
            yield Desk(settings, worker, embedded=False)
        return
    with embedded_broker() as address, tempfile.TemporaryDirectory(prefix="koreawire-") as folder:
        given = {
            "broker": address,
            "security_protocol": "plaintext",
            "data_dir": str(Path(folder) / "data"),
            "session_timeout_seconds": str(SESSION_SECONDS),
            "replication_factor": "1",
        }
        settings = load(web_port=web_port, **given)
        with _worker(settings, given, verbose=verbose) as worker:
            yield Desk(settings, worker, embedded=True)


@contextmanager
def _worker(settings: Settings, given: Mapping[str, str], *, verbose: bool) -> Iterator[Worker]:
    asyncio.run(_topics(settings))
    # What an embedded broker holds goes with it: there is nothing to settle.
    stop_seconds = 0.0 if given else WORKER_STOP_SECONDS
    environment = {f"KOREAWIRE_{name.upper()}": value for name, value in given.items()}
    environment["KOREAWIRE_WEB_PORT"] = str(settings.web_port)
    handle, log = tempfile.mkstemp(prefix="koreawire-worker-", suffix=".log")
    os.close(handle)
    try:
        with Worker(environment, Path(log), verbose, stop_seconds) as worker:
            yield worker
    finally:
        Path(log).unlink()


async def _topics(settings: Settings) -> None:
    async with admin(settings) as client:
        await topics.create(client, settings, topics.specs(settings))
