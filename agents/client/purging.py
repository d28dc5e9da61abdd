"""Purge: one story taken out of the state that workers left on the broker."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer

from koreawire.agents.client.admin import admin, members
from koreawire.agents.client.connection import client_options
from koreawire.agents.client.reading import read
from koreawire.agents.problem import Problem
from koreawire.pipeline.ledger.facts import SCHEME
from koreawire.pipeline.ledger.purge import purged
from koreawire.pipeline.segments import Key, SchemeError, pack, unpack
from koreawire.schemas.topics import LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from koreawire.agents.settings import Settings
    from koreawire.pipeline.segments import Segment

STAGE = "deduplicate"  # the only one that remembers words of a story


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done: entries rewritten, in how many segments of which changelog."""

    changelog: str
    entries: int
    segments: int


async def purge(settings: Settings, uri: str) -> Purged:
    """Rewrite the segments that hold words of the story *uri*; each write is confirmed.

    Under its own key a segment takes the place of the one with the words, for workers
    at once and for the broker when it compacts the changelog.

    Raises:
        Problem: Workers run: they would write back what they have in memory.
    """
    changelog = f"{settings.app_id}-{STAGE}-changelog"
    async with admin(settings) as client:
        if changelog not in await client.list_topics():
            return Purged(changelog, 0, 0)
        if count := await members(client, settings.app_id):
            raise Problem(
                f"workers of {settings.app_id} run ({count}), and would write back"
                " what they remember; stop them, purge, start them again"
            )
    entries = 0
    changed = await _changed(settings, changelog, uri)
    producer = AIOKafkaProducer(
        **client_options(settings), acks="all", max_request_size=3 * LARGE_RECORD_BYTES
    )
    async with producer:
        for key, (segment, count) in sorted(changed.items(), key=lambda item: item[0].pack()):
            await producer.send_and_wait(
                changelog, pack(segment, SCHEME), key=key.pack(), partition=key.partition
            )
            entries += count
    return Purged(changelog, entries, len(changed))


async def _changed(settings: Settings, changelog: str, uri: str) -> dict[Key, tuple[Segment, int]]:
    """Return the segments to write, with how many of their entries are changed."""
    changed: dict[Key, tuple[Segment, int]] = {}
    found = read(settings, [changelog], from_beginning=True, until_end=True)
    async with aclosing(found):
        async for record in found:
            key = Key.unpack(record.key or b"")
            changed.pop(key, None)  # a later value of the same key is the one that counts
            if record.value is None:
                continue
            try:
                segment = unpack(record.value, SCHEME)
            except SchemeError as error:
                raise Problem(
                    f"{changelog}: {error}; start a worker with KOREAWIRE_REBUILD_STATE=1 first"
                ) from None
            new = {
                index: entry
                for index, old in enumerate(segment.entries)
                if (entry := purged(old, uri)) is not None
            }
            if new:
                entries = tuple(new.get(at, old) for at, old in enumerate(segment.entries))
                changed[key] = (replace(segment, entries=entries), len(new))
    return changed
