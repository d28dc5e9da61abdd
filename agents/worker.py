"""The worker: `run_worker`, and the one module-level app (`faust -A koreawire.agents.worker`)."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import structlog

from koreawire.agents.app import build_app, compose
from koreawire.agents.client.connection import probe
from koreawire.agents.failure import EXIT_CODE, Failure
from koreawire.agents.settings import load
from koreawire.agents.telemetry import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.desk import Desk
    from koreawire.agents.settings import Settings

log = structlog.get_logger("koreawire")

# The thread that fetches wakes up some times for each fetch, and at Python's 5 ms waits that long
# each time while a story is judged. At a fifth of it the slowest tenth of wake-ups takes less than
# half as long, for no more processor time (benchmarks/switching.py).
SWITCH_SECONDS = 0.001


def __getattr__(name: str) -> Any:
    """Build `app` when it is asked for: importing this module reads no environment."""
    if name != "app":
        raise AttributeError(name)
    logs.configure()
    globals()["app"] = build_app(load())
    return globals()["app"]


def run_worker(
    settings: Settings,
    *,
    only: Sequence[str] | None = None,
    before_exit: Callable[[], None] | None = None,
    failpoints: Mapping[str, Callable[[Chunk], object]] | None = None,
) -> int:
    """Run a worker in this process until a signal or a failure; return the exit code.

    *before_exit* is run when the process must be cut off, instead of returning.

    Raises:
        Problem: The cluster cannot be used: one line with the next step.
        ValueError: *only* has an unknown name, or the desks file is bad.
    """
    logs.configure()
    asyncio.run(probe(settings))  # a wrong address is told before the models are loaded
    app = build_app(settings, stages=only, failpoints=failpoints, failure=Failure(before_exit))
    asyncio.run(app.prepare())
    return run_app(app)


def run_app(app: Desk) -> int:
    """Run *app* until it ends; return the exit code."""
    sys.setswitchinterval(SWITCH_SECONDS)
    loop = new_loop()
    asyncio.set_event_loop(loop)
    process = app.Worker(
        loop=loop, loglevel="info", quiet=True, override_logging=False, redirect_stdouts=False
    )
    try:
        process.execute_from_commandline()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        app.failure.called_off()
    code = EXIT_CODE if app.failure.reason is not None else code
    log.info("worker.stopped", reason=app.failure.reason, exit_code=code)
    return code


def new_loop() -> asyncio.AbstractEventLoop:
    """Return an event loop, uvloop's where there is one: a fifth more records a second."""
    try:
        import uvloop  # noqa: PLC0415 - there is none for Windows
    except ImportError:
        return asyncio.new_event_loop()
    uvloop.install()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


__all__ = ["app", "compose", "run_app", "run_worker"]  # noqa: F822 - `app` is built when asked for
