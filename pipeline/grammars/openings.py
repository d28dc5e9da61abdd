"""Openings: lines that a story begins on, by a dateline with an agency or a date."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.dateline import REACH, dateline

if TYPE_CHECKING:
    from collections.abc import Sequence

# In whatever opens with a credit or a date; dateline() costs more. The first set is what
# the engine looks for, the rest is asked where it found one: a closing bracket before a
# blank, a dash or the end; a dash behind a digit; an equals sign or slash; a date at the end
# or, in Korean, at the start.
DATED = re.compile(
    r"[)\]=/K일–—-](?:(?<=\))(?: |\s?[-–—])|(?<=[)\]])$|(?<=[=/])|(?<=K)yodo"
    r"|(?<=\d [-–—])|(?<=\d, [-–—])|(?<=\d{4}-)\d\d-\d\d$|(?<=일)\s?발 )",
    re.MULTILINE,
)


def opens_story(line: str) -> bool:
    """Does a dateline with an agency or a date open the line, as it does a story's first?

    In lower case only dpa's name begins one, and what begins so are most lines of wrapped copy.
    """
    if line[:1].islower() and not line.startswith("dpa"):
        return False
    if not _dated(line[:REACH]):
        return False
    found = dateline(line)
    return found is not None and bool(found.agencies or (found.date and found.places))


def openings(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the *lines* that open a story; few have so much as a sign of it."""
    text = "\n".join(lines)
    begins = list(accumulate([len(line) + 1 for line in lines], initial=0))
    signs = [bisect_right(begins, match.start()) - 1 for match in DATED.finditer(text)]
    return [number for number in dict.fromkeys(signs) if opens_story(lines[number])]


def _dated(head: str) -> bool:
    """Is there what DATED looks for? Most heads have not even its signs."""
    sign = ")" in head or "=" in head or "/" in head or "]" in head or "Kyodo" in head
    sign = sign or "-" in head or "–" in head or "—" in head or "일" in head
    return sign and DATED.search(head) is not None
