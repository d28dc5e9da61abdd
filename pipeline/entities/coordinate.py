"""Coordinate: the half name in `Noord- en Zuid-Korea`, which names North Korea all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NORTH, SOUTH = "Q423", "Q884"
POINT = "(?:Noord|Zuid|Nord|Syd|North|South|NORTH|SOUTH)"
AND = "(?:en|og|and|AND|or|of|eller|to|&)"
HALF = re.compile(rf"\b({POINT})-?(?= {AND} (?:the )?{POINT}[ -]?(?:[kK]orea|KOREA))")


def half_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and id of every country named by its compass point alone in such a pair."""
    for found in HALF.finditer(text):
        north = found.group(1).lower() in ("noord", "nord", "north")
        yield found.start(), found.end(), NORTH if north else SOUTH
