"""May a story be used? Kills, holds, embargoes, and what is published of them.

Recalled and withheld records carry the uri, a sequence, the status and the reason:
never a headline or a text, so that nobody has to look for what must not be used.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.ledger import docket as fates
from koreawire.pipeline.ledger.rows import EMBARGOED, HELD, KILLED, USABLE, Row
from koreawire.pipeline.overrides import mark
from koreawire.schemas import topics
from koreawire.schemas.notice import NoticeKind

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.docket import Docket
    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.pipeline.ledger.matches import Side
    from koreawire.pipeline.ledger.memory import Memory

Json = dict[str, Any]
# Of a recall of a story that this ledger does not know, or no longer: above what it may
# have been published with.
UNKNOWN_SEQUENCE = 1_000


def recall(memory: Memory, docket: Docket, uri: str, source: Json, *, reason: str) -> None:
    """Recall a story for good: readers who had it get a record that takes it back."""
    row = memory.row(uri)
    if row is not None and row.status == KILLED:
        return
    sequence = row.sequence + 1 if row is not None else UNKNOWN_SEQUENCE
    docket.rows.append((uri, sequence, KILLED))
    if row is None or row.sequence > 0:
        _without_content(
            memory, docket, uri, source, sequence=sequence, status="canceled", reason=reason
        )


def withhold(memory: Memory, docket: Docket, uri: str, source: Json, *, reason: str) -> None:
    """Put a story on hold until it is released."""
    row = memory.row(uri)
    if row is None or row.status in (KILLED, HELD):
        return
    published = row.sequence > 0
    docket.rows.append((uri, row.sequence + published, HELD))
    if published:
        _without_content(
            memory, docket, uri, source, sequence=row.sequence + 1, status="withheld", reason=reason
        )


def release(
    memory: Memory, docket: Docket, facts: Facts, *, cause: str, origin: str | None = None
) -> None:
    """Publish a story that was held back: its content as it was kept, the next sequence."""
    uri = facts.uri or ""
    row = memory.row(uri)
    if row is None or row.status not in (HELD, EMBARGOED) or facts.story is None:
        return
    docket.families.remind(uri, facts.joins)
    body = orjson.loads(facts.story)
    body["pubStatus"] = "usable"
    body["koreawire"] |= {"sequence": row.sequence + 1, "family": docket.families.name(uri)}
    body["koreawire"].pop("reason", None)
    mark(body["koreawire"], memory.overrides.get(uri))
    docket.rows.append((uri, row.sequence + 1, USABLE))
    docket.publish(
        topics.UNIQUE,
        uri,
        body,
        kind="story",
        cause=cause,
        origin=origin,
        fate=fates.PASSED if origin else None,
    )


def hold_back(
    docket: Docket, story: Side, row: Row | None, *, status: str, reason: str, until: int = 0
) -> None:
    """Keep a story that may not go out yet, and say so without its content."""
    docket.fate = fates.WITHHELD
    docket.keep(story.body)
    docket.rows.append((story.uri, row.sequence if row else 0, status))
    publish_notice(docket, NoticeKind.HELD, story.uri, story.source, reason=reason, until=until)


def publish_notice(
    docket: Docket,
    kind: NoticeKind,
    uri: str,
    source: Json,
    *,
    reason: str,
    until: int = 0,
    cause: str | None = None,
    origin: str | None = None,
) -> None:
    """Publish a notice about a story."""
    value: Json = {"kind": kind.value, "uri": uri, "reason": reason}
    if until:
        value["until"] = datetime.fromtimestamp(until / 1000, UTC).isoformat()
    docket.publish(
        topics.NOTICES,
        uri,
        value | {"koreawire": {"source": source}},
        kind="notice",
        cause=cause,
        origin=origin,
        fate=fates.PASSED if origin else None,
    )


def _without_content(
    memory: Memory,
    docket: Docket,
    uri: str,
    source: Json,
    *,
    sequence: int,
    status: str,
    reason: str,
) -> None:
    row = memory.row(uri)
    facts = memory.facts(row.number) if row is not None and row.number is not None else None
    if facts is not None and facts.story is not None:
        docket.families.remind(uri, facts.joins)
        source = orjson.loads(facts.story)["koreawire"]["source"]
    value: Json = {
        "uri": uri,
        "type": "text",
        "pubStatus": status,
        "koreawire": {
            "source": source,
            "sequence": sequence,
            "reason": reason,
            "family": docket.families.name(uri),
        },
    }
    cause = "recall" if status == "canceled" else "hold"
    docket.publish(topics.UNIQUE, uri, value, kind="story", cause=cause)
