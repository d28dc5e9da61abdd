"""Moments: dates and times as formats write them; what is unknown stays unknown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?$"
)


def moment(text: str | None, *, zone: tzinfo | None = None) -> datetime | None:
    """Return the moment *text* names, or None if it names none.

    ISO 8601 (basic form too, as NewsML 1 and NITF write it) and RFC 822. A time
    without a zone is a moment only where *zone* says which; a date without a
    time is never one.
    """
    if not text:
        return None
    text = text.strip()[:40]
    match = ISO.match(text)
    try:
        if match:
            year, month, day, hour, minute = (int(match[n]) for n in range(1, 6))
            offset: tzinfo | None = _zone(match[7]) if match[7] else zone
            if offset is None:
                return None
            found = datetime(year, month, day, hour, minute, int(match[6] or 0), tzinfo=offset)
            return found.replace(tzinfo=timezone(found.utcoffset() or timedelta(0)))
        if "," in text[:5] or re.match(r"\d{1,2} [A-Z][a-z]{2} \d{4}", text):
            found = parsedate_to_datetime(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return None


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


class CentralEurope(tzinfo):
    """Central European time with its summer time since 1996 (Directive 2000/84/EC).

    Formats of single agencies write local time without a zone; a rule of two lines
    needs no zone database on the machine.
    """

    def utcoffset(self, when: datetime | None) -> timedelta:
        """Return one hour, or two between the last Sundays of March and October."""
        return timedelta(hours=1) + self.dst(when)

    def dst(self, when: datetime | None) -> timedelta:
        """Return the hour of summer time, or nothing."""
        if when is None:
            return timedelta(0)
        naive = when.replace(tzinfo=None)
        begin, end = (_last_sunday(when.year, month) for month in (3, 10))
        summer = begin + timedelta(hours=2) <= naive < end + timedelta(hours=3)
        return timedelta(hours=1) if summer else timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        """Return CET or CEST."""
        return "CEST" if self.dst(when) else "CET"


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001 - local time
    return last - timedelta(days=(last.weekday() + 1) % 7)


ZONES: dict[str, tzinfo] = {"CET": CentralEurope(), "UTC": UTC}
