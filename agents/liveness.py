"""Liveness: a worker whose partitions make no progress while records wait stops, with the reason.

Faust's consumers can stall without a word (faust#175, #523, #629); a process that
has ended is started again by its supervisor.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog
from aiokafka.errors import KafkaError
from faust.exceptions import ConsumerNotStarted

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

log = structlog.get_logger("koreawire")

LOOK_SECONDS = 1.0
ASK_SECONDS = 10.0  # for the ends of the logs


@dataclass(slots=True)
class Progress:
    """Since when each partition has stood still with records waiting."""

    _seen: dict[Hashable, tuple[Hashable, float]] = field(default_factory=dict)

    def observe(self, waiting: Mapping[Any, tuple[Hashable, int]], now: float) -> dict[Any, float]:
        """Return for how many seconds each partition has stood still.

        *waiting*: the position and the lag of each assigned partition. One
        without lag never stands still.
        """
        still: dict[Any, float] = {}
        for key in [key for key in self._seen if key not in waiting]:
            del self._seen[key]
        for key, (position, lag) in waiting.items():
            known = self._seen.get(key)
            if lag <= 0 or known is None or known[0] != position:
                self._seen[key] = (position, now)
            else:
                still[key] = now - known[1]
        return still


class Watch:
    """Looks at a running app every few seconds; keeps its status, and stops it when it is stuck."""

    def __init__(self, app: Any, *, look_seconds: float = LOOK_SECONDS) -> None:
        """Take the app, and the seconds between looks."""
        self._app = app
        self._look_seconds = look_seconds
        self._progress = Progress()
        self._recovery = Progress()
        self._looked = monotonic()
        self._at_work = 0.0  # seconds; the clock of `_progress`

    async def run(self) -> None:
        """Look until the app stops."""
        while not self._app.should_stop:
            await asyncio.sleep(self._look_seconds)
            try:
                await self._look()
            except ConsumerNotStarted:
                continue
            except (KafkaError, TimeoutError, OSError) as error:
                self._app.status.reachable = False
                log.warning("broker.unreachable", error=repr(error))
            except asyncio.CancelledError as error:  # of a question in the client's thread
                if _is_cancelled():
                    raise
                log.warning("watch.failed", error=repr(error))
            except Exception as error:  # noqa: BLE001 - a watch that dies watches nothing
                log.warning("watch.failed", error=repr(error))

    async def _look(self) -> None:
        app = self._app
        app.status.stopping = app.failure.reason
        for part in (app.consumer, app.producer):
            dead = part.dead()
            if dead is not None:
                app.failure.stop("client.ended", dead, part=type(part).__name__)
                return
        tps = {tp for tp in app.consumer.assignment() if not self._is_changelog(tp)}
        self._tell(_by_topic(tps), ready=app.tables.actives_ready and not app.rebalancing)
        async with asyncio.timeout(ASK_SECONDS):
            ends = await app.consumer.highwaters(*tps) if tps else {}
        app.status.reachable = True
        waiting = self._waiting(tps, ends)
        app.status.lag = {}
        for tp, (_, lag) in waiting.items():
            app.status.lag.setdefault(tp.topic, {})[tp.partition] = lag
        self._judge(waiting, monotonic())

    def _tell(self, assigned: dict[str, tuple[int, ...]], *, ready: bool) -> None:
        """Keep the status, and log what has changed in it."""
        status = self._app.status
        if ready and (not status.recovered or assigned != status.assigned):
            log.info("worker.ready", assigned=assigned)
        status.assigned, status.recovered = assigned, ready

    def _judge(self, waiting: Mapping[Any, tuple[Hashable, int]], now: float) -> None:
        """Stop the worker when its recovery or a partition has stood still for too long.

        Each is timed only while it is its turn: a partition does not stand still
        while state recovers, and each recovery is timed for itself.
        """
        app = self._app
        most = app.settings.stall_seconds
        passed, self._looked = now - self._looked, now
        if not app.status.recovered:
            remaining = app.tables.recovery.active_remaining_total() if waiting else 0
            at = (remaining, sum(table.segments_noted for table in app.tables.values()))
            still = self._recovery.observe({"recovery": (at, int(bool(waiting)))}, now)
            if still.get("recovery", 0) > most:
                app.failure.stop("recovery.stalled", seconds=most, remaining=remaining)
            return
        self._recovery.observe({}, now)
        self._at_work += passed
        for tp, seconds in sorted(self._progress.observe(waiting, self._at_work).items()):
            if seconds > most:
                app.failure.stop(
                    "progress.stalled",
                    topic=tp.topic,
                    partition=tp.partition,
                    lag=waiting[tp][1],
                    seconds=most,
                    **app.consumer.standing(tp),
                )

    def _waiting(
        self, tps: set[Any], ends: Mapping[Any, int | None]
    ) -> dict[Any, tuple[Hashable, int]]:
        """Return where each partition is, and how many of its records wait.

        Where chunks of a partition are in the agent's hand, it moves as long as the
        agent settles anything of its topic: it may be the turn of another partition.
        That hides no chunk that hangs, which holds up the whole agent, and none that
        was lost on the way, which the next one of its partition tells (`contiguity`).
        """
        consumer = self._app.consumer
        at = {tp: consumer.position_of(tp) for tp in tps}
        done: Counter[str] = Counter()
        for tp, position in at.items():
            done[tp.topic] += position
        return {
            tp: (
                (position, done[tp.topic] if consumer.contiguity.in_hand(tp) else None),
                (ends.get(tp) or 0) - position,
            )
            for tp, position in at.items()
        }

    def _is_changelog(self, tp: Any) -> bool:
        return tp.topic in self._app.tables.changelog_topics


def _by_topic(tps: set[Any]) -> dict[str, tuple[int, ...]]:
    topics: dict[str, tuple[int, ...]] = {}
    for tp in sorted(tps):
        topics[tp.topic] = (*topics.get(tp.topic, ()), tp.partition)
    return topics


def _is_cancelled() -> bool:
    """Whether it is this task that was told to end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
