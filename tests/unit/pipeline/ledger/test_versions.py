"""Versions: the newest one wins by what it says of itself."""

from __future__ import annotations

import pytest

from koreawire.pipeline.ledger.versions import Version, newer


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Version("10"), Version("9"), True),
        (Version("1542761538"), Version("978556838"), True),
        (Version("2"), Version("2"), None),
        (Version("b"), Version("b", created=5), None),
        (Version(seq=2), Version(seq=1, created=9), True),
        (Version(created=4), Version(created=5), False),
        (Version(), Version(), None),
        (Version("final"), Version("2", created=1), None),
        (Version("9" * 400), Version("1"), None),
    ],
)
def test_which_is_newer(one, other, expected):
    """Numbers, then the revision mark, then the time; else nobody can say."""
    assert newer(one, other) is expected


def test_the_last_version_has_one_sequence_whatever_came_before():
    """Readers keep the highest: it must not depend on the order of arrival."""
    assert [Version("4").rank, Version("1542761538").rank, Version(seq=2).rank] == [4, 1, 3]
