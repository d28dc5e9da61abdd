"""Hours of a desk: days and times of day in a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
_MIDNIGHT = time(0, 0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`start` included, `end` not; an `end` before the `start` is on the next day."""

    zone: ZoneInfo
    days: frozenset[int]
    start: time
    end: time

    def covers(self, event_time_ms: int) -> bool:
        """Is *event_time_ms* (since 1970) within these hours?"""
        local = datetime.fromtimestamp(event_time_ms / 1000, UTC).astimezone(self.zone)
        now = local.time()
        if self.start < self.end or self.end == _MIDNIGHT:
            until_midnight = self.end == _MIDNIGHT
            return local.weekday() in self.days and (
                self.start <= now and (until_midnight or now < self.end)
            )
        if now >= self.start:
            return local.weekday() in self.days
        return now < self.end and (local - timedelta(days=1)).weekday() in self.days


def zone(name: str) -> ZoneInfo:
    """Return the time zone *name*, e.g. `Asia/Seoul`.

    Raises:
        ValueError: There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name!r}") from error


def days(text: str) -> frozenset[int]:
    """Return the days of `mon-fri` or `sat`, Monday 0.

    Raises:
        ValueError: It is neither a day nor a range of days.
    """
    first, _, last = text.partition("-")
    if first not in DAYS or (last and last not in DAYS):
        raise ValueError(f"{text!r} is no day or range of days; write mon, or mon-fri")
    start = DAYS.index(first)
    end = DAYS.index(last) if last else start
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def clock(text: str) -> time:
    """Return the time of day in *text*, `HH:MM`; 24:00 is midnight.

    Raises:
        ValueError: It is no time of day.
    """
    match = _TIME.fullmatch(text)
    if match is None or (match[1] == "24" and match[2] != "00"):
        raise ValueError(f'{text!r} is no time of day; write it as "06:30"')
    return time(int(match[1]) % 24, int(match[2]))
