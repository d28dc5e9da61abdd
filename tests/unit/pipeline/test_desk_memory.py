"""Desk memory: bounded in time and in number, and the same after a restart."""

from __future__ import annotations

from koreawire.pipeline.desk_memory import KEEP_MS, Arrival, DeskMemory
from koreawire.schemas.topics import DAY_MS, HOUR_MS

NOON = 20_000 * DAY_MS


def arrival(number, *, origin="raw", wants=("korea.stories.v1",)):
    return Arrival(
        uri=f"urn:{number:04}",
        origin=f"{origin}:0:{number}#0",
        offset=number + 10_000 * (origin != "raw"),
        sequence=1,
        usable=True,
        wants=wants,
        time_ms=NOON + number * HOUR_MS // 20,
    )


def stands(memory, number):
    """Where what comes of the story is sent, if no desk wants it: nowhere once it is forgotten."""
    return memory.place(0, arrival(number, origin="later", wants=()))[0]


def test_of_too_many_stories_the_oldest_are_let_go():
    """A flood must not take the worker's memory; the newest stories still reach their desks."""
    memory = DeskMemory(most_stories=200)
    for number in range(1_000):
        memory.place(0, arrival(number))
        assert len(memory) <= 200
    assert stands(memory, 999) == ("korea.stories.v1",)
    assert stands(memory, 100) == ()


def test_after_a_restart_the_newest_are_remembered():
    """Entries come back in any order; what follows must reach the same desks."""
    memory = DeskMemory(most_stories=200)
    entries = [memory.place(0, arrival(number))[1] for number in range(500)]
    for order in (entries, entries[::-1]):
        again = DeskMemory(most_stories=200)
        again.restore(0, order)
        known = [number for number in range(500) if stands(again, number)]
        assert len(known) <= 200
        assert known[-196:] == list(range(304, 500))  # a fiftieth goes at once


def test_after_thirty_days_nothing_is_left():
    """Readers have let it go by then."""
    memory = DeskMemory()
    for number in range(50):
        memory.place(0, arrival(number))
    memory.expire(0, NOON + KEEP_MS + DAY_MS)
    assert len(memory) == 0
