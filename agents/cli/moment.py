"""A moment as people type it: a date, a time, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import typer

_AGO = re.compile(r"([0-9]{1,6})([smhd])\Z")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def moment(text: str | None, now: datetime) -> datetime | None:
    """Return what *text* names: `2026-11-24`, `2026-11-24T08:30+01:00`, or `90m` before *now*.

    Raises:
        typer.BadParameter: It names none.
    """
    if text is None:
        return None
    ago = _AGO.match(text)
    try:
        if ago is not None:
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        named = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no moment; write 2026-11-24T08:30 (UTC) or 90m, 12h, 3d"
        ) from None
    return named if named.tzinfo else named.replace(tzinfo=UTC)
