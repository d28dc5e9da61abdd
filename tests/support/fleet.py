"""Workers as an operator starts them, and a supervisor that starts them again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from tests.support.processes import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.support.desk import Desk

KOREAWIRE = (sys.executable, "-m", "koreawire.agents.cli.main")
COMMAND = (*KOREAWIRE, "worker")
RESTART_SECONDS = 0.5  # as a supervisor would: at once, but not in a busy loop
LOOK_SECONDS = 0.1
GAVE_UP = ".timed_out"  # of a drain or a commit, in the log


@dataclass(slots=True)
class Slot:
    """The place of one worker: its settings and data stay when the process is another."""

    number: int
    only: str | None
    env: dict[str, str]
    log: Path
    process: Process | None = None
    wanted: bool = False  # is the supervisor to start it?
    exits: list[int] = field(default_factory=list)  # codes of processes that ended by themselves

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self.process is not None and self.process.alive


class Fleet:
    """The workers of one desk; all are killed when the `with` ends."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        *,
        env: Mapping[str, str] | None = None,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        """Run workers with their data and logs in *folder* and *env* over the desk's settings."""
        self._folder = folder
        self._command = command
        self._env = {
            "KOREAWIRE_BROKER": desk.bootstrap,
            "KOREAWIRE_TOPIC_PREFIX": desk.prefix,
            "KOREAWIRE_WEB_PORT": "0",
            "KOREAWIRE_SESSION_TIMEOUT_SECONDS": "6",
            **(env or {}),
        }
        self.slots: list[Slot] = []
        self._lock = threading.RLock()  # the supervisor is a thread
        self._ending = threading.Event()
        self.gave_up = 0  # workers that ended without settling what was in hand, when told to end

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._supervisor.join()
        for slot in self.slots:
            if slot.process is not None:
                slot.process.kill()

    def add(self, *, only: str | None = None, env: Mapping[str, str] | None = None) -> Slot:
        """Start a worker; the supervisor starts it again whenever it ends."""
        number = len(self.slots)
        data = {"KOREAWIRE_DATA_DIR": str(self._folder / f"data-{number}")}
        log = self._folder / f"worker-{number}.log"
        slot = Slot(number, only, {**self._env, **data, **(env or {})}, log)
        with self._lock:
            self.slots.append(slot)
            slot.wanted = True
        return slot

    def kill(self, slot: Slot) -> None:
        """SIGKILL; the supervisor starts another process in its place."""
        with self._lock:
            if slot.process is not None:
                slot.process.kill()
                slot.process = None

    def terminate(
        self, slot: Slot, *, within: float, leave: bool = False, in_order: bool = True
    ) -> float:
        """SIGTERM; return the seconds until it was gone. It stays away if it is to *leave*.

        What is promised is that it is gone in time and nothing is lost, not that what
        was in hand is settled: that is up to the broker and the machine. A worker that
        says it gave up and fails has kept the promise, and is counted in `gave_up` for
        the table to show. That a drain does get through is checked without faults, in
        `tests/agents/test_delivery.py`.

        Raises:
            TimeoutError: It was not gone *within* seconds.
            AssertionError: It was to end *in_order*, and failed without having given up.
        """
        with self._lock:
            slot.wanted = False
            process, slot.process = slot.process, None
        took = 0.0
        if process is not None and process.alive:
            took = process.terminate(within)
            if process.returncode != 0:
                known = GAVE_UP in process.said() or not in_order
                assert known, f"ended with {process.returncode}: {_end(process)}"
                self.gave_up += 1
        slot.wanted = not leave
        return took

    def stop(self, slot: Slot, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after *seconds*."""
        process = slot.process
        if process is None:
            return
        process.send(signal.SIGSTOP)
        time.sleep(seconds)
        process.send(signal.SIGCONT)

    @property
    def exits(self) -> int:
        """How many processes have ended by themselves."""
        return sum(len(slot.exits) for slot in self.slots)

    def command(self, arguments: Sequence[str], *, within: float) -> str:
        """Run another command of `koreawire` on this desk; return what it printed.

        Raises:
            AssertionError: It failed.
        """
        ran = subprocess.run(
            [*KOREAWIRE, *arguments],
            env={**os.environ, **self._env},
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )
        assert ran.returncode == 0, f"{arguments}: {ran.stderr}"
        return ran.stdout

    def said(self, text: str) -> int:
        """Return how often the workers' logs have *text*."""
        logs = [slot.log.read_text(errors="replace") for slot in self.slots if slot.log.exists()]
        return sum(log.count(text) for log in logs)

    def _supervise(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            with self._lock:
                for slot in self.slots:
                    self._look_after(slot)

    def _look_after(self, slot: Slot) -> None:
        process = slot.process
        if process is not None and process.returncode is not None:
            slot.exits.append(process.returncode)
            slot.process = process = None
            self._ending.wait(RESTART_SECONDS)
        if slot.wanted and process is None:
            only = ("--only", slot.only) if slot.only else ()
            slot.process = Process((*self._command, *only), slot.log, env=slot.env)


def _end(process: Process) -> str:
    return process.said()[-2_000:]
