"""Embargo lines: until when a story must not be published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from koreawire.pipeline.dates import months
from koreawire.pipeline.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = re.compile(
    r"(?:\W{0,3})(?:STRICTLY |STRENG |STRIKT )?(?:UNDER |ONDER )?EMBARGO(?:ED|ERET)?\b"
    r"|(?:\W{0,3})NOT FOR (?:PUBLIC )?(?:RELEASE|PUBLICATION) (?:UNTIL|BEFORE)"
    r"|(?:\W{0,3})KLAUSUL(?:ERET)? (?:TIL|INDTIL)|(?:\W{0,3})엠바고",
    re.IGNORECASE,
)
# An embargo line says a time; a story about an arms embargo does not open with one.
TIMED = re.compile(
    r"\b(?:until|till|to|tot|til|before|for release|not for release|indtil|까지)\b.{0,80}\d"
    r"|\d.{0,30}까지"
    r"|(?-i:EMBARGOED\b|STRICTLY EMBARGOED|UNDER EMBARGO|ONDER EMBARGO)",
    re.IGNORECASE,
)
ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "MSK": 3, "KST": 9, "JST": 9, "EST": -5, "EDT": -4, "ET": None, "CST": -6, "CDT": -5,
    "PST": -8, "PDT": -7,
}  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)")
CLOCK = re.compile(
    r"\b(?:(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)|(?P<hm>[0-2]\d[0-5]\d)"
    r"|(?P<h12>1[0-2]|0?\d)(?=\s?[ap]\.?m)|(?P<noon>12 ?noon|noon|midnight)"
    r"|(?P<hour>[01]?\d|2[0-3])\s?(?:uur|시))"
    r"(?:\s?(?:uur|시))?\s?(?P<half>[ap]\.?m\b\.?)?[\s,(]*"
    r"(?P<zone>GMT|UTC|BST|CES?T|MES?Z|EET|MSK|KST|JST|E[SD]T|C[SD]T|P[SD]T|Z)?",
    re.IGNORECASE,
)
ZONE = re.compile(r"\b(?:GMT|UTC|BST|CES?T|MES?Z|EET|MSK|KST|JST|E[SD]T|C[SD]T|P[SD]T)\b")
DAY = re.compile(
    r"(?P<d1>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<mon1>[A-Za-zäéûæøå]{3,9})\.?(?:,?\s(?P<y1>20\d\d))?"
    r"|(?P<mon2>[A-Za-zäéûæøå]{3,9})\.?\s(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<y2>20\d\d))?"
    r"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})[/-](?P<m4>\d{1,2})[/-](?P<y4>20\d\d)"
    r"|(?:(?P<y5>20\d\d)년\s?)?(?P<m5>\d{1,2})월\s?(?P<d5>\d{1,2})일"
)


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargo; `until` is None where the line does not say when in a way that can be read."""

    until: datetime | None


def embargo(line: str, fetched: datetime | None) -> Embargo | None:
    """Return the embargo a line lays on the story below it, or None.

    A day without a year is the first such day not before the day of *fetched*; a
    time without a zone is nobody's, so the embargo then has no end.
    """
    if len(line) > 400 or OPENING.match(line) is None or TIMED.search(line) is None:  # noqa: PLR2004 - a line, not prose
        return None
    iso = ISO.search(line)
    if iso:
        return Embargo(moment(iso[0]))
    for day in _days(line, fetched):
        for clock in CLOCK.finditer(line):
            until = _at(day, clock, line)
            if until is not None:
                return Embargo(until)
    return Embargo(None)


def _days(line: str, fetched: datetime | None) -> Iterator[datetime]:
    for match in DAY.finditer(line):
        groups = match.groupdict()
        name = groups["mon1"] or groups["mon2"]
        month = months().get(name.lower()) if name else None
        numeric = groups["m3"] or groups["m4"] or groups["m5"]
        month = int(numeric) if numeric else month
        day = next(int(groups[key]) for key in ("d1", "d2", "d3", "d4", "d5") if groups[key])
        year = next(
            (int(groups[key]) for key in ("y1", "y2", "y3", "y4", "y5") if groups[key]), None
        )
        if month is None:
            continue
        try:
            if year is not None:
                yield datetime(year, month, day)  # noqa: DTZ001 - a day, not a moment
            elif fetched is not None:
                yield _next_such_day(fetched, month, day)
        except ValueError:
            continue


def _next_such_day(fetched: datetime, month: int, day: int) -> datetime:
    start = fetched.replace(tzinfo=None) - timedelta(days=1)
    found = datetime(start.year, month, day)  # noqa: DTZ001 - a day, not a moment
    return found if found >= start else found.replace(year=start.year + 1)


def _at(day: datetime, clock: re.Match[str], line: str) -> datetime | None:
    """Return the moment; a zone may stand behind the day: 6 a.m., Nov. 21 KST."""
    named = [clock["zone"]] if clock["zone"] else ZONE.findall(line)
    zone = ZONES.get(named[0].upper()) if len(named) == 1 else None
    if zone is None:
        return None
    hour, minute = _hour(clock)
    if hour is None:
        return None
    moment_ = day + timedelta(hours=hour, minutes=minute)
    return moment_.replace(tzinfo=timezone(timedelta(hours=zone)))


def _hour(clock: re.Match[str]) -> tuple[int | None, int]:
    if clock["noon"]:
        return (0 if "midnight" in clock["noon"].lower() else 12), 0
    if clock["hm"]:
        return int(clock["hm"][:2]), int(clock["hm"][2:])
    text = clock["h"] or clock["h12"] or clock["hour"]
    hour, minute = int(text), int(clock["m"] or 0)
    half = (clock["half"] or "").lower()
    if half.startswith("p") and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    if half.startswith("a") and hour == 12:  # noqa: PLR2004 - midnight
        hour = 0
    return hour, minute
