"""Purge: an entry of the ledger without the words of one story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.ledger.facts import pack_content, unpack
from koreawire.pipeline.ledger.rows import KILLED
from koreawire.pipeline.record import Entry

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.facts import Facts


def purged(entry: Entry, uri: str) -> Entry | None:
    """Return *entry* without content of the story *uri*; None where it has none.

    What stays is that there was such a story, and that it is recalled: its origin,
    so that a redelivery is not taken for news, and its sequence, so that a further
    version is stopped as after a kill. Gone are text, word keys and whatever was
    recorded as published with content, by this record or by another one that
    spoke of the story.
    """
    facts = unpack(entry.data)
    kept = [one for one in facts.records if not _tells(one, uri)]
    rows = tuple((of, at, KILLED if of == uri else status) for of, at, status in facts.rows)
    own = facts.uri == uri and bool(facts.version or facts.story)
    if not own and len(kept) == len(facts.records) and rows == facts.rows:
        return None
    changed = replace(facts, rows=rows, content=pack_content(None if own else facts.story, kept))
    if own:
        changed = _wordless(changed)
    return Entry(entry.origin, entry.offset, entry.keep_until, changed.pack())


def _wordless(facts: Facts) -> Facts:
    """Drop what later stories would be compared with."""
    return replace(facts, until=0, exact=bytes(16), keys=b"", lines=b"", handles=b"", version=None)


def _tells(recorded: list[Any], uri: str) -> bool:
    """Whether a record that was published holds words of the story; a recall has none."""
    _topic, key, text, kind, *_ = recorded
    if key != uri or kind != "story":
        return False
    return text is None or orjson.loads(text).get("pubStatus", "usable") == "usable"
