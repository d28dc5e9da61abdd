"""When a record happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.ledger.clock import LEAP_MS
from koreawire.schemas import headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.record import Record

MOST_DIGITS = 15  # of milliseconds: the year 33658
# Behind the ledger's clock at which a story was read in late. One item with a wrong time
# puts that clock a leap forward at most, so that it makes nothing else late.
LATE_MS = LEAP_MS


def event_time(record: Record) -> int:
    """Return when *record* happened (ms): its time header, else its timestamp.

    A raw record has the header when it was replayed: it happened when it came first.
    """
    told = told_time(record.headers)
    return record.timestamp if told is None else told


def came_at(record_headers: Mapping[str, bytes], time_ms: int) -> int:
    """Return when a story that happened at *time_ms* came to the desk (ms).

    A story of an archive may have a `fetchedAt` of its own day: if that is a day
    behind what the ledger had seen by then, it came when the ledger's clock said.
    """
    clock = told_time(record_headers, headers.CLOCK)
    return time_ms if clock is None or clock - time_ms <= LATE_MS else clock


def told_time(record_headers: Mapping[str, bytes], name: str = headers.TIME) -> int | None:
    """Return the header *name* (ms); None where there is none, or it is no time."""
    time_ms = record_headers.get(name)
    if time_ms is not None and time_ms.isdigit() and len(time_ms) <= MOST_DIGITS:
        return int(time_ms)
    return None
