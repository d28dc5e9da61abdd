"""EnrichedStory: ninjs 3.2 plus this project's extension."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from koreawire.schemas.base import Uri, WireModel
from koreawire.schemas.story import NinjsItem, StoryExtension


class EntityType(StrEnum):
    """What kind of thing a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    PRODUCT = "product"


class Form(StrEnum):
    """How the text refers to it."""

    NAME = "name"
    DEMONYM = "demonym"
    ACRONYM = "acronym"
    ANAPHOR = "anaphor"


class Mention(WireModel):
    """A stretch of text that names an entity; offsets count code points of `field`."""

    field: Literal["headline", "body"]
    start: int
    end: int
    surface: str
    canonical: str
    type: EntityType
    subtype: str | None = None
    form: Form = Form.NAME
    korean: bool | None = Field(default=None, description="of the peninsula; absent if unknown")
    id: str = Field(description="Q884, geonames:…, koreawire:… or nil:…")
    method: str = Field(description="the rule that found it")
    confidence: float = Field(ge=0, le=1)
    alternatives: tuple[str, ...] | None = None


class NamedEntity(WireModel):
    """A ninjs person, organisation or place; `uri` is the full Wikidata entity URI."""

    name: str
    rel: str | None = None
    uri: Uri | None = None
    literal: str | None = None


class NamedEvent(WireModel):
    """A ninjs event."""

    id: str | None = None
    name: str | None = None
    rel: str | None = None
    uri: Uri | None = None
    literal: str | None = None


class Relevance(WireModel):
    """Is the story Korea's? `score` is a probability; `reasons` are for people."""

    relevant: bool
    score: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = ()
    focus: str | None = Field(default=None, description="south, north, inter-korean or diaspora")


class EnrichedExtension(StoryExtension):
    """The `koreawire` property of an enriched story."""

    relevance: Relevance | None = None
    desks: tuple[str, ...] | None = None
    mentions: tuple[Mention, ...] | None = None


class EnrichedStory(NinjsItem):
    """A story with who, where, relevance and desks."""

    people: tuple[NamedEntity, ...] | None = None
    organisations: tuple[NamedEntity, ...] | None = None
    places: tuple[NamedEntity, ...] | None = None
    events: tuple[NamedEvent, ...] | None = None
    koreawire: EnrichedExtension
