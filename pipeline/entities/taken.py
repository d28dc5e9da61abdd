"""Taken: which characters of a text are names already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Taken:
    """A mark for each character: to ask costs by the name, not by how many were found before.

    A list of ten thousand names in one item would otherwise take minutes.
    """

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Begin with *spans* of a text of *length* characters."""
        self._marks = bytearray(length)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether a character of that stretch is taken."""
        return self._marks.find(1, start, end) >= 0
