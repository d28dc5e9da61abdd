"""Limits on records: what one stage may make, the next must be able to pass on."""

from __future__ import annotations

import json

from tests.support.ledger_desk import Desk, on, story

from koreawire.agents import preflight
from koreawire.agents.judging import record_bytes
from koreawire.agents.settings import Settings
from koreawire.schemas import topics


def test_what_deduplicate_takes_in_it_can_publish():
    """A story that is known, but was too large to go on, would hold up its copies for ever."""
    limits = preflight.limits(Settings())
    desk = Desk()
    room = (
        limits[topics.NORMALISED.name] - len(json.dumps(story("1" * 500, "."))) - 1_000
    )  # headers
    decision = desk.take(story("1" * 500, "x" * room))
    assert on(topics.UNIQUE, decision.outputs)
    assert all(record_bytes(output) <= limits[output.topic] for output in decision.outputs)
