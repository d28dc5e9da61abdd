"""The page of the topics, from `schemas/topics.py` and the shipped rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.routing import Rules
from koreawire.schemas.topics import TOPICS, Readers, TopicSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOUR_MS = 3_600_000
MIB = 1_048_576
READERS = {
    Readers.PRODUCERS: "producers write it",
    Readers.PUBLIC: "public",
    Readers.INTERNAL: "internal: may change without notice",
    Readers.OPERATORS: "operators",
}


def topics() -> Iterator[str]:
    """Yield the lines of the page: the fixed topics, then those of the shipped desks."""
    yield "`KOREAWIRE_TOPIC_PREFIX` is put before every name. `koreawire topics create` creates"
    yield "what is missing, `koreawire doctor` compares the broker with this list."
    yield "`KOREAWIRE_RETENTION_HOURS=wire.items.raw.v1=48,korea.stories.v1=2160` lets a topic keep"
    yield "its records for another time than is said here. The normalised stories are kept a day"
    yield "longer than `KOREAWIRE_DUPLICATE_WINDOW_HOURS`, never less: state is rebuilt from them."
    yield ""
    yield from _table(TOPICS)
    yield ""
    yield "## Desks"
    yield ""
    yield "One topic for each desk of the rules, `korea.<desk>.v1`; these are the ones that are"
    yield "shipped. A story can be on several, and every relevant story is on `korea.stories.v1`."
    yield ""
    yield from _table(Rules.shipped().topics())


def _table(specs: Iterable[TopicSpec]) -> Iterator[str]:
    yield "| Topic | Key | Value | Partitions | Kept | Largest record | Readers |"
    yield "|---|---|---|---|---|---|---|"
    for topic in specs:
        values = ", ".join(f"[{model.__name__}](records.md)" for model in topic.models)
        kept = f"{topic.retention_ms // HOUR_MS} h"
        largest = f"{topic.max_message_bytes // MIB} MiB"
        readers = READERS[topic.readers]
        yield (
            f"| `{topic.name}` | {topic.key} | {values} | {topic.partitions}"
            f" | {kept} | {largest} | {readers} |"
        )
