"""A record as one row for people: when, language, what, where, why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from koreawire.agents.visible import visible
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADLINE_CHARACTERS = 300  # a table cell; the longest real headlines are about 200
OPENING_CHARACTERS = 100  # of a story that has no headline
WHY_CHARACTERS = 300
PREVIEW_BYTES = 120  # of a raw record that is no RawItem
UNREADABLE = "(not readable as what this topic holds)"


class Row(NamedTuple):
    """Five cells, safe to show: nothing in them acts on a screen."""

    time: str
    language: str
    what: str
    where: str
    why: str


def row(topic: str, record_headers: Mapping[str, bytes], value: bytes | None, time_ms: int) -> Row:
    """Return the row of a record of *topic* (without prefix).

    *time_ms* is the broker's time, used where the record tells no event time. A
    record that is not what the topic should hold is shown as such, never raised:
    whoever looks at a topic wants to see that.
    """
    when = clock(event_time(record_headers, time_ms))
    try:
        cells = _cells(topic, record_headers, value or b"")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        cells = ("", UNREADABLE, "", (value or b"")[:PREVIEW_BYTES].decode(errors="replace"))
    language, what, where, why = cells
    return Row(
        when,
        visible(str(language), 12),
        visible(str(what), HEADLINE_CHARACTERS),
        visible(str(where), HEADLINE_CHARACTERS),
        visible(str(why), WHY_CHARACTERS),
    )


def event_time(record_headers: Mapping[str, bytes], otherwise: int) -> int:
    """Return the event time of a record, in ms since 1970."""
    told = record_headers.get(headers.TIME, b"")
    return int(told) if told.isdigit() else otherwise


def clock(time_ms: int) -> str:
    """Return *time_ms* to the minute, in UTC; times outside the calendar as a number."""
    try:
        return datetime.fromtimestamp(time_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return str(time_ms)


def enriched(value: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return language, headline, desks and reasons of an enriched story (as JSON)."""
    ours = value.get("koreawire") or {}
    relevance = ours.get("relevance") or {}
    status = value.get("pubStatus", "usable")
    if status != "usable":
        return "", f"({status}) {value['uri']}", "", ours.get("reason") or status
    reasons = "; ".join(relevance.get("reasons") or ())
    if relevance and not relevance.get("relevant"):
        reasons = f"not Korea's ({relevance.get('score', 0):.2f}) {reasons}"
    desks = ", ".join(ours.get("desks") or ())
    return value.get("language") or "", headline(value), desks, reasons


def headline(value: Mapping[str, Any]) -> str:
    """Return the headline of a story (as JSON), else how its body begins, else its uri."""
    for texts, most in (
        (value.get("headlines"), HEADLINE_CHARACTERS),
        (value.get("bodies"), OPENING_CHARACTERS),
    ):
        if texts and texts[0].get("value"):
            return visible(str(texts[0]["value"]), most)
    return str(value.get("uri", ""))


def replaced(value: Mapping[str, Any]) -> bool:
    """Whether another story stands in the place of this one (as JSON)."""
    return bool((value.get("koreawire") or {}).get("replacedBy"))


def _cells(
    topic: str, record_headers: Mapping[str, bytes], value: bytes
) -> tuple[str, str, str, str]:
    if topic == topics.DEAD_LETTER.name:
        return _dead_letter(record_headers)
    if topic == topics.RAW.name:
        return _raw(record_headers, value)
    read = orjson.loads(value)
    if topic == topics.RELATIONS.name:
        where = f"{read['uri']} → {read['otherUri']}"
        return "", read["kind"], where, orjson.dumps(read.get("evidence") or {}).decode()
    if topic == topics.NOTICES.name or record_headers.get(headers.KIND) == b"notice":
        return "", read["kind"], read.get("uri") or "", read["reason"]
    return enriched(read)


def _dead_letter(record_headers: Mapping[str, bytes]) -> tuple[str, str, str, str]:
    def text(name: str) -> str:
        return record_headers.get(name, b"").decode(errors="replace")

    place = ":".join(map(text, (headers.DLT_TOPIC, headers.DLT_PARTITION, headers.DLT_OFFSET)))
    return "", text(headers.DLT_STAGE), place, text(headers.DLT_REASON)


def _raw(record_headers: Mapping[str, bytes], value: bytes) -> tuple[str, str, str, str]:
    kind = record_headers.get(headers.CONTENT_TYPE, b"").decode(errors="replace")
    size = f"{len(value):,} bytes"
    try:
        item = orjson.loads(value)
    except orjson.JSONDecodeError:
        item = None
    if not isinstance(item, dict):
        return "", value[:PREVIEW_BYTES].decode(errors="replace"), kind, size
    who = ":".join(str(item[name]) for name in ("provider", "itemId") if item.get(name))
    what = item.get("headline") or item.get("url") or str(item.get("payload"))[:PREVIEW_BYTES]
    return "", str(what), who or kind, size
