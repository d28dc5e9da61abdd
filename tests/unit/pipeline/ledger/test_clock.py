"""The log's clock: deterministic, forward, and not to be thrown by one wrong item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.ledger.clock import HOUR_MS, LEAP_MS, Clock

START = 1_764_000_000_000


def run(*times):
    clock = Clock()
    for time in times:
        clock = clock.after(time)
    return clock.now


@given(st.lists(st.integers(0, 10**14), max_size=30))
def test_it_never_goes_back(times):
    """What was let go cannot come back."""
    clock = Clock()
    for time in times:
        after = clock.after(time)
        assert after.now >= clock.now
        assert len(after.doubted) <= 8
        clock = after


def test_ordinary_times_move_it_at_once():
    """An embargo ends with the first record after it."""
    assert run(START, START + HOUR_MS, START) == START + HOUR_MS


def test_one_or_two_times_of_the_far_future_do_not():
    """A producer's broken clock is its own trouble."""
    assert run(START, START * 2, START + 1, START * 3, START + 2) == START + 2


def test_a_leap_that_three_records_agree_on_is_believed():
    """A desk that slept for a week must wake up."""
    week = START + 7 * LEAP_MS
    assert run(START, week, week + 1, week + 2) == week + 2


def test_the_first_record_sets_it():
    """There is nothing to doubt it by."""
    assert run(5) == 5
