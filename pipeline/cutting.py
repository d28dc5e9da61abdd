"""Cutting: one walk over an item's lines, closing a story at every mark between stories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from koreawire.pipeline.boilerplate import EMBED
from koreawire.pipeline.clues import CREDIT
from koreawire.pipeline.grammars.dateline import dateline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.ages import Age
    from koreawire.pipeline.boilerplate import Verdict
    from koreawire.pipeline.clues import Hit
    from koreawire.pipeline.lines import Line

PROSE = 80  # characters: shorter lines in a list of other stories are links to them
ENDS = (".", "!", "?", '"', "”", "’", "'", ")")


class Role(StrEnum):
    """What a part is on its page."""

    MAIN = "main"
    SIDE = "sidebar"  # a story of a list beside the main one
    NEXT = "part"  # one of several stories put together as equals


@dataclass(frozen=True, slots=True)
class Part:
    """One story of an item: its lines, its age where the page gave one."""

    role: Role
    lines: tuple[Line, ...]
    age: Age | None = None
    rule: str = "whole"


class Cutter:
    """Sorts lines into the main story, side stories and furniture.

    `whole`: a digest is never cut. After the first mark everything belongs to a
    list of other stories, until the page ends.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        hits: Mapping[int, Sequence[Hit]],
        verdicts: Mapping[int, Verdict],
        ages: Mapping[int, Age],
        *,
        whole: bool,
    ) -> None:
        self.dropped: dict[str, int] = {}
        self._lines, self._hits, self._verdicts, self._ages = lines, hits, verdicts, ages
        self._whole = whole
        self._main: list[Line] = []
        self._sides: list[Part] = []
        self._current = self._main
        self._rule = ""

    def run(self) -> tuple[list[Line], list[Part]]:
        """Return the main story's lines and the parts beside it."""
        for number, line in enumerate(self._lines):
            self._take(number, line)
        self._close(None)
        return self._main, self._sides

    def _take(self, number: int, line: Line) -> None:
        verdict = self._verdicts.get(number)
        if verdict is not None:
            self._drop(verdict.kind, line)
            if verdict.section and not self._whole:
                self._begin("section")
        elif number in self._ages:
            self._age(number, line)
        elif EMBED.fullmatch(line.text):
            self._drop("embed", line)
        else:
            if not self._whole and self._opens(number, line):
                self._begin("dateline")
            self._current.append(line)

    def _age(self, number: int, line: Line) -> None:
        """An age closes the story above it; in the main story it may be its own date."""
        listed = self._current is not self._main
        if not self._whole and (listed or (self._main and self._more(number))):
            self._begin("age", self._ages[number])
        else:
            self._drop("age", line)

    def _opens(self, number: int, line: Line) -> bool:
        """Does the line open another story with an agency's dateline?"""
        if not self._current or all(hit.clue.role != CREDIT for hit in self._hits.get(number, ())):
            return False
        found = dateline(line.text)
        return found is not None and bool(found.agencies) and _has_body(self._current)

    def _begin(self, rule: str, age: Age | None = None) -> None:
        self._close(age)
        self._current, self._rule = [], rule

    def _close(self, age: Age | None) -> None:
        if self._current is not self._main and self._current:
            self._sides.append(Part(Role.SIDE, tuple(self._current), age, self._rule))

    def _drop(self, kind: str, line: Line) -> None:
        self.dropped[kind] = self.dropped.get(kind, 0) + len(line.text)

    def _more(self, number: int) -> bool:
        return any(
            after not in self._verdicts and len(self._lines[after].text) >= PROSE
            for after in range(number + 1, len(self._lines))
        )


def _has_body(lines: Sequence[Line]) -> bool:
    """Has the part a paragraph already, so that a dateline begins another story?"""
    return any(len(line.text) >= PROSE and line.text.endswith(ENDS) for line in lines)
