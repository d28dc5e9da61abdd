"""Notice: what accounts for an item that is no story, or a story that is held back."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from koreawire.schemas.base import WireModel
from koreawire.schemas.override import Override
from koreawire.schemas.story import Revision, Source


class NoticeKind(StrEnum):
    """What the notice says; it never carries the content it is about."""

    KILL = "kill"
    HOLD = "hold"
    RELEASE = "release"
    ADVISORY = "advisory"
    HELD = "held"
    NOT_A_STORY = "notAStory"
    OVERRIDE = "override"


class NoticeExtension(WireModel):
    """The `koreawire` property of a notice."""

    source: Source
    sequence: int | None = Field(
        default=None, description="of the record of the story that follows from the notice"
    )
    revision: Revision | None = None
    override: Override | None = None
    rules: dict[str, str] | None = None


class Notice(WireModel):
    """`uri` is the story concerned, where it could be resolved; `until` ends a hold."""

    kind: NoticeKind
    uri: str | None = None
    reason: str
    until: AwareDatetime | None = None
    koreawire: NoticeExtension
