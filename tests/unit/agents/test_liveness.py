"""Liveness: a stall is told from idleness, from slow work and from recovery."""

import asyncio
from types import SimpleNamespace

import pytest
from faust.types import TP

from koreawire.agents.chunk import Chunk
from koreawire.agents.contiguity import Contiguity
from koreawire.agents.liveness import Progress, Watch

STALL = 100
TURN, WAITS = TP("t", 0), TP("t", 1)


@pytest.fixture
def app():
    """A worker with one table and, so far, nothing wrong."""
    stopped = []
    return SimpleNamespace(
        settings=SimpleNamespace(stall_seconds=STALL),
        status=SimpleNamespace(recovered=False),
        consumer=SimpleNamespace(standing=lambda _: {"fetched": 3}),
        tables=_Tables(table=SimpleNamespace(segments_noted=0)),
        failure=SimpleNamespace(stop=lambda event, **_: stopped.append(event)),
        stopped=stopped,
    )


class _Tables(dict):
    recovery = SimpleNamespace(active_remaining_total=lambda: 0)


def watch(app, *looks):
    """Let a watch look at each (seconds, recovered, segments noted, position)."""
    one = Watch(app)
    one._looked = 0
    for now, recovered, noted, position in looks:
        app.status.recovered = recovered
        app.tables["table"].segments_noted = noted
        one._judge({TP("t", 0): (position, 7)}, now)
    return app.stopped


def test_a_second_recovery_is_not_held_to_account_for_the_first(app):
    """Between them the worker worked; a rebalance comes at any time."""
    looks = [(1, False, 5, 0), (2, True, 5, 0), (150, True, 9, 40), (151, False, 5, 40)]
    assert watch(app, *looks) == []


def test_a_recovery_that_stands_still_stops_the_worker(app):
    """Faust can wait for a changelog for ever."""
    assert watch(app, (1, False, 5, 0), (110, False, 5, 0)) == ["recovery.stalled"]


def test_a_long_rebuild_is_no_stall(app):
    """Days of stories are judged again in minutes, with nothing left to read of the changelog."""
    assert watch(app, *[(second, False, second, 0) for second in range(1, 1_000, 10)]) == []


def test_a_partition_does_not_stand_still_while_state_recovers(app):
    """Its records wait, and cannot be worked on."""
    looks = [(1, True, 0, 3), *((second, False, second, 3) for second in range(2, 500))]
    assert watch(app, *looks, (500, True, 500, 3), (510, True, 500, 3)) == []


def test_rebalances_do_not_hide_a_partition_that_stands_still(app):
    """Each is short; what lies between them adds up."""
    looks = [(second, second % 10 != 0, second, 3) for second in range(1, 200)]
    assert "progress.stalled" in watch(app, *looks)


@pytest.fixture
def chains(app):
    """The chains of two partitions of one topic."""
    chains = Contiguity()
    chains.begin(dict.fromkeys((TURN, WAITS), 0))

    def position_of(tp):
        settled = chains.settled(tp)
        return chains.start(tp) if settled is None else settled + 1

    app.consumer = SimpleNamespace(
        position_of=position_of, contiguity=chains, standing=chains.standing
    )
    app.status.recovered = True
    return chains


def fetch(chains, tp, last):
    """Return the chunk of one record that is fetched next."""
    chain, previous = chains.fetched(tp, last)
    return Chunk(tp, (SimpleNamespace(offset=last),), chain, previous)


def look_for(app, seconds, settle=lambda _: None):
    """Look every ten seconds, *settle* before each look; return why the worker was stopped."""
    one = Watch(app)
    one._looked = 0
    for now in range(0, seconds, 10):
        settle(now)
        one._judge(one._waiting({TURN, WAITS}, {TURN: 100, WAITS: 100}), now)
    return app.stopped


def test_a_partition_whose_chunk_waits_its_turn_does_not_stand_still(app, chains):
    """One agent decides the chunks of all its partitions, one after another."""
    fetch(chains, WAITS, 9)
    chunks = iter([fetch(chains, TURN, offset) for offset in range(50)])
    assert look_for(app, 4 * STALL, lambda _: chains.settle(next(chunks))) == []


def test_an_agent_that_settles_nothing_stands_still_with_all_its_partitions(app, chains):
    """A chunk that hangs in the agent holds up the others as well."""
    fetch(chains, WAITS, 9)
    fetch(chains, TURN, 9)
    assert set(look_for(app, 2 * STALL)) == {"progress.stalled"}


def test_a_partition_of_which_nothing_is_fetched_stands_still_beside_one_that_moves(app, chains):
    """Its consumer stalls (faust#175); the agent works on what comes from the other."""
    chunks = iter([fetch(chains, TURN, offset) for offset in range(50)])
    stopped = look_for(app, 2 * STALL, lambda _: chains.settle(next(chunks)))
    assert set(stopped) == {"progress.stalled"}


def test_a_partition_with_nothing_more_in_hand_stands_still_beside_one_that_moves(app, chains):
    """What it fetched is settled, and it fetches no more."""
    chains.settle(fetch(chains, WAITS, 9))
    chunks = iter([fetch(chains, TURN, offset) for offset in range(50)])
    stopped = look_for(app, 2 * STALL, lambda _: chains.settle(next(chunks)))
    assert set(stopped) == {"progress.stalled"}


async def test_a_question_cancelled_in_the_client_does_not_end_the_watch(app):
    """A client that closes cancels its own waits; that is no order to stop watching."""
    app.should_stop = False
    looks = iter([asyncio.CancelledError(), None])

    async def look():
        error = next(looks)
        if error is not None:
            raise error
        app.should_stop = True

    one = Watch(app, look_seconds=0)
    one._look = look
    await one.run()
    assert app.should_stop


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
