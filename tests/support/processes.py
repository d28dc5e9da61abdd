"""Processes a test starts: they end with it, also when it fails or pytest is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal a child gets when its parent dies
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Process:
    """A child process with its output in a file; ended by its id, never by its name."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        files_bytes: int | None = None,
    ) -> None:
        """Start *command*, appending what it prints to *log*.

        *env* is added to this process's environment. *files_bytes* limits how
        large a file the process may write: what a full disk looks like to it.
        """
        self.log = log
        self._from = log.stat().st_size if log.exists() else 0
        with log.open("ab") as out:
            self._child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env={**os.environ, **(env or {})},
                preexec_fn=_prepare(files_bytes),  # noqa: PLW1509 - calls into libc only
            )
        self.pid = self._child.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, negative for a signal, or None while it runs."""
        return self._child.poll()

    @property
    def alive(self) -> bool:
        """Whether it still runs; a stopped (SIGSTOP) process does."""
        return self.returncode is None

    def said(self) -> str:
        """What this process printed so far, without what earlier ones wrote to the same file."""
        with self.log.open("rb") as stream:
            stream.seek(self._from)
            return stream.read().decode(errors="replace")

    def send(self, number: signal.Signals) -> None:
        """Send a signal; to a process that has ended, nothing."""
        if self.alive:
            self._child.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.send(signal.SIGKILL)
        self._child.wait(timeout=30)

    def terminate(self, within: float) -> float:
        """SIGTERM; return the seconds it took to be gone.

        Raises:
            TimeoutError: It was not gone *within* seconds; it has been killed.
        """
        started = time.monotonic()
        self.send(signal.SIGTERM)
        try:
            self._child.wait(timeout=within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"pid {self.pid} lived on {within} s after SIGTERM") from None
        return time.monotonic() - started

    def wait(self, within: float) -> int:
        """Return its exit code; raises subprocess.TimeoutExpired when it runs on."""
        return self._child.wait(timeout=within)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def wait_until(
    condition: Callable[[], bool],
    within: float,
    what: str,
    *,
    every: float = 0.05,
) -> float:
    """Return the seconds until *condition* held.

    Raises:
        TimeoutError: It did not hold *within* seconds; the message says *what* was awaited.
    """
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > within:
            raise TimeoutError(f"not within {within:g} s: {what}")
        time.sleep(every)
    return time.monotonic() - started


def free_port() -> int:
    """Return a loopback port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listening(port: int) -> bool:
    """Whether something accepts connections on a loopback *port*."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _prepare(files_bytes: int | None) -> Callable[[], None]:
    """Return what a child does before it becomes the command."""

    def prepare() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if files_bytes is not None:
            import resource  # noqa: PLC0415 - not on Windows, and only this limit needs it

            resource.setrlimit(resource.RLIMIT_FSIZE, (files_bytes, files_bytes))

    return prepare
