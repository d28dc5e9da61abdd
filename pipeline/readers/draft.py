"""Draft: what a reader makes of bytes, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from koreawire.schemas.story import Action, PubStatus

if TYPE_CHECKING:
    from datetime import datetime

    from koreawire.pipeline.lines import Line
    from koreawire.schemas.story import AltId, Concept, Genre, Target


class Layout(StrEnum):
    """How sure the borders of the story are."""

    LOOSE = "loose"  # scraped text: may hold several stories and the page's furniture
    PAGE = "page"  # a page whose article was found: furniture may be left, side stories too
    FIRM = "firm"  # a field of a structured format: one story, its text and nothing else


@dataclass(frozen=True, slots=True)
class Facts:
    """What a structured format says outright; nothing here is guessed.

    `credit` and `dateline` are still text: the grammars read them. `kind` is the
    media type of the item in the format's own word; `ids` are further identifiers.
    """

    version: str | None = None
    first_created: datetime | None = None
    version_created: datetime | None = None
    content_created: datetime | None = None
    embargoed_until: datetime | None = None
    embargoed: bool = False  # withheld without a date
    pub_status: PubStatus = PubStatus.USABLE
    urgency: int | None = None
    by: str | None = None
    slugline: str | None = None
    located: str | None = None
    dateline: str | None = None
    language: str | None = None
    credit: str | None = None
    ed_note: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    action: Action | None = None
    level: str | None = None
    sequence: int | None = None
    target: Target | None = None
    ids: tuple[AltId, ...] = ()
    subjects: tuple[Concept, ...] = ()
    genres: tuple[Genre, ...] = ()
    photo_credits: tuple[str, ...] = ()


NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Draft:
    """One story, or several glued together, as a reader found it.

    Positions of `headline` and `lines` count characters of the decoded payload.
    `refusal` says why this is no story; then there is nothing else.
    """

    reader: str
    lines: tuple[Line, ...] = ()
    headline: Line | None = None
    layout: Layout = Layout.LOOSE
    facts: Facts = NOTHING
    charset: str | None = None
    dropped: dict[str, int] = field(default_factory=dict)
    composite: bool = False
    truncated: bool = False
    refusal: str | None = None
    advisory: bool = False  # the refused item is for editors
