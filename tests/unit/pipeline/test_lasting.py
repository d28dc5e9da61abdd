"""What lasts is built once, and the collector works on afterwards."""

import gc

import pytest

from koreawire.pipeline.lasting import YOUNG, lasting, settle


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


def test_what_is_loaded_is_settled():
    """A worker's collector need not look through the items it is done with, one by one."""
    before = gc.get_threshold()
    try:
        settle()
        assert gc.get_threshold()[0] == YOUNG
        assert gc.get_freeze_count()
    finally:
        gc.set_threshold(*before)
