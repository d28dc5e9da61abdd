"""What a worker must know of the cluster before it starts: topics, partitions, record limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiokafka import errors
from aiokafka.admin import NewTopic

from koreawire.agents.client import topics as broker_topics
from koreawire.agents.client.admin import admin
from koreawire.agents.problem import Problem
from koreawire.schemas.topics import DEAD_LETTER, LARGE_RECORD_BYTES, NORMALISED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiokafka.admin import AIOKafkaAdminClient

    from koreawire.agents.settings import Settings

# The changelog keeps the newest value of each segment. Small log segments, so that
# the broker can clean what was merged or expired; a tenth of dirt is worth a cleaning.
CHANGELOG = {
    "cleanup.policy": "compact",
    "segment.bytes": str(64 * 1024 * 1024),
    "segment.ms": str(3_600_000),
    "min.cleanable.dirty.ratio": "0.1",
    # What is remembered of a story may hold the story, and the records made of it.
    "max.message.bytes": str(2 * LARGE_RECORD_BYTES),
}
MAX_BYTES = "max.message.bytes"
POLL_SECONDS = 0.05
DEAD_LETTER_ROOM = 16_384  # bytes of headers that a dead letter adds to a record, at most
# Bytes that deduplicate may add to a story: what it has taken in it must be able to publish,
# or copies would be held up by a story that nobody got.
LEDGER_ROOM = 16_384


@dataclass(frozen=True, slots=True)
class Ground:
    """The cluster as found: partitions of each topic, named without prefix."""

    partitions: Mapping[str, int]


def limits(settings: Settings) -> dict[str, int]:
    """Return the bytes a record may take, by topic without prefix.

    What a stage makes of a record and is above the limit is parked; so it is
    told here, not by the broker: a refused record would come again for ever.
    """
    room = {DEAD_LETTER.name: DEAD_LETTER_ROOM, NORMALISED.name: -LEDGER_ROOM}
    return {
        spec.name: min(spec.max_message_bytes, settings.max_record_bytes) + room.get(spec.name, 0)
        for spec in broker_topics.specs(settings, at_start=True)
    }


async def survey(settings: Settings) -> Ground:
    """Look at the topics.

    Raises:
        Problem: The brokers cannot be used, or a topic is missing or takes too little.
    """
    async with admin(settings) as client:
        wanted = {
            settings.topic(spec.name): spec for spec in broker_topics.specs(settings, at_start=True)
        }
        found = await broker_topics.existing(client, wanted)
    needed = limits(settings)
    for name, spec in wanted.items():
        if name not in found:
            raise Problem(f"topic {name} is missing; run `koreawire topics create`")
        takes = int(found[name].config.get(MAX_BYTES, needed[spec.name]))
        if takes < needed[spec.name]:
            raise Problem(
                f"{MAX_BYTES} of topic {name} is {takes}, and records may have"
                f" {needed[spec.name]}; raise it, or lower KOREAWIRE_MAX_RECORD_BYTES"
            )
    return Ground({wanted[name].name: topic.partitions for name, topic in found.items()})


async def create_changelogs(settings: Settings, wanted: Mapping[str, str]) -> None:
    """Create the changelogs that are missing; *wanted*: changelog to source, full names.

    A changelog has its source's partitions and as many copies.

    Raises:
        Problem: The cluster refused, or one is there with other partitions.
    """
    if not wanted:
        return
    async with admin(settings) as client:
        found = await broker_topics.existing(client, [*wanted, *wanted.values()])
        missing = []
        for name, source in sorted(wanted.items()):
            partitions = found[source].partitions
            if name not in found:
                missing.append(_new(name, found[source]))
            elif found[name].partitions != partitions:
                raise Problem(
                    f"changelog {name} has {found[name].partitions} partitions, its source"
                    f" {partitions}; delete it and start with KOREAWIRE_REBUILD_STATE=1"
                )
        if missing:
            await _create(client, missing)


def _new(name: str, source: broker_topics.Topic) -> NewTopic:
    replicas = max(1, source.replicas)
    safe = {"min.insync.replicas": "2"} if replicas >= broker_topics.REPLICAS else {}
    return NewTopic(name, source.partitions, replicas, topic_configs={**CHANGELOG, **safe})


async def _create(client: AIOKafkaAdminClient, missing: Sequence[NewTopic]) -> None:
    answer = await client.create_topics(list(missing))
    for name, code, *message in answer.topic_errors:
        if code not in (0, broker_topics.EXISTS):  # another worker made it in the meantime
            reason = (message[0] if message else None) or errors.for_code(code).__name__
            raise Problem(f"changelog {name} was not created: {reason}")
    names = {topic.name for topic in missing}
    while not names <= set(await client.list_topics()):  # noqa: ASYNC110 - brokers send no event
        await asyncio.sleep(POLL_SECONDS)
