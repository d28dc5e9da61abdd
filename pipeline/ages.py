"""Relative ages ("11 uur geleden"): marks between the stories of a list, and moments.

An age can only be resolved against the time of fetching: the page's own date is
the main story's, and lists of other stories are filled in whenever it is served.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = {
    "minute": r"minutes?|mins?|minuten|minuut|min\.?|minutter|minut|분",
    "hour": r"hours?|hrs?|h|uur|uren|timer?|시간",
    "day": r"days?|dagen|dag|dage|일",
    "week": r"weeks?|weken|week|uger?|주",
}
UNIT = "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
# What pages write before an age.
LABELS = (
    "(?:last )?updated|published|posted|(?:laatst )?bijgewerkt|gepubliceerd|geplaatst|opdateret|"
    "publiceret|입력|수정|업데이트"
)
AGE = re.compile(
    rf"(?:\b(?:{LABELS}):? )?(?:\b(?:for|ca\.|about|over|ongeveer|circa) |약 ?)?"
    rf"(?P<count>\d{{1,3}}|een|één|an?|en|et) ?(?:{UNIT})(?: geleden| ago| siden| ?전)",
    re.IGNORECASE,
)
# Whatever AGE finds ends so: it is slow, and is asked for what stands before these alone.
ENDING = re.compile(r" geleden| ago| siden|전", re.IGNORECASE)
LONGEST = 64  # characters of an age with its label; the words above make 50
# What follows "3시간 전" in a sentence: since, until, at, only, about, than.
PARTICLE = re.compile(r"부터|까지|에|만|쯤|보다|과|의|후|으로|인")
SENTENCE_END = (".", "!", "?", "”", '"', "'", "’", ")", "…", "»")


@dataclass(frozen=True, slots=True)
class Age:
    """A relative age and where it stands in its line."""

    count: int
    unit: str
    start: int
    end: int

    def resolve(self, fetched: datetime) -> tuple[datetime | None, str]:
        """Return the moment if the age is precise to the hour, and the date as text."""
        then = fetched - timedelta(**{f"{self.unit}s": self.count})
        if self.unit == "minute":
            return then.replace(second=0, microsecond=0), then.strftime("%Y-%m-%dT%H:%MZ")
        if self.unit == "hour":
            exact = then.replace(minute=0, second=0, microsecond=0)
            return exact, exact.strftime("%Y-%m-%dT%HZ")
        return None, then.strftime("%Y-%m-%d")


def marks(line: str) -> list[Age]:
    """Return the ages in *line* that stand between stories.

    Alone on the line; or at its start with the next story glued on; or after a
    sentence's end with nothing, or the next story, behind. "12 uur geleden werd"
    and "3 hours ago, he said" are prose.
    """
    return [
        Age(_count(match["count"]), _unit(match), match.start(), match.end())
        for match in ages_in(line)
        if _between(line, match.start(), match.end())
    ]


def ages_in(line: str) -> Iterator[re.Match[str]]:
    """Yield what AGE finds in *line*."""
    begin = 0
    for ending in ENDING.finditer(line):
        match = AGE.search(line, max(begin, ending.end() - LONGEST), ending.end())
        if match:
            begin = match.end()
            yield match


def _between(line: str, start: int, end: int) -> bool:
    before, after = line[:start].rstrip(" •·|-–"), line[end:]
    if before and not before.endswith(SENTENCE_END) and not AGE.search(before[-30:]):
        return False
    if not after.strip(" .•·|-–"):
        return True
    if after[0].isupper() or after[0] in "\"“„‘([【'":
        return True
    return not before and "가" <= after[0] <= "힣" and PARTICLE.match(after) is None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 1


def _unit(match: re.Match[str]) -> str:
    return next(name for name in UNITS if match[name])
