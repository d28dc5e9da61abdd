"""What people decided of stories, as the ledger remembers it, and what follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.ledger.facts import numbers
from koreawire.pipeline.ledger.rows import USABLE
from koreawire.pipeline.overrides import mark, merged
from koreawire.schemas import topics

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.docket import Docket
    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.pipeline.ledger.memory import Memory

DAY_MS = 24 * 3_600_000
KEPT_MS = 30 * DAY_MS  # as long as readers have the story
MOST = 100_000  # overrides in force: thousands of decisions a day

Json = dict[str, Any]


class Overrides:
    """The overrides in force by uri, the least lately decided first."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int, str]] = {}  # number, until, JSON

    def put(self, uri: str, text: str | None, *, number: int, until: int) -> None:
        """Take in what is decided of *uri* by the record *number*; None takes it back."""
        self._known.pop(uri, None)
        if text is not None:
            self._known[uri] = (number, until, text)

    def get(self, uri: str) -> Json | None:
        """Return what is decided of *uri*."""
        known = self._known.get(uri)
        return None if known is None else orjson.loads(known[2])

    def holds(self, uri: str, number: int) -> bool:
        """Does what record *number* decided of *uri* still stand?"""
        known = self._known.get(uri)
        return known is not None and known[0] == number

    def number(self, uri: str) -> int | None:
        """Return the record that decided what stands of *uri*."""
        known = self._known.get(uri)
        return None if known is None else known[0]

    def numbers(self) -> set[int]:
        """Return the records that decided what stands."""
        return {number for number, _, _ in self._known.values()}

    def expire(self, clock: int) -> list[int]:
        """Let go what has had its time at *clock*, and the oldest of too many; return numbers."""
        gone = []
        while self._known:
            uri, (number, until, _) = next(iter(self._known.items()))
            if until > clock and len(self._known) <= MOST:
                break
            del self._known[uri]
            gone.append(number)
        return gone


def override(memory: Memory, docket: Docket, notice: Json) -> Json:
    """Remember what a person decided; publish its story anew, if readers have it.

    Returns the notice, with the sequence of that record. A story that has left
    the window has no text to publish: only what comes of it later is marked.
    """
    uri = notice["uri"]
    decided = merged(memory.overrides.get(uri), notice["koreawire"]["override"])
    docket.decided = uri
    docket.story = None if decided is None else orjson.dumps(decided).decode()
    row = memory.row(uri)
    facts = memory.facts(row.number) if row is not None and row.number is not None else None
    if row is None or row.status != USABLE or not row.sequence or facts is None or not facts.story:
        return notice
    sequence = row.sequence + 1
    body = orjson.loads(facts.story)
    body["koreawire"] |= {"sequence": sequence, "family": docket.families.name(uri)}
    successor = _successor(memory, facts, row.number or 0)
    if successor is not None:
        body["koreawire"]["replacedBy"] = successor
    mark(body["koreawire"], decided)
    docket.rows.append((uri, sequence, USABLE))
    docket.publish(topics.UNIQUE, uri, body, kind="story", cause="override")
    return {**notice, "koreawire": {**notice["koreawire"], "sequence": sequence}}


def _successor(memory: Memory, facts: Facts, number: int) -> str | None:
    """Return the story that has taken the place of the one in *facts*, if readers were told."""
    found = [memory.by_keys(numbers(facts.keys)), memory.by_lines(numbers(facts.lines))]
    later = {other for posted in found for others in posted.values() for other in others}
    for other in sorted((one for one in later if one > number), reverse=True):
        newer = memory.facts(other)
        if newer is not None and any(
            key == facts.uri and cause == "replaced" for _, key, _, _, cause, *_ in newer.records
        ):
            return newer.uri
    return None
