"""The load becomes what it was made to become, whatever the readers have learned since."""

from __future__ import annotations

from collections import Counter

from tests.support.load import FEED_STORIES, NEAR, load

from koreawire.pipeline.record import Record
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers
from koreawire.schemas.topics import NORMALISED, RAW

COUNT = 2 * NEAR
STORIES = {"story": 1, "duplicate": 1, "update": 1, "feed": FEED_STORIES, "notice": 0}


def test_an_item_of_the_load_is_read_as_what_it_was_made_to_be():
    """Otherwise a fault test would count stories that no fault has made."""
    normalise = build(Options(), only=("normalise",))["normalise"]
    seen = Counter()
    for item in load(1, COUNT):
        facts = {"key": item.key, "value": item.value, "headers": dict(item.headers)}
        record = Record(RAW.name, 0, item.number, timestamp=0, **facts)
        seen[item.kind] += 1
        try:
            outputs = normalise.decide(record).outputs
        except ValueError:
            assert item.kind == "broken", item
            continue
        assert {output.topic for output in outputs} == {NORMALISED.name}
        kinds = [output.headers[headers.KIND].decode() for output in outputs]
        assert kinds.count("story") == STORIES[item.kind], item
        assert len(kinds) == max(1, STORIES[item.kind]), item
    assert seen.keys() == {*STORIES, "broken"}
