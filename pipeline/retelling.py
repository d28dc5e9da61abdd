"""Retelling: reports on one matter put together, newest first, each beginning anew.

Nothing parts them, and the same names run through all of them, so that cohesion says
nothing. But each report announces again what the first one announced: its lead names
the same parties first and says what they do now (`is holding`, `has accepted`), in the
words of the first lead, several paragraphs after that was told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.cohesion import STEM as STEM_COMMON
from koreawire.pipeline.cohesion import common

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"[가-힣]{2}|[^\W\d_]{4,}")
STEM = 4  # letters: "holding" and "hold", "Korean" and "Korea" are the same here
SHARE = 0.3  # of a lead's own stems: the matter, not a name, is what both have
SHARED = 5  # stems of the first lead in a lead that tells the matter again
REPORT = 5  # lines: a report is not told again before it has been told
LEAD_MIN, LEAD_MAX = 60, 400  # characters of a lead
OPENING = 3  # words of a lead in which its subject stands; the first is a name, no preposition
TELLING = 90  # characters in which a lead says what happens
ENDS = (".", "!", "?", "”", '"', "…")
# Auxiliaries of the tenses in which news is announced; background is told in the past.
ANNOUNCES = re.compile(
    r"\b(?:is|are|has|have|will|heeft|hebben|zijn|gaat|gaan|wil|willen|wordt|worden|har|er|vil|"
    r"skal|bliver)\b"
)


def retold(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines at which the matter of the first line is told again.

    A headline is no lead: every story tells its own again.
    """
    if len(lines) < 2 * REPORT or not LEAD_MIN <= len(lines[0]) <= LEAD_MAX:
        return []
    if not lines[0].endswith(ENDS):
        return []
    subject = _stems(" ".join(lines[0].split(maxsplit=OPENING)[:OPENING]))
    leads = [n for n in range(REPORT, len(lines) - 2) if _announces(lines[n], subject)]
    lead = _stems(lines[0]) if leads else set()
    again = {
        number: shared for number in leads if (shared := _shared(lines[number], lead)) >= SHARED
    }
    found: list[int] = []
    for number in sorted(again, key=lambda number: (-again[number], number)):
        if all(abs(number - other) >= REPORT for other in found):
            found.append(number)
    return sorted(found)


def _announces(line: str, subject: set[str]) -> bool:
    """Is the line a lead that names the subject first and says what it does now?"""
    if not LEAD_MIN <= len(line) <= LEAD_MAX or not line.endswith(ENDS) or not line[0].isupper():
        return False
    opening = line.split(maxsplit=OPENING)[:OPENING]
    if opening[0][:STEM_COMMON] in common() or not _names(" ".join(opening), subject):
        return False
    return ANNOUNCES.search(line[:TELLING]) is not None


def _shared(line: str, lead: set[str]) -> int:
    """How many stems of the first lead another lead tells again; 0 if it tells more beside."""
    own = _stems(line)
    shared = len(own & lead)
    return shared if shared >= SHARE * len(own) else 0


def _names(text: str, subject: set[str]) -> bool:
    """Has the text a stem of *subject*? Most have not even its letters."""
    lowered = text.lower()
    return any(map(lowered.__contains__, subject)) and not subject.isdisjoint(_stems(text))


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.lower())}
