"""Counters of this worker, for its status page and graphs; sums of fates come from the topics."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from time import monotonic, time

RATE_SECONDS = 60  # of the sliding rate: long enough to be calm, short enough to be now


@dataclass(slots=True)
class AgentCounters:
    """What one agent of this worker has done since the start."""

    records: int = 0  # read, decided, confirmed and settled
    outputs: int = 0
    dead_letters: int = 0
    chunks: int = 0
    repeats: int = 0  # chunks that were of another generation when they were settled
    last_progress: float | None = None  # monotonic seconds
    _recent: deque[tuple[float, int]] = field(default_factory=deque)

    def settled(self, records: int, outputs: int, dead_letters: int) -> None:
        """Count a settled chunk."""
        now = monotonic()
        self.records += records
        self.outputs += outputs
        self.dead_letters += dead_letters
        self.chunks += 1
        self.last_progress = now
        self._recent.append((now, records))
        self._forget(now)

    def rate(self) -> float:
        """Return records a second over the last minute."""
        now = monotonic()
        self._forget(now)
        if not self._recent:
            return 0.0
        span = max(1.0, min(RATE_SECONDS, now - self._recent[0][0]))
        return sum(records for _, records in self._recent) / span

    def _forget(self, now: float) -> None:
        while self._recent and now - self._recent[0][0] > RATE_SECONDS:
            self._recent.popleft()


@dataclass(slots=True)
class WorkerStatus:
    """What this worker is doing, live; the web pages read it."""

    agents: dict[str, AgentCounters] = field(default_factory=dict)
    started_at: float = field(default_factory=time)  # wall clock, seconds since 1970
    assigned: dict[str, tuple[int, ...]] = field(default_factory=dict)  # topic with prefix
    lag: dict[str, dict[int, int]] = field(default_factory=dict)  # records waiting, where known
    recovered: bool = False  # assigned, state read, fetching
    reachable: bool = False  # the broker answered last time it was asked
    stopping: str | None = None  # why the worker stops

    def ready(self) -> bool:
        """Whether this worker takes part: assigned, recovered, broker reachable."""
        return self.recovered and self.reachable and self.stopping is None

    def snapshot(self) -> dict[str, object]:
        """Return everything as JSON can hold it."""
        now = monotonic()
        return {
            "startedAt": self.started_at,
            "ready": self.ready(),
            "recovered": self.recovered,
            "reachable": self.reachable,
            "stopping": self.stopping,
            "assigned": {topic: list(parts) for topic, parts in sorted(self.assigned.items())},
            "lag": {
                topic: dict(sorted(parts.items())) for topic, parts in sorted(self.lag.items())
            },
            "agents": {
                name: {
                    "records": agent.records,
                    "outputs": agent.outputs,
                    "deadLetters": agent.dead_letters,
                    "recordsPerSecond": round(agent.rate(), 1),
                    "secondsSinceProgress": (
                        None if agent.last_progress is None else round(now - agent.last_progress, 1)
                    ),
                }
                for name, agent in sorted(self.agents.items())
            },
        }
