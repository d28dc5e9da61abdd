"""Overrides: what people decide of a story, carried beside it from version to version."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from koreawire.pipeline.readers.sniff import media_type
from koreawire.schemas import headers
from koreawire.schemas.notice import Notice, NoticeExtension, NoticeKind
from koreawire.schemas.override import CONTENT_TYPE, Override
from koreawire.schemas.story import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.record import Record

MOST_BYTES = 65_536  # of one override: a thousand characters of why, with room
FIELD = "override"  # of the `koreawire` property

Json = dict[str, Any]


def override_in(record: Record) -> Override | None:
    """Return the override that a raw record is by its content type, None for an item.

    Raises:
        ValueError: It says so and is none.
    """
    kind, _ = media_type(record.headers.get(headers.CONTENT_TYPE, b"").decode(errors="replace"))
    if kind != CONTENT_TYPE:
        return None
    value = record.value or b""
    if len(value) > MOST_BYTES:
        raise ValueError(f"the override has {len(value)} bytes, above the limit of {MOST_BYTES}")
    try:
        return Override.model_validate_json(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"no override: {where + ': ' if where else ''}{first['msg']}") from None


def announced(override: Override, value: bytes) -> Notice:
    """Return the notice that tells everybody of *override*; *value* is the raw record's."""
    source = Source(sha256=hashlib.sha256(value).hexdigest())
    return Notice(
        kind=NoticeKind.OVERRIDE,
        uri=override.uri,
        reason=override.why,
        koreawire=NoticeExtension(source=source, override=override),
    )


def merged(before: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Json | None:
    """Return what holds of a story after *new* (as JSON); None when nothing is decided.

    A desk is for Korea's stories, so that a desk makes a story relevant and one
    that is not Korea's has none.
    """
    relevant, desks = new.get("relevant"), new.get("desks")
    if relevant is None and desks is None:
        return None
    if desks is None and relevant:
        desks = (before or {}).get("desks")
    found = {**new, "relevant": True if desks is not None else relevant, "desks": desks}
    return {name: value for name, value in found.items() if value is not None}


def mark(extension: Json, override: Mapping[str, Any] | None) -> None:
    """Set in the `koreawire` property of a story (as JSON) what people decided of it."""
    if override is None:
        extension.pop(FIELD, None)
    else:
        extension[FIELD] = override


def labelled(story: Mapping[str, Any], override: Mapping[str, Any]) -> Json:
    """Return an enriched story (as JSON) and what people decided of it as labelled data."""
    extension = story["koreawire"]
    relevance = extension.get("relevance") or {}
    return {
        "id": story["uri"],
        "lang": story.get("language"),
        "title": (story.get("headlines") or [{}])[0].get("value"),
        "text": (story.get("bodies") or [{}])[0].get("value"),
        "source": extension["source"].get("provider"),
        "date": story.get("versionCreated") or extension.get("contentDate"),
        "korea_relevant": override["relevant"],
        "desks": override.get("desks"),
        "why": override["why"],
        "by": override["by"],
        "at": override["at"],
        "model": {"score": relevance.get("score"), "version": extension["rules"].get("relevance")},
    }
