"""Relation: how a later story relates to an earlier one."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from koreawire.schemas.base import WireModel
from koreawire.schemas.story import Source


class RelationKind(StrEnum):
    """`exact` and `near` stop a story; every other kind travels beside it."""

    EXACT = "exact"
    NEAR = "near"
    UPDATE = "update"
    CORRECTION = "correction"
    CONTAINED_IN = "containedIn"
    RELAY_OF = "relayOf"
    STALE = "stale"
    MERGE = "merge"


class RelationExtension(WireModel):
    """The `koreawire` property of a relation: the raw items of both sides."""

    source: Source
    other_source: Source | None = None
    rules: dict[str, str] | None = None


class Relation(WireModel):
    """`uri` (the later story) relates to `other_uri`; `family` is the canonical story's uri.

    For kind `merge`, `uri` is the absorbed family and `other_uri` the surviving one.
    For kind `stale`, `uri` is a story whose newer version was published before; what the
    two are to each other is told beside it. `merge` and `stale` say what the order of arrival
    brought about, every other kind what two stories are whichever came first.
    """

    kind: RelationKind
    uri: str
    other_uri: str
    family: str | None = None
    score: float | None = None
    evidence: dict[str, Any] | None = None
    koreawire: RelationExtension
