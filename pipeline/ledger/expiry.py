"""What of a window is past: by the log's clock, or because there are too many."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

from koreawire.pipeline.ledger.facts import known_since, learned_at

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.pipeline.ledger.window import Window

MOST_DROPPED = 64  # looked at or taken apart at once: what comes after a silence waits for no more


class Expiry:
    """Tells where what is remembered begins; a leap of the clock costs it hardly more than a step.

    Records were learned in order of the clock, so that place can be searched by halves. Of
    those that happened at a time the clock doubted, each may keep what came after it.
    """

    def __init__(self, window: Window, *, window_ms: int, most_stories: int) -> None:
        self._window = window
        self._window_ms = window_ms
        self._most_stories = most_stories
        self._ahead: deque[tuple[int, int]] = deque()  # number and time of doubted ones

    def note(self, number: int, facts: Facts) -> None:
        """Note a record that is learned."""
        if facts.time > facts.clock:
            self._ahead.append((number, facts.time))

    @property
    def too_many(self) -> bool:
        """Whether the oldest has to go for number alone."""
        return len(self._window) > self._most_stories

    def first_kept(self, clock: int) -> int:
        """Return the number of the oldest record that is remembered at *clock*."""
        window, since = self._window, clock - self._window_ms
        first = max(window.oldest, window.next - self._most_stories)
        while self._ahead and self._ahead[0][0] < first:
            self._ahead.popleft()
        after = min(first + MOST_DROPPED, window.next)
        for number in range(first, after):
            if known_since(window.get(number) or b"", clock) > since:
                return number
        if after == window.next:
            return after
        rest = range(after, window.next)
        end = after + bisect_right(rest, since, key=lambda one: learned_at(window.get(one) or b""))
        for number, time in self._ahead:
            if number < end and since < time <= clock:
                return number
        return end
