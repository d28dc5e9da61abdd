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
