"""Dates in text: what is written, with its precision, as ISO 8601 writes it.

`2026-03-12` is a day, `2026-03` a month, `--03-12` a day of an unknown year,
`2026-03-12T09:20Z` a minute. Nothing is completed from a clock.
"""

from __future__ import annotations

import re
from functools import cache

from koreawire.pipeline.tables import rows

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
DAY_MAX = 31
YEAR = re.compile(r"(?:19|20)\d\d$")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|\.º|er|일발|일)?$")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.]((?:19|20)\d\d))?$")
KOREAN = re.compile(r"(?:((?:19|20)\d\d)년\s?)?(\d{1,2})월\s?(\d{1,2})일")


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its spellings, lower case."""
    table = rows("reading", "months.tsv")
    return {name: int(row["month"]) for row in table for name in row["names"].split("|")}


def date_of(words: list[str]) -> str | None:
    """Return the date that *words* are, all of them, or None: `Nov 3`, `21 jan 2019`."""
    if len(words) == 1:
        return _one(words[0])
    year = month = day = None
    for word in words:
        bare = word.strip(",").lower()
        if month is None and bare.rstrip(".") in months():
            month = months()[bare.rstrip(".")]
        elif year is None and YEAR.match(bare):
            year = bare
        elif day is None and (found := DAY.match(bare)) and 1 <= int(found[1]) <= DAY_MAX:
            day = int(found[1])
        else:
            return None
    if month is None or day is None:
        return None
    return f"{year or '-'}-{month:02}-{day:02}"


def _one(word: str) -> str | None:
    if ISO_DAY.match(word):
        return word
    slashed = SLASHED.match(word)
    if slashed and 1 <= int(slashed[1]) <= DAY_MAX and 1 <= int(slashed[2]) <= 12:  # noqa: PLR2004 - months
        return f"{slashed[3] or '-'}-{int(slashed[2]):02}-{int(slashed[1]):02}"
    korean = KOREAN.match(word)
    if korean:
        return f"{korean[1] or '-'}-{int(korean[2]):02}-{int(korean[3]):02}"
    return None
