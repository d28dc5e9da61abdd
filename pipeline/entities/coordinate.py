"""Coordinate: the half name in `Noord- en Zuid-Korea`, which names North Korea all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NORTH, SOUTH = "Q423", "Q884"
POINT = "(?:Noord|Zuid|Nord|Syd|North|South|NORTH|SOUTH)"
AND = "(?:en|og|and|AND|or|of|eller|to|&)"
WORDS = frozenset([*AND[3:-1].lower().split("|"), "the"])  # one stands before the second point
HALF = re.compile(rf"\b({POINT}-?) {AND} (?:the )?{POINT}[ -]?[kK]$", re.IGNORECASE)
BACK = 30  # characters before `orea` that hold the longest such pair


def half_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and id of every country named by its compass point alone in such a pair."""
    for spelling in ("orea", "OREA"):
        at = text.find(spelling)
        while at >= 0:
            base = max(0, at - BACK)
            # What stands before ` South` of ` South K`, or of ` Zuidk`, must be such a word.
            before = text[base : max(0, at - len(" k"))].rpartition(" ")[0]
            word = before.rpartition(" ")[2]
            found = HALF.search(text, base, at) if word.lower() in WORDS else None
            if found:
                start, end = found.span(1)
                yield start, end, NORTH if text[start] in "Nn" else SOUTH
            at = text.find(spelling, at + len(spelling))
