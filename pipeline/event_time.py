"""When a record happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.schemas import headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.record import Record

MOST_DIGITS = 15  # of milliseconds: the year 33658


def event_time(record: Record) -> int:
    """Return when *record* happened (ms): its time header, else its timestamp.

    A raw record has the header when it was replayed: it happened when it came first.
    """
    told = told_time(record.headers)
    return record.timestamp if told is None else told


def told_time(record_headers: Mapping[str, bytes]) -> int | None:
    """Return the time header (ms); None where there is none, or it is no time."""
    time_ms = record_headers.get(headers.TIME)
    if time_ms is not None and time_ms.isdigit() and len(time_ms) <= MOST_DIGITS:
        return int(time_ms)
    return None
