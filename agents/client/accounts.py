"""What became of every item, from the topics alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.agents.rows import headline, replaced
from koreawire.pipeline.dead_letters import describe
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from koreawire.pipeline.record import Record

FATE_TOPICS = frozenset({topics.UNIQUE.name, topics.RELATIONS.name, topics.NOTICES.name})
# Everything that must be read to know the fate of an item.
READ = (
    topics.NORMALISED,
    topics.UNIQUE,
    topics.RELATIONS,
    topics.ENRICHED,
    topics.KOREA_STORIES,
    topics.NOTICES,
    topics.DEAD_LETTER,
)


@dataclass(slots=True)
class Accounts:
    """Items by their place in the raw topic, `<topic>:<partition>:<offset>`.

    Sums are over distinct origins: a record that is published again with the same
    value changes nothing here.
    """

    origins: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    fates: dict[str, str] = field(default_factory=dict)
    parked: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    headlines: dict[str, str] = field(default_factory=dict)
    notices: dict[str, dict[str, Any]] = field(default_factory=dict)
    unique: dict[tuple[str, int], str] = field(default_factory=dict)
    enriched: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    published: dict[tuple[str, int], Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take in a record of one of `READ`."""
        origin = record.headers.get(headers.ORIGIN, b"").decode(errors="replace")
        if record.topic == topics.DEAD_LETTER.name:
            self.parked[origin] = describe(record).reason
            return
        value = orjson.loads(record.value or b"{}")
        if record.topic == topics.NORMALISED.name:
            self.origins[base(origin)].add(origin)
            self.headlines[origin] = headline(value)
        elif record.topic in (topics.ENRICHED.name, topics.KOREA_STORIES.name):
            self._story(record, value)
        if record.topic in FATE_TOPICS and headers.CAUSE not in record.headers:
            self.fates[origin] = record.headers.get(headers.FATE, b"").decode(errors="replace")
        if record.topic == topics.UNIQUE.name:
            self.unique[version(value)] = origin
        elif record.topic == topics.RELATIONS.name:
            self.relations[origin].append(value)
        elif record.topic == topics.NOTICES.name:
            self.notices[origin] = value

    def open(self, item: str) -> bool:
        """Whether something of *item* is still under way.

        What an item becomes is published in one batch: with the first of its stories all are there.
        """
        if item in self.parked:
            return False
        seen = self.origins.get(item)
        return not seen or any(
            origin not in self.fates and origin not in self.parked for origin in seen
        )

    def under_way(self) -> bool:
        """Whether a story that passed is not enriched, or one that is Korea's not published."""
        for key, origin in self.unique.items():
            if origin in self.parked:
                continue
            story = self.enriched.get(key)
            if story is None or (relevant(story) and key not in self.published):
                return True
        return False

    def stories(self) -> dict[tuple[str, int], Record]:
        """Return the Korea stories as they stand.

        That is the highest sequence of each uri, without those that another
        story replaced.
        """
        highest: dict[str, int] = {}
        for uri, sequence in self.published:
            highest[uri] = max(sequence, highest.get(uri, sequence))
        return {
            key: found
            for key, found in self.published.items()
            if highest[key[0]] == key[1] and not replaced(self.enriched.get(key, {}))
        }

    def _story(self, record: Record, value: dict[str, Any]) -> None:
        if record.topic == topics.ENRICHED.name:
            self.enriched[version(value)] = value
        else:
            self.published[version(value)] = record


def base(origin: str) -> str:
    """Return the item's place: the origin without `#<n>`."""
    return origin.partition("#")[0]


def version(value: dict[str, Any]) -> tuple[str, int]:
    """Return what identifies a record of a story: its uri and sequence."""
    return value["uri"], (value.get("koreawire") or {}).get("sequence") or 0


def relevant(story: dict[str, Any]) -> bool:
    """Whether an enriched story is Korea's."""
    return bool(((story.get("koreawire") or {}).get("relevance") or {}).get("relevant"))
