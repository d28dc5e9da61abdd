"""The raw item: who sent it, when it was fetched, and the payload's own bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import ValidationError

from koreawire.pipeline.readers.charset import lookup
from koreawire.pipeline.readers.sniff import Format, media_type, sniff
from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE, RawItem

if TYPE_CHECKING:
    from datetime import datetime

    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.record import Record

RAW_ITEM = CONTENT_TYPE.lower()
PAYLOADS = ("payload", "payloadBase64")


@dataclass(frozen=True, slots=True)
class Item:
    """A raw item taken out of its record; `sha256` is of the payload."""

    payload: bytes
    sha256: str
    content_type: str
    charset: str | None = None
    provider: str | None = None
    item_id: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    headline: str | None = None


def open_record(record: Record, limits: Limits) -> Item:
    """Return the item of a raw record: a RawItem, or a wire file with its content type.

    Raises:
        ValueError: The record is empty, too large, or no RawItem though it says so.
    """
    value = record.value or b""
    if not value.strip():
        raise ValueError("the record is empty: 0 bytes" if not value else "the record is blank")
    if len(value) > limits.payload_bytes:
        raise ValueError(
            f"the record has {len(value)} bytes, above the limit of {limits.payload_bytes}"
        )
    kind, charset = media_type(
        record.headers.get(headers.CONTENT_TYPE, b"").decode(errors="replace")
    )
    if kind == RAW_ITEM or (kind in UNTYPED and _holds_payload(value)):
        return _raw_item(value)
    if charset:
        lookup(charset)
    return Item(value, _digest(value), kind, charset)


UNTYPED = frozenset({"", "application/json", "application/octet-stream", "text/plain"})


def _holds_payload(value: bytes) -> bool:
    """Is it a JSON object with a payload, sent without saying so?"""
    if sniff(value) is not Format.JSON or not any(name.encode() in value for name in PAYLOADS):
        return False
    try:
        found = orjson.loads(value)
    except orjson.JSONDecodeError:
        return False  # the JSON reader says what is wrong with it
    return isinstance(found, dict) and any(name in found for name in PAYLOADS)


def _raw_item(value: bytes) -> Item:
    try:
        raw = RawItem.model_validate_json(value)
    except ValidationError as error:
        raise ValueError(_reason(error)) from None
    if raw.charset:
        lookup(raw.charset)
    payload = raw.payload_bytes()
    if not payload.strip() and not (raw.headline or "").strip():
        raise ValueError("the payload is empty")
    return Item(
        payload,
        _digest(payload),
        raw.content_type or "",
        raw.charset,
        raw.provider or None,
        raw.item_id or None,
        raw.url,
        raw.fetched_at,
        raw.headline,
    )


def _digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()


def _reason(error: ValidationError) -> str:
    """What is wrong with a raw item, in one line."""
    first: Any = error.errors(include_url=False, include_input=False)[0]
    said = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "json_invalid" and "recursion limit" in said:
        return "JSON nested too deep for a raw item"
    if first["type"] == "json_invalid":
        return f"not JSON: {said.removeprefix('Invalid JSON: ')}"
    where = ".".join(str(part) for part in first["loc"])
    return f"no RawItem: {where + ': ' if where else ''}{said}"
