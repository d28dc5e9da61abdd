"""Rows: what outlives a story."""

from __future__ import annotations

from koreawire.pipeline.ledger import rows
from koreawire.pipeline.ledger.rows import DAY_MS as DAY
from koreawire.pipeline.ledger.rows import HELD, KILLED, USABLE, Row, Rows
from koreawire.pipeline.ledger.versions import Version


def test_a_row_reads_back():
    """A sequence that is forgotten begins at one again, and readers drop what follows."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 41), clock=DAY)
    known.put("urn:b", Row(1_000, KILLED, None, Version("2", 1, 5)), clock=DAY)
    assert known.get("urn:a") == Row(3, USABLE, 41)
    assert known.get("urn:b") == Row(1_000, KILLED, None, Version("2", 1, 5))
    assert known.get("urn:c") is None


def test_a_row_keeps_its_version_when_the_story_is_forgotten():
    """An older version that comes late is still stale."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 41), clock=DAY)
    known.detach("urn:a", 40, Version("1"))
    assert known.get("urn:a").number == 41
    known.detach("urn:a", 41, Version("2"))
    assert known.get("urn:a") == Row(3, USABLE, None, Version("2"))


def test_of_too_many_the_least_lately_touched_go(monkeypatch):
    """Bounded by size, whatever producers send."""
    monkeypatch.setattr(rows, "MOST_ROWS", 20)
    known = Rows()
    for number in range(20):
        known.put(f"urn:{number}", Row(1, USABLE, number), clock=DAY)
    known.put("urn:0", Row(2, USABLE, 0), clock=2 * DAY)
    known.put("urn:20", Row(1, USABLE, 20), clock=2 * DAY)
    assert known.get("urn:1") is None
    assert known.get("urn:0") == Row(2, USABLE, 0)


def test_after_forty_days_a_row_goes_unless_its_story_waits():
    """Readers have let the story go by then; a hold that nobody lifted still holds."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 1), clock=DAY)
    known.put("urn:held", Row(1, HELD, 2), clock=DAY)
    known.put("urn:b", Row(1, USABLE, 3), clock=2 * DAY)
    known.put("urn:a", Row(4, USABLE, 4), clock=2 * DAY)
    for day in range(3, 42):
        known.put("urn:c", Row(day, USABLE, 5), clock=day * DAY)
    assert known.get("urn:a") == Row(4, USABLE, 4)
    known.put("urn:c", Row(42, USABLE, 6), clock=42 * DAY)
    assert [known.get(f"urn:{name}") is None for name in ("a", "b", "c")] == [True, True, False]
    assert known.get("urn:held") == Row(1, HELD, 2)


def test_a_leap_of_the_clock_makes_nothing_forgotten():
    """Items of a wrong year must not let sequences begin at one again."""
    known = Rows()
    known.put("urn:a", Row(3, USABLE, 1), clock=DAY)
    known.put("urn:b", Row(1, USABLE, 2), clock=2_000 * DAY)
    known.put("urn:c", Row(1, USABLE, 3), clock=2_001 * DAY)
    assert known.get("urn:a") == Row(3, USABLE, 1)
