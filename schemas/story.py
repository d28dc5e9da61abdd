"""Story: one normalised story, shaped as IPTC ninjs 3.2 with one extension property."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from koreawire.schemas.base import Uri, WireModel
from koreawire.schemas.override import Override


class PubStatus(StrEnum):
    """ninjs `pubStatus`: may the story be used?"""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Action(StrEnum):
    """What this transmission does to the story (wire conventions, revision model)."""

    NEW = "new"
    ALERT = "alert"
    UPDATE = "update"
    CORRECT = "correct"
    REFILE = "refile"
    REPEAT = "repeat"
    REPLACE = "replace"
    HOLD = "hold"
    RELEASE = "release"
    KILL = "kill"


class Text(WireModel):
    """A headline or a description; the first of each list is the clean text."""

    role: str | None = None
    content_type: str | None = None
    value: str


class Body(WireModel):
    """A body: the only text that ninjs lets say its length."""

    role: str | None = None
    content_type: str | None = None
    char_count: int | None = None
    word_count: int | None = None
    value: str


class InfoSource(WireModel):
    """A party that originated, distributed or is quoted in the story (ninjs `infoSources`)."""

    name: str
    role: str | None = None
    uri: Uri | None = None
    literal: str | None = None


class AltId(WireModel):
    """Another identifier of the story, e.g. an agency's item number."""

    role: str | None = None
    value: str


class Association(WireModel):
    """A story associated with this one (`rel`: parent, sidebar, part, replacedBy …).

    In ninjs an associated item is an item itself, so that it needs a `uri`.
    """

    name: str
    rel: str | None = None
    uri: Uri


class Genre(WireModel):
    """What kind of item it is (ninjs `genres`): alert, analysis, advisory."""

    name: str | None = None
    uri: str | None = None
    literal: str | None = None


class Concept(WireModel):
    """A named thing of a controlled vocabulary (ninjs `subjects`)."""

    name: str | None = None
    uri: Uri | None = None
    literal: str | None = None
    rel: str | None = None
    creator: str | None = None
    relevance: int | None = Field(default=None, ge=0, le=100)
    confidence: int | None = Field(default=None, ge=0, le=100)


class Standard(WireModel):
    """Which standard the object follows."""

    name: str = "ninjs"
    version: str = "3.2"
    schema_: Uri = Field(
        default="http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#", alias="schema"
    )


class Source(WireModel):
    """The raw item a record came from; `sha256` is of its payload, hex."""

    provider: str | None = None
    item_id: str | None = None
    sha256: str
    part: int = Field(default=0, ge=0, description="0 is the main story, and comes first")


class Target(WireModel):
    """The story a revision speaks of, as far as the text says."""

    id: str | None = None
    item_number: str | None = None
    slug: str | None = None
    transref: str | None = None
    city: str | None = None
    headline: str | None = None


class Revision(WireModel):
    """The agency's revision mark in the one model every grammar maps to."""

    action: Action = Action.NEW
    seq: int | None = None
    level: str | None = Field(default=None, description="the mark as the agency wrote it")
    note: str | None = None
    target: Target | None = None


class Credit(WireModel):
    """Who brought the story: codes of `pipeline/data`, e.g. ANP, RTR as Reuters.

    `attributed` names agencies quoted in the prose; they are not its origin.
    """

    distributor: str | None = None
    originators: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()
    photo: tuple[str, ...] = ()


class Quality(WireModel):
    """What happened to the text on the way."""

    truncated: bool = False
    parts: int = Field(
        default=1, ge=1, description="stories the raw item held, or parts of a digest"
    )
    charset: str | None = None
    reader: str | None = Field(
        default=None, description="the format it was read as: plain, newsml-g2, json:fundus"
    )
    dropped: dict[str, int] | None = Field(
        default=None, description="boilerplate taken out: kind to number of characters"
    )


class LanguageTag(WireModel):
    """The language decision: BCP 47 tag, reliability 0..1, and what decided."""

    tag: str
    reliability: float
    method: str
    declared: str | None = None


class Dateline(WireModel):
    """The dateline as written, and what it says."""

    text: str
    places: tuple[str, ...] = ()
    date: str | None = Field(default=None, description="as far as the text says: --11-24, 2023-09")
    agencies: tuple[str, ...] = ()


class Span(WireModel):
    """Where a value came from: characters of the decoded raw text, and the rule."""

    field: str
    start: int
    end: int
    rule: str


class StoryExtension(WireModel):
    """The `koreawire` property of a normalised story."""

    source: Source
    sequence: int | None = None
    revision: Revision | None = None
    credit: Credit | None = None
    quality: Quality | None = None
    language: LanguageTag | None = None
    dateline: Dateline | None = None
    parent: str | None = None
    composite: bool | None = None
    content_date: str | None = Field(
        default=None, description="when it was written, as far as is known: 2018-05, 2026-03-12T09Z"
    )
    reason: str | None = Field(default=None, description="why it is withheld or recalled")
    replaced_by: str | None = None
    family: str | None = None
    override: Override | None = Field(
        default=None, description="what a person decided instead of the models"
    )
    trace: tuple[Span, ...] | None = None
    rules: dict[str, str] | None = Field(default=None, description="rule set to its version")


class NinjsItem(WireModel):
    """The ninjs 3.2 properties a story uses; `uri` is the only required one."""

    uri: Uri
    type: Literal["text", "composite"] = "text"
    standard: Standard | None = None
    representation_type: Literal["full", "partial"] | None = None
    version: str | None = None
    first_created: AwareDatetime | None = None
    version_created: AwareDatetime | None = None
    content_created: AwareDatetime | None = None
    embargoed_until: AwareDatetime | None = None
    pub_status: PubStatus = PubStatus.USABLE
    urgency: int | None = Field(default=None, ge=1, le=9)
    ed_note: str | None = None
    usage_terms: str | None = None
    copyright_notice: str | None = None
    language: str | None = None
    headlines: tuple[Text, ...] | None = None
    descriptions: tuple[Text, ...] | None = None
    bodies: tuple[Body, ...] | None = None
    by: str | None = None
    slugline: str | None = None
    located: str | None = None
    info_sources: tuple[InfoSource, ...] | None = None
    alt_ids: tuple[AltId, ...] | None = None
    subjects: tuple[Concept, ...] | None = None
    genres: tuple[Genre, ...] | None = None
    associations: tuple[Association, ...] | None = None

    @property
    def headline(self) -> str:
        """The main headline, or the empty string."""
        return self.headlines[0].value if self.headlines else ""

    @property
    def body(self) -> str:
        """The clean text: paragraphs separated by blank lines; or the empty string."""
        return self.bodies[0].value if self.bodies else ""


class Story(NinjsItem):
    """One normalised story; a raw item can hold several."""

    koreawire: StoryExtension
