"""Edited: what the sub-editor made of a story's lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.pipeline.revision import UNMARKED

if TYPE_CHECKING:
    from koreawire.pipeline.embargo import Embargo
    from koreawire.pipeline.grammars.dateline import Dateline
    from koreawire.schemas.story import Revision, Span


@dataclass(slots=True)
class Edited:
    """A story as a sub-editor leaves it: clean text, and everything else in its field."""

    headline: str = ""
    original_headline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    by: str | None = None
    slugline: str | None = None
    dateline: Dateline | None = None
    codes: tuple[str, ...] = ()
    photo: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    revision: Revision = UNMARKED
    embargo: Embargo | None = None
    closing_date: str | None = None
    spans: list[Span] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)
