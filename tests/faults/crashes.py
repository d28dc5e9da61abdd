"""Faults inside a worker: it dies between two steps, or while a publication hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.orders import CRASH, SOURCES, STALL
from tests.support.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.trial import Trial

OBEYED_SECONDS = 300  # until a worker at work comes to the point, and is gone


def crash(stage: str, point: str) -> Callable[[Trial], None]:
    """Return the strike: who next comes to *point* in *stage* is killed there."""
    return lambda trial: _order(trial, CRASH, point, SOURCES[stage])


def stall(what: str) -> Callable[[Trial], None]:
    """Return the strike: the next publication of *what* hangs past a commit, then comes SIGKILL."""
    return lambda trial: _order(trial, STALL, what)


def _order(trial: Trial, *words: str) -> None:
    before = trial.fleet.exits
    trial.orders.give(*words)
    what = " ".join(words)
    wait_until(
        lambda: not trial.orders.pending or trial.refused(),
        OBEYED_SECONDS,
        f"a worker that obeys: {what}",
    )
    if trial.orders.pending:
        raise TimeoutError(f"workers stop at missing state instead of: {what}")
    wait_until(lambda: trial.fleet.exits > before, OBEYED_SECONDS, f"a worker to die of: {what}")
