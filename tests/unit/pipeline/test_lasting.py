"""What lasts is built once, and the collector works on afterwards."""

import gc

import pytest

from koreawire.pipeline.lasting import lasting


def test_it_is_built_once_and_kept_from_the_collector():
    """Tables that are never dropped must not be gone through again and again."""
    watched = []

    @lasting
    def table():
        watched.append(gc.isenabled())
        return [[number] for number in range(5)]

    assert table() is table()
    assert watched == [False]
    assert gc.isenabled()
    assert not any(kept is table() for kept in gc.get_objects())


def test_a_failure_leaves_the_collector_at_work():
    """Else a process that goes on would grow without bounds."""

    @lasting
    def broken():
        raise ValueError("no such table")

    with pytest.raises(ValueError, match="no such table"):
        broken()
    assert gc.isenabled()
