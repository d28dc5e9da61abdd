"""The window: what is forgotten, and what a wrong clock may not do."""

from __future__ import annotations

from tests.support.ledger_desk import OTHER, Desk, fate, story

from koreawire.pipeline.deduplicate import Deduplicate


def test_a_story_is_forgotten_when_the_window_has_passed(desk):
    """Memory is bounded by time: the fifth day does not know the first."""
    desk.take(story("1"))
    for day in range(1, 5):
        desk.take(
            story(str(day + 1), f"Number {day}. {OTHER}", headline=f"Day {day}"), hours=24 * day
        )
    assert fate(desk.take(story("9", provider="daily"), hours=97)) == "passed"
    assert len(desk.stage.ledger.memory) == 4


def test_one_wrong_clock_does_not_make_the_desk_forget(desk):
    """A fetchedAt in the far future is a producer's fault, and its own alone."""
    desk.take(story("1"))
    desk.take(story("2", OTHER, headline="Bank keeps its rate"), hours=24 * 365 * 50)
    assert fate(desk.take(story("9", provider="daily"), hours=1)) == "duplicate"


def test_items_without_dates_are_bounded_by_number():
    """A million items fetched at no known time must not fill the memory."""
    desk = Desk(Deduplicate(most_stories=10))
    for number in range(50):
        desk.take(story(str(number), f"{number} {OTHER}", headline=f"Story {number}"))
    assert len(desk.stage.ledger.memory) == 10
