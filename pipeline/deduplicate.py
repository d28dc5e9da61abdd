"""Deduplicate: let each story through once, its newest version, and relate the rest to it.

It reads the one partition of normalised stories and owns what the desk knows. Equal
logs give equal outputs, whoever reads them and however often.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.duplicates.families import Joining
from koreawire.pipeline.duplicates.tokens import Vocabulary
from koreawire.pipeline.ledger.docket import Docket, outputs
from koreawire.pipeline.ledger.facts import Facts, pack_content, unpack, words
from koreawire.pipeline.ledger.matches import Matcher, new_side
from koreawire.pipeline.ledger.memory import MOST_STORIES
from koreawire.pipeline.ledger.orders import Orders, handles
from koreawire.pipeline.ledger.standing import publish_notice, release
from koreawire.pipeline.ledger.state import LedgerState
from koreawire.pipeline.ledger.stories import StoryJudge
from koreawire.pipeline.ledger.versions import milliseconds
from koreawire.pipeline.record import Decision
from koreawire.pipeline.twins import read
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice, NoticeKind
from koreawire.schemas.story import Story

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.matches import Side
    from koreawire.pipeline.ledger.memory import Memory
    from koreawire.pipeline.record import Record, State

HOUR_MS = 3_600_000
MOST_LIFTED = 32  # embargoes that end with one record
WINDOW_HOURS = 72  # a weekend and a day: later copies are followed up by their own date


class Deduplicate:
    """The stage that keeps the ledger."""

    name = "deduplicate"
    source = topics.NORMALISED.name

    def __init__(
        self, window_hours: float = WINDOW_HOURS, *, most_stories: int = MOST_STORIES
    ) -> None:
        """Take the window in which stories are compared, and how many are remembered at most."""
        self._vocabulary = Vocabulary()
        self._matcher: Matcher | None = None
        self.ledger = LedgerState(window_ms=int(window_hours * HOUR_MS), most_stories=most_stories)
        self.state: State | None = self.ledger

    def decide(self, record: Record) -> Decision:
        """Judge a story or a notice; what was judged before is answered as it was then."""
        origin = _text(record, headers.ORIGIN) or (
            f"{record.topic}:{record.partition}:{record.offset}"
        )
        known = self.ledger.judged(origin, record.offset)
        if known is not None:
            facts = unpack(known)
            return Decision(
                outputs(facts.records, facts, facts.story), self.ledger.entry(facts, known)
            )
        facts, docket, story = self._judge(record, origin)
        data = facts.pack()
        number = self.ledger.learn(facts, data)
        if story is not None and docket.body is not None:
            self._ledger()[1].remember(number, replace(story, body=docket.body))
        return Decision(
            outputs(docket.records, facts, docket.story), self.ledger.entry(facts, data)
        )

    def _ledger(self) -> tuple[Memory, Matcher]:
        """Return the memory as it stands, and the matcher over it."""
        if self._matcher is None or self._matcher.memory is not self.ledger.memory:
            self._matcher = Matcher(self.ledger.memory, self._vocabulary)
        return self.ledger.memory, self._matcher

    def _judge(self, record: Record, origin: str) -> tuple[Facts, Docket, Side | None]:
        if record.value is None:
            raise ValueError("a record without a value is no story and no notice")
        is_notice = _text(record, headers.KIND) == "notice"
        read(Notice if is_notice else Story, record.value)
        value = orjson.loads(record.value)
        memory, matcher = self._ledger()
        time = int(_text(record, headers.TIME) or record.timestamp)
        clock = memory.clock.after(time)
        memory.expire(clock.now)
        docket = Docket(origin, time, Joining(memory.families))
        story: Side | None = None
        if is_notice:
            Orders(memory, matcher).judge(value, docket)
        else:
            story = new_side(value, time=time, vocabulary=self._vocabulary)
            StoryJudge(memory, matcher).judge(story, docket, clock=clock.now)
        _lift_embargoes(memory, docket, clock.now)
        if story is not None and docket.body is not None:
            docket.families.keep(story.uri)
        facts = Facts(
            origin=origin,
            offset=record.offset,
            time=time,
            clock=clock.now,
            doubted=clock.doubted,
            fate=docket.fate,
            uri=story.uri if story is not None else docket.decided,
            published=story.published if story is not None else 0,
            rows=tuple(docket.rows),
            joins=docket.families.links,
            content=pack_content(docket.story, docket.records),
            **(_kept(story) if story is not None and docket.body is not None else {}),
        )
        return facts, docket, story


def _kept(story: Side) -> dict[str, Any]:
    """Return what later stories are compared with."""
    version = story.version
    return {
        "until": milliseconds(story.body.get("embargoedUntil")) or 0,
        "version": (version.text, version.seq, version.created),
        "size": story.sketch.size,
        "exact": story.sketch.exact,
        "keys": story.sketch.packed_keys,
        "lines": story.sketch.packed_lines,
        "handles": words(handles(story.body)),
    }


def _lift_embargoes(memory: Memory, docket: Docket, clock: int) -> None:
    """Let stories out whose embargo the clock has passed, with the record that moved it.

    Of many the earliest; the others go with the records after it.
    """
    left = MOST_LIFTED
    touched = {row[0] for row in docket.rows}
    for uri in memory.due(clock):
        row = memory.row(uri)
        facts = memory.facts(row.number) if row is not None and row.number is not None else None
        if uri in touched or facts is None:
            continue
        if left == 0:
            break
        left -= 1
        release(memory, docket, facts, cause="release", origin=facts.origin)
        publish_notice(
            docket,
            NoticeKind.RELEASE,
            uri,
            orjson.loads(facts.story or "{}")["koreawire"]["source"],
            reason="the embargo has ended",
            cause="release",
            origin=facts.origin,
        )


def _text(record: Record, name: str) -> str | None:
    value = record.headers.get(name)
    return value.decode(errors="replace") if value is not None else None
