"""Route: every Korea story to the topics of its desks, and of the desks it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.desk_memory import MOST_STORIES, Arrival, DeskMemory
from koreawire.pipeline.record import Decision, Output
from koreawire.schemas import headers, topics
from koreawire.schemas.base import WireModel
from koreawire.schemas.story import PubStatus
from koreawire.schemas.topics import desk_topic

if TYPE_CHECKING:
    from koreawire.pipeline.record import Record


class _Judged(WireModel):
    relevant: bool


class _Extension(WireModel):
    sequence: int | None = None
    relevance: _Judged | None = None
    desks: tuple[str, ...] = ()


class _Enriched(WireModel):
    """The part of an enriched story that decides where it goes: read in a fifth of the time."""

    uri: str
    pub_status: PubStatus = PubStatus.USABLE
    koreawire: _Extension


class Route:
    """Sends enriched stories on as they are; the value is never rewritten.

    A story that changes desk, stops being relevant or is recalled goes to its
    old desks as well: whoever printed the first version must hear of it.
    """

    name = "route"
    source = topics.ENRICHED.name

    def __init__(self, *, most_stories: int = MOST_STORIES) -> None:
        """Remember where *most_stories* of each partition stand."""
        self.state = DeskMemory(most_stories)

    def decide(self, record: Record) -> Decision:
        """Return the story for each topic it belongs to.

        Raises:
            ValueError: The record is no enriched story, or has no origin.
        """
        if record.value is None:
            raise ValueError("a record without a value: enriched stories are never tombstones")
        story = _Enriched.model_validate_json(record.value)
        arrival = Arrival(
            uri=story.uri,
            origin=_identity(record, story.uri),
            offset=record.offset,
            sequence=story.koreawire.sequence or 0,
            usable=story.pub_status is PubStatus.USABLE,
            wants=_wants(story),
            time_ms=int(record.headers.get(headers.TIME, record.timestamp)),
        )
        sent, entry = self.state.place(record.partition, arrival)
        carried = {**record.headers, headers.STAGE: self.name.encode()}
        carried.pop(headers.PROCESSED_AT, None)
        return Decision(
            tuple(Output(topic, record.key, record.value, carried) for topic in sent), entry
        )


def _wants(story: _Enriched) -> tuple[str, ...]:
    """Return where the story itself belongs: nowhere, unless usable and relevant."""
    judged = story.koreawire.relevance
    if story.pub_status is not PubStatus.USABLE or judged is None or not judged.relevant:
        return ()
    return (
        topics.KOREA_STORIES.name,
        *(desk_topic(desk).name for desk in story.koreawire.desks),
    )


def _identity(record: Record, uri: str) -> str:
    """Return what tells a redelivered record from a new one.

    The origin names one story; one cause (a kill, say) can speak of several.
    """
    origin = record.headers.get(headers.ORIGIN)
    if origin is None:
        raise ValueError(f"an enriched story without the header {headers.ORIGIN}")
    cause = record.headers.get(headers.CAUSE)
    return origin.decode() if cause is None else f"{origin.decode()} {cause.decode()} {uri}"
