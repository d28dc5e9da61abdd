"""Four versions of one story in every order: what readers keep of it is the same."""

from __future__ import annotations

import itertools
import json

import pytest
from tests.support.ledger_desk import MORE, TEXT

from koreawire.pipeline.flow import Flow
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics
from koreawire.schemas.raw import CONTENT_TYPE

STORIES = (topics.UNIQUE.name, topics.ENRICHED.name, topics.KOREA_STORIES.name)
URI = "urn:koreawire:yonhap:AEN1"


@pytest.fixture(scope="module")
def flow():
    return Flow(build(Options()).values())


def item(number, *, numbered):
    """A version as its agency numbers it, or one that only says when it was made."""
    story = {
        "uri": "AEN1",
        "type": "text",
        "versioncreated": f"2025-11-24T1{number}:00:00Z",
        "headline": f"South Korean laver farmers ask Seoul for help, day {number}",
        "body_text": TEXT + MORE * number,
    }
    if numbered:
        story["version"] = str(number)
    return {
        "provider": "yonhap",
        "itemId": "AEN1",
        "fetchedAt": "2025-11-24T20:00:00Z",
        "contentType": "application/json",
        "payload": json.dumps(story),
    }


def end(flow, order, *, numbered):
    """Return what a reader of each topic holds of the story after *order*."""
    flow.forget()
    kept = {}
    for number in order:
        raw = json.dumps(item(number, numbered=numbered)).encode()
        for output in flow.run(None, raw, {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}):
            value = json.loads(output.value)
            if output.topic in STORIES:
                before = kept.get((output.topic, value["uri"]))
                sequence = value["koreawire"]["sequence"]
                if before is None or sequence > before["koreawire"]["sequence"]:
                    kept[output.topic, value["uri"]] = value
    if not numbered:  # then nothing tells how many versions there were before it
        for value in kept.values():
            del value["koreawire"]["sequence"]
    return kept


@pytest.mark.parametrize("numbered", [True, False])
def test_versions_in_every_order_leave_the_same_state_on_every_topic(flow, numbered):
    """Arrival is an accident; the newest version is a fact, and readers keep the last sequence."""
    ends = [end(flow, order, numbered=numbered) for order in itertools.permutations((1, 2, 3, 4))]
    assert ends[0].keys() == {(topic, URI) for topic in STORIES}
    assert all(found == ends[0] for found in ends)
    assert "day 4" in ends[0][topics.UNIQUE.name, URI]["headlines"][0]["value"]
