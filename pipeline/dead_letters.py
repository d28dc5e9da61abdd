"""Dead letters: a record that cannot be used, set aside with what was wrong with it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson

from koreawire.pipeline.record import Output
from koreawire.schemas import headers, topics
from koreawire.schemas.dead_letter import DeadLetter, DeadLetterExtension
from koreawire.schemas.story import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.record import Record

REASON_CHARACTERS = 500  # a header is read by people in a table; pydantic can list hundreds


def dead_letter(record: Record, stage: str, error: Exception) -> Output:
    """Return *record* as a dead letter: its own bytes, key and headers, and `dlt-*` beside them.

    What a replay brings back keeps counting its attempts. Topic, partition and offset
    are those the record was read from at *stage*.
    """
    provider, item_id = _who(record.value)
    facts = {
        headers.DLT_STAGE: stage,
        headers.DLT_REASON: one_line(error),
        headers.DLT_ERROR: type(error).__name__,
        headers.DLT_TOPIC: record.topic,
        headers.DLT_PARTITION: str(record.partition),
        headers.DLT_OFFSET: str(record.offset),
        headers.DLT_TIMESTAMP: str(record.timestamp),
        headers.DLT_ATTEMPTS: str(attempts(record.headers) + 1),
        headers.DLT_SHA256: hashlib.sha256(record.value or b"").hexdigest(),
        headers.DLT_PROVIDER: provider,
        headers.DLT_ITEM_ID: item_id,
        headers.ORIGIN: origin(record),
        headers.FATE: "parked",
    }
    added = {name: value.encode(errors="replace") for name, value in facts.items() if value}
    if headers.FATE in record.headers:
        added[headers.DLT_FATE] = record.headers[headers.FATE]
    return Output(
        topics.DEAD_LETTER.name, record.key, record.value or b"", {**record.headers, **added}
    )


def describe(output: Output | Record) -> DeadLetter:
    """Return the description of a dead letter, read from its headers."""

    def text(name: str, default: str = "") -> str:
        return output.headers.get(name, default.encode()).decode(errors="replace")

    provider, item_id = text(headers.DLT_PROVIDER) or None, text(headers.DLT_ITEM_ID) or None
    milliseconds = int(text(headers.DLT_TIMESTAMP, "0"))
    return DeadLetter(
        stage=text(headers.DLT_STAGE),
        reason=text(headers.DLT_REASON),
        error=text(headers.DLT_ERROR),
        topic=text(headers.DLT_TOPIC),
        partition=int(text(headers.DLT_PARTITION, "0")),
        offset=int(text(headers.DLT_OFFSET, "0")),
        timestamp=datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds > 0 else None,
        origin=text(headers.ORIGIN) or None,
        attempts=int(text(headers.DLT_ATTEMPTS, "1")),
        size=len(output.value or b""),
        koreawire=DeadLetterExtension(
            source=Source(provider=provider, item_id=item_id, sha256=text(headers.DLT_SHA256))
        ),
    )


def origin(record: Record) -> str:
    """Return where *record* began: its origin header, else its own place in the raw topic."""
    known = record.headers.get(headers.ORIGIN)
    if known is not None:
        return known.decode(errors="replace")
    return f"{record.topic}:{record.partition}:{record.offset}"


def attempts(record_headers: Mapping[str, bytes]) -> int:
    """Return how often the record was parked before; what is no number counts as never."""
    said = record_headers.get(headers.DLT_ATTEMPTS, b"0")
    return int(said) if said.isdigit() and len(said) < 10 else 0  # noqa: PLR2004 - nine digits


def one_line(error: Exception) -> str:
    """Return what *error* says, in one line of bounded length."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= REASON_CHARACTERS else said[: REASON_CHARACTERS - 1] + "…"


def _who(value: bytes | None) -> tuple[str, str]:
    """Return provider and item id where the record is JSON that says them."""
    if not value or value.lstrip()[:1] != b"{":
        return "", ""
    try:
        item = orjson.loads(value)
    except orjson.JSONDecodeError:
        return "", ""
    said = item.get("koreawire")
    source = said.get("source") if isinstance(said, dict) else item
    if not isinstance(source, dict):
        return "", ""
    found = (source.get("provider"), source.get("itemId"))
    return tuple(name[:200] if isinstance(name, str) else "" for name in found)  # type: ignore[return-value]
