"""What the broker hands over becomes a record, whatever a producer put into it."""

from types import SimpleNamespace

from koreawire.agents.client.record import as_record


def test_a_header_of_null_is_empty():
    """Kafka allows it; one such header must not end every worker that meets it."""
    facts = {"partition": 1, "offset": 7, "timestamp": 5, "key": None, "value": None}
    consumed = SimpleNamespace(**facts, headers=(("content-type", None), ("a", b"1"), ("a", b"2")))
    found = as_record("wire.items.raw.v1", consumed)
    assert dict(found.headers) == {"content-type": b"", "a": b"2"}
    assert (found.key, found.value) == (None, None)
