"""Faults of state: its changelog is gone, or of an older version; an operator has it rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import operating
from tests.support.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.trial import Trial

REFUSED_SECONDS = 300  # until a worker that starts says that it cannot go on


def delete_changelogs(trial: Trial) -> None:
    """The changelogs are deleted: workers refuse to go on until they may rebuild them."""
    _damage(
        trial,
        lambda: operating.delete(trial.desk, *operating.changelogs(trial.desk)),
        "state.missing",
    )


def age_state(trial: Trial) -> None:
    """The changelogs are of an older version: the same."""
    _damage(trial, lambda: operating.age_changelogs(trial.desk), "state.of_another_version")


def _damage(trial: Trial, damage: Callable[[], None], complaint: str) -> None:
    slots = trial.fleet.slots
    said = trial.fleet.said(complaint)
    for slot in slots:
        slot.wanted = False
        trial.fleet.kill(slot)
    damage()
    for slot in slots:
        slot.wanted = True
    wait_until(lambda: trial.fleet.said(complaint) > said, REFUSED_SECONDS, complaint, every=0.5)
    for slot in slots:
        slot.env["KOREAWIRE_REBUILD_STATE"] = "true"
        trial.fleet.kill(slot)
