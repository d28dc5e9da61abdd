"""The log's own clock: event time that one wrong item cannot throw forward.

Clocks of producers are hostile. A `fetchedAt` in the year 2099 must not let the whole
desk expire, yet a desk that was silent for a week must wake up. So a leap of more than
a day is believed when three records agree on it; anything less moves the clock at once.
"""

from __future__ import annotations

from dataclasses import dataclass

HOUR_MS = 3_600_000
LEAP_MS = 24 * HOUR_MS
WITNESSES = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """Event time in ms, and the times beyond a leap that wait for witnesses."""

    now: int = 0
    doubted: tuple[int, ...] = ()

    def after(self, time: int) -> Clock:
        """Return the clock after a record that happened at *time*.

        The first record sets it. Doubted times are forgotten when the clock
        catches up with them.
        """
        if self.now == 0 or time <= self.now + LEAP_MS:
            now = max(self.now, time)
            return Clock(now, tuple(t for t in self.doubted if t > now + LEAP_MS))
        waiting = sorted((*self.doubted, time))
        for first, last in zip(waiting, waiting[WITNESSES - 1 :], strict=False):
            if last - first <= LEAP_MS:
                return Clock(last, tuple(t for t in waiting if t > last + LEAP_MS))
        return Clock(self.now, tuple(waiting[-8:]))  # of many liars the last eight will do
