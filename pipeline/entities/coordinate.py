"""Coordinate: the half name in `Noord- en Zuid-Korea`, which names North Korea all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NORTH, SOUTH = "Q423", "Q884"
POINT = "(?:Noord|Zuid|Nord|Syd|North|South|NORTH|SOUTH)"
AND = "(?:en|og|and|AND|or|of|eller|to|&)"
WORDS = frozenset(AND[3:-1].lower().split("|"))  # without one there is no pair
HALF = re.compile(rf"\b({POINT}-?) {AND} (?:the )?{POINT}[ -]?[kK]$", re.IGNORECASE)
BACK = 30  # characters before `orea` that hold the longest such pair


def half_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and id of every country named by its compass point alone in such a pair."""
    for spelling in ("orea", "OREA"):
        at = text.find(spelling)
        while at >= 0:
            base = max(0, at - BACK)
            head = text[base:at]
            found = None if WORDS.isdisjoint(head.lower().split(" ")) else HALF.search(head)
            if found:
                start, end = found.span(1)
                north = found.group(1)[:1] in "Nn"
                yield base + start, base + end, NORTH if north else SOUTH
            at = text.find(spelling, at + len(spelling))
