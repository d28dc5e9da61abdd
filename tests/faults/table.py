"""The table of a run: fault, how often, drains given up, redelivered, recovery time."""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.trial import Hit
    from tests.support.accounting import Account

HEAD = ("fault", "times", "gave up", "redelivered", "recovery s, median", "longest")
BEFORE = "workers share the work at the start"


@dataclass(slots=True)
class Row:
    """One fault: how often it struck, what was published again because of it, how long it took."""

    times: int = 0
    gave_up: int = 0
    redelivered: int = 0
    recoveries: list[float] = field(default_factory=list)


class Table:
    """Rows by fault, gathered over trials."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = defaultdict(Row)
        self._notes: list[str] = []

    def add(self, hits: Sequence[Hit], account: Account, *, otherwise: str = "") -> None:
        """Add a trial; a repeat is put down to the fault that struck last before it.

        What was repeated before any fault struck is put down to *otherwise*.
        """
        struck = [hit.at for hit in hits]
        for hit in hits:
            row = self.rows[hit.fault]
            row.times += 1
            row.gave_up += hit.gave_up
            if hit.recovery is not None:
                row.recoveries.append(hit.recovery)
        for at in account.repeated_at:
            last = bisect.bisect_right(struck, at) - 1
            self.rows[hits[last].fault if last >= 0 else otherwise or BEFORE].redelivered += 1

    def cut_short(self, name: str, *, struck: int, due: int) -> None:
        """Note that the time of a case was over before all of its faults struck."""
        self._notes.append(f"{name}: time was over after {struck} of {due} faults")

    def __str__(self) -> str:
        body = [
            (
                fault,
                str(row.times or ""),
                str(row.gave_up or ""),
                f"{row.redelivered:,}",
                f"{median(row.recoveries):.1f}" if row.recoveries else "",
                f"{max(row.recoveries):.1f}" if row.recoveries else "",
            )
            for fault, row in self.rows.items()
        ]
        widths = [max(len(row[column]) for row in (HEAD, *body)) for column in range(len(HEAD))]
        lines = [
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in (HEAD, *body)
        ]
        return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], *self._notes])
