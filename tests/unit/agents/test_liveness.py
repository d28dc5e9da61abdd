"""Progress: a stall is told from idleness and from slow work."""

from koreawire.agents.liveness import Progress


def test_a_partition_without_lag_never_stands_still():
    """A quiet night is no stall."""
    progress = Progress()
    for now in range(0, 1_000, 100):
        assert progress.observe({"p": (5, 0)}, now) == {}


def test_a_partition_that_moves_does_not_stand_still():
    """Slow work on a growing lag is work."""
    progress = Progress()
    for now in range(10):
        assert progress.observe({"p": (now, 1_000 + now)}, now) == {}


def test_a_partition_with_lag_that_does_not_move_stands_still():
    """It is told for how long, and only of that partition."""
    progress = Progress()
    progress.observe({"p": (5, 3), "q": (1, 1)}, 10)
    assert progress.observe({"p": (5, 9), "q": (2, 1)}, 70) == {"p": 60}


def test_time_counts_from_when_records_began_to_wait():
    """An hour of idleness before the first record is not held against it."""
    progress = Progress()
    progress.observe({"p": (5, 0)}, 0)
    progress.observe({"p": (5, 0)}, 3_600)
    assert progress.observe({"p": (5, 2)}, 3_601) == {"p": 1}


def test_a_partition_that_left_and_came_back_starts_anew():
    """In between it was another worker's."""
    progress = Progress()
    progress.observe({"p": (5, 3)}, 0)
    progress.observe({}, 10)
    assert progress.observe({"p": (5, 3)}, 20) == {}
