"""Workers with one guard removed: under each of them the suite must turn red."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.case import Case, alone
from tests.faults.cases import HANGING, KILLS, SMALL_CHUNKS, STATE_HANGING
from tests.faults.table import Table
from tests.faults.trial import MISSING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guard that is missing, and the case that finds it out."""

    name: str
    case: Case

    @property
    def sound(self) -> Case:
        """The same case with the guard in place: it must be clean."""
        kept = [one for one in self.case.broken.split(",") if one != self.name]
        return Case(
            f"{self.case.name} sound",
            self.case.faults,
            items=self.case.items,
            env=self.case.env,
            breaking=True,
            broken=",".join(kept),
        )


def _mutant(name: str, *faults: tuple, beside: str = "") -> Mutant:
    broken = ",".join(filter(None, (beside, name)))
    return Mutant(name, Case(f"without {name}", faults, broken=broken, env=SMALL_CHUNKS))


MUTANTS = (
    _mutant("ack-before-confirmation", (*HANGING, 2)),
    _mutant("no-contiguity", beside="lose-chunks"),
    _mutant("any-ack-counts", (*HANGING, 2), beside="stray-acks"),
    _mutant("no-origins", (*KILLS, 4)),
    _mutant("state-unconfirmed", (*STATE_HANGING, 2)),
)


def found_out(mutant: Mutant, folder: Path, *, seed: int) -> str:
    """Return what the suite finds wrong with *mutant*; empty when it notices nothing.

    Workers that find acks ahead of their state refuse to go on: that is found out as well.
    """
    try:
        account = alone(mutant.case, folder, seed=seed, table=Table())
    except TimeoutError as error:
        logs = (log.read_text(errors="replace") for log in folder.rglob("worker-*.log"))
        if not any(MISSING in log for log in logs):
            raise
        return f"workers stop, state is missing; {error}"
    return "" if account.clean else str(account.counts())
