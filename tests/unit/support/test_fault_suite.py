"""Parts of the fault suite: orders are obeyed once, repeats stand where they belong."""

from __future__ import annotations

from tests.faults.cases import HUNDRED_KILLS, SUITE
from tests.faults.mutants import MUTANTS
from tests.faults.table import BEFORE, Table
from tests.faults.trial import Hit
from tests.support.accounting import Account
from tests.support.orders import CRASH, STALL, Orders
from tests.support.sabotage import SABOTAGE


def test_an_order_is_obeyed_once(tmp_path):
    """Two workers that come to the point together must not both die there."""
    orders = Orders(tmp_path / "order")
    orders.give(CRASH, "after-output", "raw")
    assert not orders.obey(STALL, "outputs")
    assert not orders.obey(CRASH, "after-output", "unique")
    assert orders.pending
    assert orders.obey(CRASH, "after-output", "raw")
    assert not orders.obey(CRASH, "after-output", "raw")
    assert not orders.pending


def test_a_repeat_is_put_down_to_the_fault_before_it():
    """The column says what a fault costs."""
    table = Table()
    table.add(
        [Hit("kill", 1_000, 4.0), Hit("restart", 2_000, None)],
        Account(repeated_at=[500, 1_500, 1_600, 2_500]),
    )
    assert {name: row.redelivered for name, row in table.rows.items()} == {
        BEFORE: 1,
        "kill": 2,
        "restart": 1,
    }
    assert table.rows["kill"].recoveries == [4.0]
    assert "kill" in str(table)


def test_a_drain_that_was_given_up_shows_in_the_table():
    """It loses nothing, and is no secret."""
    table = Table()
    table.add([Hit("term", 1, 4.0), Hit("term", 2, 4.0, gave_up=1)], Account())
    assert str(table).splitlines()[-1].split() == ["term", "2", "1", "0", "4.0", "4.0"]


def test_names_tell_cases_and_mutants_apart():
    """A name chooses what to run, and names its topics."""
    assert len({case.name for case in SUITE}) == len(SUITE)
    assert {mutant.name for mutant in MUTANTS} <= SABOTAGE.keys()


def test_the_long_form_is_as_long_as_it_says():
    """A hundred kills and twenty restarts of a broker during a hundred thousand stories."""
    times = [number for _, _, number in HUNDRED_KILLS.faults]
    assert times[0] >= 100
    assert sum(times[1:]) >= 20
    assert HUNDRED_KILLS.items > 100_000
