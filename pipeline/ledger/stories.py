"""Judge a story: new, another copy, a version, withheld; and what follows for older ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koreawire.pipeline.duplicates import relation
from koreawire.pipeline.ledger import docket as fates
from koreawire.pipeline.ledger.evidence import Aligned, evidence
from koreawire.pipeline.ledger.matches import MOST_RELATIONS
from koreawire.pipeline.ledger.relations import publish_merge, publish_relation
from koreawire.pipeline.ledger.rows import EMBARGOED, HELD, KILLED, STOPPED, USABLE, Row
from koreawire.pipeline.ledger.standing import hold_back, recall
from koreawire.pipeline.ledger.versions import milliseconds, newer
from koreawire.pipeline.overrides import mark
from koreawire.schemas import topics
from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.docket import Docket
    from koreawire.pipeline.ledger.matches import Match, Matcher, Side
    from koreawire.pipeline.ledger.memory import Memory

STOPS = (RelationKind.EXACT, RelationKind.NEAR)
REPLACES = (RelationKind.UPDATE, RelationKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class Related:
    """What a new story is to a known one; *later* says that the new one is the later.

    *stale*: the known one has taken its place already.
    """

    kind: RelationKind
    match: Match
    later: bool
    stale: bool = False


class StoryJudge:
    """Decides the fate of stories by what the memory holds; changes nothing in it."""

    def __init__(self, memory: Memory, matcher: Matcher) -> None:
        self._memory = memory
        self._matcher = matcher

    def judge(self, story: Side, docket: Docket, *, clock: int) -> None:
        """Fill *docket* with what becomes of *story*."""
        row = self._memory.row(story.uri)
        status = story.body.get("pubStatus", "usable")
        if status == "canceled":
            recall(self._memory, docket, story.uri, story.source, reason=_reason(story, "killed"))
            return
        if row is not None and self._older_or_equal(story, row, docket):
            return
        until = milliseconds(story.body.get("embargoedUntil")) or 0
        if status == "withheld" or (row is not None and row.status == HELD):
            hold_back(docket, story, row, status=HELD, reason=_reason(story, "on hold"))
        elif until > clock:
            hold_back(docket, story, row, status=EMBARGOED, reason="embargoed", until=until)
        elif row is not None and row.sequence > 0:
            self._pass_version(story, row, docket)
        else:
            self._place(story, docket)

    def _older_or_equal(self, story: Side, row: Row, docket: Docket) -> bool:
        """Stop a version that is known, or older than one that is."""
        version = self._memory.version(row)
        order = newer(story.version, version)
        if order is True:
            return False
        known = self._matcher.side(row.number) if row.number is not None else None
        if order is None and row.status != KILLED:
            named = story.version.text is not None and story.version.text == version.text
            if not named and (known is None or known.sketch.exact != story.sketch.exact):
                return False  # nothing tells which is newer: the one that came later
            docket.fate, kind = fates.DUPLICATE, RelationKind.EXACT
        else:
            docket.fate, kind = fates.STALE, RelationKind.STALE
        publish_relation(
            docket,
            kind,
            story,
            known or story,
            family=docket.families.name(story.uri),
            score=1.0,
            evidence={
                "rule": "killed before" if row.status == KILLED else "version",
                "version": story.version.text,
                "otherVersion": version.text,
            },
        )
        renamed = self._date(story, docket)
        if renamed is not None:
            publish_merge(docket, story, *renamed)
        return True

    def _date(self, version: Side, docket: Docket) -> tuple[str, str] | None:
        """Note when a version was made: a family is named after the story that was first."""
        member = (version.published, version.uri)
        return docket.families.join(member, member)

    def _pass_version(self, story: Side, row: Row, docket: Docket) -> None:
        """Publish the newer version of a story that is out already."""
        known = self._matcher.side(row.number) if row.number is not None else None
        self._publish(story, docket)
        if known is not None:
            self._date(known, docket)
        if known is not None and row.status == USABLE:
            corrected = story.action == "correct"
            publish_relation(
                docket,
                RelationKind.CORRECTION if corrected else RelationKind.UPDATE,
                story,
                known,
                family=docket.families.name(story.uri),
                score=1.0,
                evidence={
                    "rule": "version",
                    "version": story.version.text,
                    "otherVersion": known.version.text,
                },
            )

    def _place(self, story: Side, docket: Docket) -> None:
        """Relate a new story to those that tell the same, and publish it if it adds to them."""
        related = [
            self._relate(story, match, docket)
            for match in self._matcher.matches(story)[:MOST_RELATIONS]
        ]
        merges = self._join(story, docket, related)
        self._publish(story, docket)
        family = docket.families.name(story.uri)
        aligned = Aligned(story)
        for found in related:
            other = found.match.other
            one, two = (story, other) if found.later else (other, story)
            told: dict[str, Any] = {
                "family": family,
                "score": found.match.weighed.score,
                "evidence": evidence(found.match, aligned),
            }
            publish_relation(docket, found.kind, one, two, **told)
            if found.stale:
                publish_relation(docket, RelationKind.STALE, story, other, **told)
        for absorbed, surviving in merges:
            publish_merge(docket, story, absorbed, surviving)
        if docket.fate == fates.PASSED:
            for found in related:
                if found.kind in REPLACES and found.later and _one_line(story, found.match.other):
                    self._replace(found.match.other, story, docket)

    def _relate(self, story: Side, match: Match, docket: Docket) -> Related:
        """Return what *story* is to a match; note in *docket* if that stops it."""
        kind, later = _kind(story, match)
        if kind in STOPS and self._is_known_to_readers(match.other.uri):
            docket.fate = fates.DUPLICATE
        stale = kind in REPLACES and not later and _one_line(story, match.other)
        if stale and docket.fate == fates.PASSED:
            docket.fate = fates.STALE
        return Related(kind, match, later, stale)

    def _join(self, story: Side, docket: Docket, related: list[Related]) -> list[tuple[str, str]]:
        """Make one family of the stories related; return the names that were absorbed."""
        merges = []
        families = docket.families
        for found in related:
            if found.kind is RelationKind.CONTAINED_IN:
                continue  # a digest would join everything it reports
            other = found.match.other
            family = families.member(other.uri, other.published)
            families.join((other.published, other.uri), family)
            merged = families.join((story.published, story.uri), family)
            if merged is not None and merged[0] != story.uri:
                merges.append(merged)
        return merges

    def _publish(self, story: Side, docket: Docket) -> None:
        body = dict(story.body)
        extension = dict(body["koreawire"])
        passes = docket.fate == fates.PASSED
        row = self._memory.row(story.uri)
        sequence = max(row.sequence + 1 if row is not None else 1, story.version.rank)
        extension["family"] = docket.families.name(story.uri)
        if passes:
            extension["sequence"] = sequence
        extension["rules"] = {**(extension.get("rules") or {}), "duplicates": relation.RULES}
        mark(extension, self._memory.overrides.get(story.uri))
        body["koreawire"] = extension
        docket.keep(body)
        if passes:
            docket.rows.append((story.uri, sequence, USABLE))
            docket.publish(topics.UNIQUE, story.uri, None, kind="story")
        else:
            docket.rows.append((story.uri, row.sequence if row else 0, STOPPED))

    def _replace(self, older: Side, story: Side, docket: Docket) -> None:
        """Publish of an older story that it has been replaced by one with an id of its own."""
        row = self._memory.row(older.uri)
        if row is None or row.status != USABLE or row.sequence == 0:
            return
        body = {**older.body, "koreawire": {**older.body["koreawire"]}}
        body["koreawire"] |= {
            "sequence": row.sequence + 1,
            "replacedBy": story.uri,
            "family": docket.families.name(older.uri),
        }
        mark(body["koreawire"], self._memory.overrides.get(older.uri))
        docket.rows.append((older.uri, row.sequence + 1, USABLE))
        docket.publish(topics.UNIQUE, older.uri, body, kind="story", cause="replaced")

    def _is_known_to_readers(self, uri: str) -> bool:
        """Whether readers have the story, or must not: one held back is no reason to stop."""
        row = self._memory.row(uri)
        return row is not None and row.status not in (HELD, EMBARGOED)


def _kind(story: Side, match: Match) -> tuple[RelationKind, bool]:
    """Return the relation and whether *story* is the later one of it."""
    other = match.other
    line = _one_line(story, other)
    if line and story.version.seq != other.version.seq:
        later = story.version.seq > other.version.seq
        revised = True
    else:
        later = story.published >= other.published
        revised = False
    shorter_is_new = len(story.sketch.words) <= len(other.sketch.words)
    longer = other if shorter_is_new else story
    if match.rule == relation.HEADLINE:
        if story.action == "correct":
            return RelationKind.CORRECTION, True
        return relation.headline_kind(match.comparison, bare=story.sketch.bare), True
    kind = relation.kind(
        match.comparison,
        correction=(story if later else other).action == "correct",
        revised=revised,
        digest=bool(longer.body["koreawire"].get("composite")),
    )
    return (kind, shorter_is_new) if kind is RelationKind.CONTAINED_IN else (kind, later)


def _one_line(one: Side, other: Side) -> bool:
    """Whether one agency writes both: then the newer one takes the older one's place."""
    return one.source.get("provider") == other.source.get("provider")


def _reason(story: Side, otherwise: str) -> str:
    reason: str = story.body["koreawire"].get("reason") or story.body.get("edNote") or otherwise
    return reason
