"""Rows: what outlives a story."""

from __future__ import annotations

from koreawire.pipeline.ledger import rows
from koreawire.pipeline.ledger.rows import KILLED, USABLE, Row, Rows
from koreawire.pipeline.ledger.versions import Version


def test_a_row_reads_back():
    """A sequence that is forgotten begins at one again, and readers drop what follows."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 41))
    known.put("urn:b", Row(1_000, KILLED, None, Version("2", 1, 5)))
    assert known.get("urn:a") == Row(3, USABLE, 41)
    assert known.get("urn:b") == Row(1_000, KILLED, None, Version("2", 1, 5))
    assert known.get("urn:c") is None


def test_a_row_keeps_its_version_when_the_story_is_forgotten():
    """An older version that comes late is still stale."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 41))
    known.detach("urn:a", 40, Version("1"))
    assert known.get("urn:a").number == 41
    known.detach("urn:a", 41, Version("2"))
    assert known.get("urn:a") == Row(3, USABLE, None, Version("2"))


def test_of_too_many_the_least_lately_touched_go(monkeypatch):
    """Bounded by size, whatever producers send."""
    monkeypatch.setattr(rows, "MOST_ROWS", 20)
    known = Rows()
    for number in range(20):
        known.put(f"urn:{number}", Row(1, USABLE, number))
    known.put("urn:0", Row(2, USABLE, 0))
    known.put("urn:20", Row(1, USABLE, 20))
    assert known.get("urn:1") is None
    assert known.get("urn:0") == Row(2, USABLE, 0)
