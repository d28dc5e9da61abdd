"""The window remembers by number and forgets the oldest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.ledger.window import Window


@given(st.lists(st.sampled_from(["append", "retire", "take", "skip"]), max_size=80))
def test_what_is_left_is_found_under_its_number(steps):
    """Postings hold numbers: another story under one would be compared in its place."""
    window, expected, retired = Window(), {}, {}
    for step in steps:
        if step == "append":
            number = window.append(b"%d" % window.next)
            expected[number] = b"%d" % number
        elif step == "retire" and expected:
            number = min(expected)
            window.retire(number + 1)
            retired[number] = expected.pop(number)
        elif step == "take" and retired:
            number = max(retired)
            assert window.take(number) == retired[number]
            retired[number] = None
        elif step == "skip" and retired:
            assert window.take(min(retired)) == retired.pop(min(retired))
            window.skip()
        assert list(window.retired) == list(retired)
        assert list(window) == list(expected.values())
        assert len(window) == len(expected)
        assert [window.get(number) for number in range(-1, window.next + 1)] == [
            expected.get(number) for number in range(-1, window.next + 1)
        ]
