"""JSON documents: what scrapers write, by a table of their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.readers import ninjs, scraped
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the drafts of a JSON document.

    Raises:
        ValueError: It is not JSON, nested too deep, or of no shape that holds news.
    """
    decoded = decode(payload, charset)
    document = _document(decoded.text, limits)
    if _depth(document, limits.json_depth) > limits.json_depth:
        raise ValueError(f"JSON nested more than {limits.json_depth} deep")
    if isinstance(document, dict) and "$schema" in document:
        return [Draft("json", refusal="a JSON Schema: it describes items")]
    drafts = ninjs.read(document, decoded.text, decoded.charset, limits)
    return drafts or scraped.read(document, decoded.text, decoded.charset, limits)


def _document(text: str, limits: Limits) -> Any:
    """The document, or the list of them where each line is one."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = str(error)
    if "depth limit" in reason:  # the library's own, far beyond ours
        raise ValueError(f"JSON nested more than {limits.json_depth} deep")
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        if 1 < len(lines) <= limits.stories + 1:
            return [orjson.loads(line) for line in lines]
    except orjson.JSONDecodeError:
        pass
    raise ValueError(f"not JSON: {reason}")


def _depth(document: Any, limit: int) -> int:
    """How deep a document is nested, as far as the limit goes."""
    level = [document] if isinstance(document, dict | list) else []
    deep = 0
    while level and deep <= limit:
        level = [
            inside
            for one in level
            for inside in (one.values() if isinstance(one, dict) else one)
            if isinstance(inside, dict | list)
        ]
        deep += 1
    return deep
