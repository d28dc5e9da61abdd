"""What holds the event loop is found out, and the proving ground's own work is not charged."""

from __future__ import annotations

import time

import pytest
from tests.support import proving_ground
from tests.support.broken_items import Mutant
from tests.support.proving_ground import ProvingGround

from koreawire.agents.judging import LARGE_BYTES
from koreawire.pipeline.record import Decision
from koreawire.schemas import topics

HELD = 0.060
SMALL, LARGE = b"a", b"a" * (LARGE_BYTES + 1)  # decided on the loop, and in a thread
LONG_CALL = 4_000_000  # numbers to add: tens of milliseconds in one call, which keeps the lock


class Holding:
    """A stage that does *work* and comes to nothing."""

    name, source, state = "normalise", topics.RAW.name, None

    def __init__(self, work):
        self.work, self.took = work, 0.0

    def decide(self, _record):
        """Note the processor time it took."""
        began = time.thread_time()
        self.work()
        self.took = time.thread_time() - began
        return Decision(())


def spin():
    """Take HELD of processor time."""
    until = time.thread_time() + HELD
    while time.thread_time() < until:
        sum(range(1_000))


def one_call():
    """Keep the interpreter's lock without a break."""
    sum(range(LONG_CALL))


def held(stage, *inputs):
    """Return how long the loop was held at most, as it is charged to the stage."""
    return max(ProvingGround([stage]).run(inputs).holds.values()).processor


def inputs(value, before=lambda: None):
    """Yield one input, and do something before."""
    before()
    yield Mutant("a", None, value)


@pytest.mark.parametrize(("value", "work"), [(SMALL, spin), (SMALL, one_call), (LARGE, one_call)])
def test_a_stage_that_holds_the_loop_is_found_out(value, work):
    """A worker that does not answer is taken for dead; a thread does not help one long call."""
    stage = Holding(work)
    assert held(stage, *inputs(value)) >= 0.9 * stage.took > 0


@pytest.mark.parametrize("value", [SMALL, LARGE])
def test_what_is_done_to_make_the_inputs_is_not_charged(value):
    """A worker reads what others made: their time would drown what a stage takes."""
    ground = ProvingGround([Holding(lambda: None)])
    found = ground.run(inputs(value, before=spin))
    assert max(found.holds.values()).processor < HELD / 2


@pytest.mark.parametrize("value", [SMALL, LARGE])
def test_what_is_done_to_keep_the_account_is_not_charged(value, monkeypatch):
    """The account is the test's own; what a stage takes beside it still is."""

    def line(*args, **fields):
        spin()
        return kept(*args, **fields)

    kept = proving_ground.line
    monkeypatch.setattr(proving_ground, "line", line)
    assert held(Holding(lambda: None), *inputs(value)) < HELD / 2
    stage = Holding(one_call)
    assert held(stage, *inputs(value)) >= 0.9 * stage.took
