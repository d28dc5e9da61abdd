"""Where each story stands: the topics it was sent to, so that what follows it reaches them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import orjson

from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.record import Entry
from koreawire.schemas.topics import DAY_MS, HOUR_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEEP_MS = 30 * DAY_MS  # as long as the desk topics keep a story: later there is nothing to correct
MOST_STORIES = 100_000  # of a partition, 0.5 KB each: 13,000 a day of Korea's over four
SHARE_DROPPED = 50  # of too many, a fiftieth at once: a few milliseconds
MOST_COMBINATIONS = 4_096  # of desks, each kept once


@dataclass(frozen=True, slots=True)
class Arrival:
    """An enriched story that arrived: where it wants to be, and whether it may be used.

    `origin` tells a redelivered record from a new one; `offset` is its place in
    the log of its partition; `time_ms` is its event time.
    """

    uri: str
    origin: str
    offset: int
    sequence: int
    usable: bool
    wants: tuple[str, ...]
    time_ms: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an arrival was sent, and where the story stands after it."""

    origin: str
    offset: int
    sequence: int
    keep_until: int
    sent: tuple[str, ...]
    stands: tuple[str, ...]


@dataclass(slots=True)
class _Partition:
    clock: Clock = field(default_factory=Clock)
    stories: dict[str, list[Placement]] = field(default_factory=dict)
    by_hour: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


class DeskMemory:
    """Story to its placements, a partition each; forgets by the log's own clock.

    Of too many stories the ones go first that would be forgotten first.
    """

    def __init__(self, most_stories: int = MOST_STORIES) -> None:
        """Remember *most_stories* of each partition."""
        self._most_stories = most_stories
        self._partitions: dict[int, _Partition] = defaultdict(_Partition)
        self._combinations: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __len__(self) -> int:
        return sum(len(part.stories) for part in self._partitions.values())

    def place(self, partition: int, arrival: Arrival) -> tuple[tuple[str, ...], Entry | None]:
        """Return the topics *arrival* goes to and what to remember of it.

        A redelivered record goes where it went before, in any case. An older
        sequence that comes late goes only where the newer one is as well, so
        that nobody is left with the older. An arrival that changes nothing and
        could not be newer than anything later is not remembered.
        """
        part = self._partitions[partition]
        part.clock = part.clock.after(arrival.time_ms)
        known = [
            placement
            for placement in part.stories.get(arrival.uri, ())
            if placement.keep_until > part.clock.now
        ]
        for placement in known:
            if placement.origin == arrival.origin:
                again = replace(placement, sent=_union(placement.sent, arrival.wants))
                self._keep(part, arrival.uri, again)
                return again.sent, _entry(arrival.uri, again)
        earlier = sorted(
            (placement for placement in known if placement.offset < arrival.offset),
            key=lambda placement: placement.offset,
        )
        sent, stands = map(self._one, _targets(arrival, earlier))
        if not sent and arrival.usable and arrival.sequence <= 1:
            return (), None
        placement = Placement(
            arrival.origin,
            arrival.offset,
            arrival.sequence,
            arrival.time_ms + KEEP_MS,
            sent,
            stands,
        )
        self._keep(part, arrival.uri, placement)
        return sent, _entry(arrival.uri, placement)

    def restore(self, partition: int, entries: Sequence[Entry]) -> None:
        """Take in entries read from the changelog, in any order; equal origins merge.

        They do not move the clock: `expire` says how far the log has come.
        """
        part = self._partitions[partition]
        for entry in entries:
            uri, placement = _placement(entry)
            sent, stands = self._one(placement.sent), self._one(placement.stands)
            self._keep(part, uri, replace(placement, sent=sent, stands=stands))

    def forget(self, partition: int) -> None:
        """Drop everything of a partition that was revoked."""
        self._partitions.pop(partition, None)

    def expire(self, partition: int, clock: int) -> None:
        """Drop what may be forgotten at event time *clock* (ms)."""
        part = self._partitions[partition]
        part.clock = replace(part.clock, now=max(part.clock.now, clock))
        for hour in sorted(hour for hour in part.by_hour if hour <= clock // HOUR_MS):
            for uri in part.by_hour.pop(hour):
                self._drop(part, uri, clock)

    def _one(self, combination: tuple[str, ...]) -> tuple[str, ...]:
        """Return the one copy of a combination of desks: a story has one of a few hundred."""
        if len(self._combinations) == MOST_COMBINATIONS:
            self._combinations.clear()
        return self._combinations.setdefault(combination, combination)

    def _drop(self, part: _Partition, uri: str, clock: int) -> None:
        kept = [one for one in part.stories.get(uri, ()) if one.keep_until > clock]
        if not kept:
            part.stories.pop(uri, None)
            return
        part.stories[uri] = kept
        for one in kept:
            part.by_hour[one.keep_until // HOUR_MS].add(uri)

    def _drop_oldest(self, part: _Partition) -> None:
        """Drop a share of the stories, those that would be forgotten first."""
        drop = len(part.stories) - self._most_stories + self._most_stories // SHARE_DROPPED
        for hour in sorted(part.by_hour):
            if drop <= 0:
                return
            uris = sorted(part.by_hour[hour])[:drop]
            part.by_hour[hour].difference_update(uris)
            before = len(part.stories)
            for uri in uris:
                self._drop(part, uri, (hour + 1) * HOUR_MS - 1)
            drop -= before - len(part.stories)
            if not part.by_hour[hour]:
                del part.by_hour[hour]

    def _keep(self, part: _Partition, uri: str, placement: Placement) -> None:
        placements = part.stories.setdefault(uri, [])
        for index, known in enumerate(placements):
            if known.origin == placement.origin:
                placements[index] = replace(
                    known,
                    offset=min(known.offset, placement.offset),
                    sent=_union(known.sent, placement.sent),
                )
                return
        placements.append(placement)
        part.by_hour[placement.keep_until // HOUR_MS].add(uri)
        if len(part.stories) > self._most_stories:
            self._drop_oldest(part)


def _targets(
    arrival: Arrival, earlier: Sequence[Placement]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return where *arrival* goes, and where its story stands then."""
    newest = max(earlier, key=lambda one: (one.sequence, one.offset), default=None)
    if newest is not None and arrival.sequence < newest.sequence:
        return tuple(topic for topic in arrival.wants if topic in newest.sent), ()
    if arrival.usable:
        return _union(arrival.wants, newest.stands if newest else ()), arrival.wants
    everywhere = _union(*(one.sent for one in earlier))
    return everywhere, everywhere


def _union(*topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for some in topics for topic in some))


def _entry(uri: str, placement: Placement) -> Entry:
    data = orjson.dumps((uri, placement.sequence, placement.sent, placement.stands))
    return Entry(placement.origin, placement.offset, placement.keep_until, data)


def _placement(entry: Entry) -> tuple[str, Placement]:
    uri, sequence, sent, stands = orjson.loads(entry.data)
    return uri, Placement(
        entry.origin, entry.offset, sequence, entry.keep_until, tuple(sent), tuple(stands)
    )
