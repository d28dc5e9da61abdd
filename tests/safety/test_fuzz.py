"""Hostile inputs end somewhere, for a reason that is true, and hold nobody up.

`benchmarks/fuzz.py` does it ten thousand times, with the limits of time as they are promised.
"""

from __future__ import annotations

import pytest
from tests.support.mutations import mutants, seeds
from tests.support.proving_ground import ProvingGround

COUNT = 600
SECONDS, HELD = 5.0, 0.5  # of processor time, on a machine that others use: ten times the promise


@pytest.fixture(scope="module")
def ground():
    found = ProvingGround()
    found.run(mutants(COUNT, 20_261, seeds()))
    return found


def test_nothing_crashes(ground):
    """What no decision expected stops a worker; an item from outside must not be able to."""
    assert not ground.found.crashes


def test_every_input_is_accounted_for(ground):
    """Nobody looks at an item that is nowhere."""
    assert ground.found.account.clean, str(ground.found.account)
    assert ground.found.account.items.total() == COUNT


def test_every_reason_is_true(ground):
    """An operator repairs what the reason names: a wrong one costs an evening."""
    assert not ground.found.untrue


def test_nothing_takes_long_or_holds_the_loop(ground):
    """A worker that does not answer is taken for dead, and its work is done again."""
    assert max(ground.found.took.values()).processor < SECONDS
    assert max(ground.found.holds.values()).processor < HELD
