"""The window remembers by number and forgets the oldest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.ledger.window import Window


@given(st.lists(st.booleans(), max_size=80))
def test_what_is_left_is_found_under_its_number(steps):
    """Postings hold numbers: another story under one would be compared in its place."""
    window, expected = Window(), {}
    for drop in steps:
        if drop and expected:
            window.drop_oldest()
            del expected[min(expected)]
        else:
            number = window.append(b"%d" % window.next)
            expected[number] = b"%d" % number
        assert list(window) == list(expected.values())
        assert len(window) == len(expected)
        assert [window.get(number) for number in range(-1, window.next + 1)] == [
            expected.get(number) for number in range(-1, window.next + 1)
        ]
