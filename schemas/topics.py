"""Every topic: name, model, key, partitions, retention and who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from koreawire.schemas.dead_letter import DeadLetter, Handled
from koreawire.schemas.enriched import EnrichedStory
from koreawire.schemas.notice import Notice
from koreawire.schemas.raw import RawItem
from koreawire.schemas.relation import Relation
from koreawire.schemas.story import Story

if TYPE_CHECKING:
    from koreawire.schemas.base import WireModel

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
RECORD_BYTES = 2_097_152  # 2 MiB: a long story with its mentions, with room
LARGE_RECORD_BYTES = 8_388_608  # 8 MiB: a scraped page with inline pictures, base64
DEAD_LETTER_BYTES = LARGE_RECORD_BYTES + 65_536  # the same, and what the headers say of it


class Readers(StrEnum):
    """Who may rely on a topic."""

    PRODUCERS = "producers"  # they write it; the project reads it
    PUBLIC = "public"
    INTERNAL = "internal"
    OPERATORS = "operators"


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as the project creates it and `doctor` checks it.

    `name` has no prefix: a prefix is a setting. `retention_ms` is -1 for ever.
    """

    name: str
    models: tuple[type[WireModel], ...]
    key: str
    partitions: int
    retention_ms: int
    readers: Readers
    max_message_bytes: int = RECORD_BYTES


RAW = TopicSpec(
    "wire.items.raw.v1",
    (RawItem,),
    "any; provider:itemId if known",
    4,
    7 * DAY_MS,
    Readers.PRODUCERS,
    LARGE_RECORD_BYTES,
)
# One partition: the order of this log is the order in which the desk learns things.
# Kept for the duplicate window (72 h) and a day, so that state can be rebuilt from it.
NORMALISED = TopicSpec(
    "wire.stories.normalised.v1",
    (Story, Notice),
    "uri",
    1,
    96 * HOUR_MS,
    Readers.INTERNAL,
    LARGE_RECORD_BYTES,
)
UNIQUE = TopicSpec(
    "wire.stories.unique.v1", (Story,), "uri", 4, 7 * DAY_MS, Readers.INTERNAL, LARGE_RECORD_BYTES
)
RELATIONS = TopicSpec(
    "wire.stories.relations.v1",
    (Relation,),
    "uri of the later story",
    4,
    30 * DAY_MS,
    Readers.PUBLIC,
)
ENRICHED = TopicSpec(
    "wire.stories.enriched.v1",
    (EnrichedStory,),
    "uri",
    4,
    30 * DAY_MS,
    Readers.PUBLIC,
    LARGE_RECORD_BYTES,
)
KOREA_STORIES = TopicSpec(
    "korea.stories.v1", (EnrichedStory,), "uri", 4, 30 * DAY_MS, Readers.PUBLIC, LARGE_RECORD_BYTES
)
NOTICES = TopicSpec("wire.notices.v1", (Notice,), "uri concerned", 4, 30 * DAY_MS, Readers.PUBLIC)
DEAD_LETTER = TopicSpec(
    "wire.dead-letter.v1",
    (DeadLetter,),
    "the original key",
    1,
    30 * DAY_MS,
    Readers.OPERATORS,
    DEAD_LETTER_BYTES,
)
# Twice as long as the letters, so that no letter outlives what was done about it.
HANDLED = TopicSpec(
    "wire.dead-letters.handled.v1",
    (Handled,),
    "topic:partition:offset:timestamp of the parked record",
    1,
    60 * DAY_MS,
    Readers.OPERATORS,
)

TOPICS = (
    RAW,
    NORMALISED,
    UNIQUE,
    RELATIONS,
    ENRICHED,
    KOREA_STORIES,
    NOTICES,
    DEAD_LETTER,
    HANDLED,
)


def desk_topic(desk: str) -> TopicSpec:
    """Return the topic of *desk*, e.g. `korea.politics.v1`."""
    return TopicSpec(
        f"korea.{desk}.v1",
        (EnrichedStory,),
        "uri",
        4,
        30 * DAY_MS,
        Readers.PUBLIC,
        LARGE_RECORD_BYTES,
    )
