"""Relation records as the ledger publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koreawire.pipeline.duplicates import relation
from koreawire.schemas import topics
from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.docket import Docket
    from koreawire.pipeline.ledger.matches import Side


def publish_relation(
    docket: Docket,
    kind: RelationKind,
    one: Side,
    other: Side,
    *,
    family: str,
    score: float,
    evidence: dict[str, Any],
) -> None:
    """Say what *one* (the later story) is to *other*."""
    docket.publish(
        topics.RELATIONS,
        one.uri,
        {
            "kind": kind.value,
            "uri": one.uri,
            "otherUri": other.uri,
            "family": family,
            "score": round(score, 4),
            "evidence": {name: fact for name, fact in evidence.items() if fact is not None},
            "koreawire": {
                "source": one.source,
                "otherSource": other.source,
                "rules": {"duplicates": relation.RULES},
            },
        },
        kind="relation",
    )


def publish_merge(docket: Docket, story: Side, absorbed: str, surviving: str) -> None:
    """Say that *story* made two families one; `source` is the raw item that did."""
    docket.publish(
        topics.RELATIONS,
        absorbed,
        {
            "kind": RelationKind.MERGE.value,
            "uri": absorbed,
            "otherUri": surviving,
            "family": surviving,
            "koreawire": {"source": story.source, "rules": {"duplicates": relation.RULES}},
        },
        kind="relation",
    )
