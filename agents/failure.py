"""Fail-stop: the first thing that went wrong ends the process, and nothing more is acked."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger("koreawire")

EXIT_CODE = 1
# A stop after a failure drains nothing; closing connections that answer takes under a second.
STOP_SECONDS = 4.0


class StoppedError(RuntimeError):
    """The worker stops; the text is the reason."""


class Failure:
    """Why this process must end, once there is a reason; the first one counts.

    `crash` is told the reason and is to stop the services. Whatever hangs after
    that is cut off by a thread of its own, because neither the event loop nor
    the broker can be relied upon any more. `before_exit` is run by it first.
    """

    def __init__(self, before_exit: Callable[[], None] | None = None) -> None:
        self.reason: str | None = None
        self.crash: Callable[[BaseException], Awaitable[None]] | None = None
        self._before_exit = before_exit
        self._timer: threading.Timer | None = None
        self._task: asyncio.Task[None] | None = None

    def stop(self, event: str, error: BaseException | None = None, **facts: object) -> None:
        """End the process because of *event*; *facts* name the record or partition."""
        if self.note(event, error, **facts) and self.crash is not None:
            self._task = asyncio.ensure_future(self._crash(StoppedError(self.reason)))

    def note(self, event: str, error: BaseException | None = None, **facts: object) -> bool:
        """Note why the process ends, where something else stops it; False: it ends already."""
        if self.reason is not None:
            return False
        self.reason = " ".join([event, *(f"{name}={value}" for name, value in facts.items())])
        log.critical(event, error=repr(error) if error else None, exc_info=error, **facts)
        self.end_within(STOP_SECONDS, self.reason)
        return True

    async def _crash(self, error: StoppedError) -> None:
        if self.crash is not None:
            await self.crash(error)

    def end_within(self, seconds: float, reason: str) -> None:
        """Cut the process off after *seconds*, whatever it waits for; the first call counts."""
        if self._timer is None:
            self._timer = threading.Timer(seconds, self._exit, (seconds, reason))
            self._timer.daemon = True
            self._timer.start()

    def called_off(self) -> None:
        """The process ended by itself."""
        if self._timer is not None:
            self._timer.cancel()

    def _exit(self, seconds: float, reason: str) -> None:
        sys.stderr.write(f"koreawire: not stopped within {seconds:g} s ({reason}); exiting\n")
        sys.stderr.flush()
        try:
            if self._before_exit is not None:
                self._before_exit()
        finally:
            os._exit(EXIT_CODE)
