"""`koreawire up`: a desk on this machine until Ctrl-C."""

from __future__ import annotations

import signal
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from koreawire.agents.cli.desk import desk
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load
from koreawire.agents.web.guard import require_login
from koreawire.agents.web.port import usable_port

if TYPE_CHECKING:
    from koreawire.agents.cli.desk import Desk, Worker
    from koreawire.agents.settings import Settings

READY_SECONDS = 60.0  # models 2 s, the join up to half the session timeout; slow machines
POLL_SECONDS = 0.2
RESTARTS = 3  # a worker that ends more often will end again


def up(
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the worker's log.")
    ] = False,
) -> None:
    """Run a desk here: broker, topics, one worker, web pages. Ctrl-C stops it all.

    Without KOREAWIRE_BROKER it starts a broker in memory on a free port; with it,
    that cluster is used and no broker started.

    Examples:

      koreawire up

      KOREAWIRE_BROKER=localhost:9092 koreawire up --verbose
    """
    signal.signal(signal.SIGTERM, _interrupt)
    console = Console()
    settings = load()
    require_login(settings)
    with desk(web_port=usable_port(settings), verbose=verbose) as running:
        try:
            with console.status("starting"):
                _wait_ready(running)
            _tell(console, running)
            _keep(console, running.worker)
        except KeyboardInterrupt:
            console.print("stopping")


def _interrupt(*_: object) -> NoReturn:
    """End as Ctrl-C does: supervisors send SIGTERM."""
    raise KeyboardInterrupt


def _wait_ready(running: Desk) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _ready(running.settings):
        _check(running.worker)
        if time.monotonic() > deadline:
            words = running.worker.last_words()
            raise Problem(f"the worker was not ready within {READY_SECONDS:g} s: {words}")
        time.sleep(POLL_SECONDS)


def _ready(settings: Settings) -> bool:
    if not settings.web_port:
        return True
    try:
        with urllib.request.urlopen(f"{_url(settings)}readyz", timeout=2):  # noqa: S310 - our own http address
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _check(worker: Worker) -> None:
    if worker.ended is not None:
        raise Problem(f"the worker ended with {worker.ended}: {worker.last_words()}")


def _tell(console: Console, running: Desk) -> None:
    settings = running.settings
    kind = "broker (in memory, gone when this ends)" if running.embedded else "broker"
    console.print(f"{kind}: {settings.broker}")
    if settings.web_port:
        console.print(f"web pages: {_url(settings)}")
    if running.embedded:
        console.print("\nIn another terminal:\n")
        console.print(f"  export KOREAWIRE_BROKER={settings.broker}")
    console.print("  koreawire produce story.html")
    console.print("  koreawire tail korea.stories.v1\n")
    console.print("Ctrl-C stops everything.")


def _url(settings: Settings) -> str:
    host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
    return f"http://{host}:{settings.web_port}/"


def _keep(console: Console, worker: Worker) -> None:
    """Keep the worker running; what stops it is told, and it is started again a few times."""
    restarts = 0
    while True:
        time.sleep(POLL_SECONDS)
        if worker.ended is None:
            continue
        if restarts == RESTARTS:
            _check(worker)
        restarts += 1
        console.print(f"the worker ended with {worker.ended}; starting it again")
        console.print(worker.last_words(), markup=False, highlight=False)
        worker.start()
