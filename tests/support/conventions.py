"""The agencies' forms that tests/data/agencies.tsv lists, each with what it becomes."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[1] / "data" / "agencies.tsv"


class Case(NamedTuple):
    """A form: `written` as copy has it, `becomes` what is read."""

    agency: str
    convention: str
    written: str
    becomes: str
    evidence: str

    @property
    def shown(self) -> str:
        """The form as a table of Markdown can hold it."""
        return self.written.replace("|", "\\|")


@cache
def cases() -> tuple[Case, ...]:
    """Return every case, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(
            (line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return tuple(Case(*row) for row in list(rows)[1:])
