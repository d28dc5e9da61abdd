"""Taken: which characters of a text are names already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.pipeline.entities.find import Find


class Taken:
    """A mark for each character: to ask costs by the name, not by how many were found before.

    A list of ten thousand names in one item would otherwise take minutes.
    """

    def __init__(self, length: int) -> None:
        """Begin with a text of *length* characters of which none is taken."""
        self._marks = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\1" * (end - start)

    def add_all(self, finds: Iterable[Find]) -> None:
        """Take where *finds* stand."""
        marks = self._marks
        for find in finds:
            start, end = find.start, find.end
            marks[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether a character of that stretch is taken."""
        return self._marks.find(1, start, end) >= 0
