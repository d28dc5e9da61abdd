"""A dead letter says what was wrong and where, and keeps every byte."""

import pytest

from koreawire.pipeline.dead_letters import dead_letter, describe
from koreawire.pipeline.record import Record


def record(value=b"{}", **fields):
    facts = {"topic": "wire.items.raw.v1", "partition": 3, "offset": 7, "timestamp": 1_000}
    return Record(**{**facts, "key": b"k", "headers": {}, **fields}, value=value)


def test_the_original_bytes_key_and_headers_are_kept():
    """A repair needs the record as it was sent, not as it was understood."""
    parked = dead_letter(record(b"\xff\x00", headers={"mine": b"1"}), "normalise", ValueError("x"))
    assert (parked.value, parked.key, parked.headers["mine"]) == (b"\xff\x00", b"k", b"1")


def test_it_says_what_was_wrong_and_where():
    """Operators read the description, not the bytes."""
    parked = dead_letter(record(), "normalise", ValueError("not a\n  story"))
    said = describe(parked)
    assert (said.stage, said.reason, said.error) == ("normalise", "not a story", "ValueError")
    assert (said.topic, said.partition, said.offset) == ("wire.items.raw.v1", 3, 7)
    assert said.timestamp.isoformat() == "1970-01-01T00:00:01+00:00"
    assert said.origin == "wire.items.raw.v1:3:7"


def test_a_replayed_record_keeps_its_origin_and_counts_its_attempts():
    """Without a count a record could be replayed for ever."""
    first = dead_letter(record(), "normalise", ValueError("x"))
    again = dead_letter(record(offset=99, headers=first.headers), "normalise", ValueError("x"))
    assert (describe(again).attempts, describe(again).offset) == (2, 99)
    assert describe(again).origin == "wire.items.raw.v1:3:7"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b'{"provider":"anp","itemId":"4"}', ("anp", "4")),
        (b'{"koreawire":{"source":{"provider":"anp","itemId":"4","sha256":""}}}', ("anp", "4")),
        (b'{"provider":["anp"],"itemId":4}', (None, None)),
        (b'{"koreawire":{"source":[]}}', (None, None)),
        (b"{not json", (None, None)),
        (b"[1]", (None, None)),
        (None, (None, None)),
    ],
)
def test_who_sent_it_is_told_where_the_record_says_so(value, expected):
    """Filters by provider must work on records nobody could read in full."""
    source = describe(dead_letter(record(value), "normalise", ValueError("x"))).koreawire.source
    assert (source.provider, source.item_id) == expected


def test_a_long_reason_is_cut():
    """A validation error can list hundreds of fields; a header is one line."""
    parked = dead_letter(record(), "normalise", ValueError("x" * 10_000))
    assert len(describe(parked).reason) == 500
