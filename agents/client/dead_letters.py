"""Dead letters as an operator meets them: each once, with what was done about it."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from koreawire.agents.client.reading import read
from koreawire.agents.client.record import as_record
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.replay import parked_place
from koreawire.schemas.dead_letter import Handled
from koreawire.schemas.topics import DEAD_LETTER, HANDLED

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from koreawire.agents.settings import Settings
    from koreawire.pipeline.record import Record
    from koreawire.schemas.dead_letter import DeadLetter


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: the record on the topic, what it says, and what was done about it."""

    record: Record
    said: DeadLetter
    handled: Handled | None

    @property
    def id(self) -> str:
        """How an operator calls it: its place on the dead-letter topic."""
        return f"{self.record.partition}:{self.record.offset}"

    @property
    def parked_at(self) -> datetime:
        """When it was parked, by the broker's clock."""
        return datetime.fromtimestamp(self.record.timestamp / 1000, UTC)

    @property
    def provider(self) -> str | None:
        """Who sent it, where it was known."""
        source = self.said.koreawire.source if self.said.koreawire else None
        return source.provider if source else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: all conditions hold; `reason` is any part of it, in any case."""

    ids: frozenset[str] = frozenset()
    stage: str | None = None
    reason: str | None = None
    provider: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    handled: bool = False  # those that were dealt with as well

    def takes(self, letter: Letter) -> bool:
        """Whether *letter* is one of them."""
        said = letter.said
        return (
            (not self.ids or letter.id in self.ids)
            and (self.handled or letter.handled is None)
            and (self.stage is None or said.stage == self.stage)
            and (self.reason is None or self.reason.casefold() in said.reason.casefold())
            and (self.provider is None or letter.provider == self.provider)
            and (self.since is None or letter.parked_at >= self.since)
            and (self.until is None or letter.parked_at < self.until)
        )

    @property
    def everything(self) -> bool:
        """Whether nothing narrows it down."""
        return self == Wanted(handled=self.handled)


async def letters(settings: Settings, wanted: Wanted) -> AsyncGenerator[Letter, None]:
    """Yield the letters that are *wanted*, oldest first, up to where the topic ends now.

    One that was delivered more than once is yielded once.

    Raises:
        Problem: The brokers cannot be reached, or a topic is missing.
    """
    done = await handled(settings)
    seen: set[str] = set()
    topic = settings.topic(DEAD_LETTER.name)
    found = read(settings, [topic], from_beginning=True, until_end=True)
    async with aclosing(found):
        async for consumed in found:
            record = as_record(DEAD_LETTER.name, consumed)
            where = parked_place(record)
            if where in seen:
                continue
            seen.add(where)
            letter = Letter(record, describe(record), done.get(where))
            if wanted.takes(letter):
                yield letter


async def handled(settings: Settings) -> Mapping[str, Handled]:
    """Return what was done, by the place of the parked record; the latest counts."""
    done: dict[str, Handled] = {}
    topic = settings.topic(HANDLED.name)
    found = read(settings, [topic], from_beginning=True, until_end=True)
    async with aclosing(found):
        async for mark in found:
            done[(mark.key or b"").decode()] = Handled.model_validate_json(mark.value or b"")
    return done
