"""The window: what is forgotten, and what a wrong clock may not do."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from tests.support.ledger_desk import (
    HOUR_MS,
    MORE,
    NOON,
    OTHER,
    TEXT,
    Desk,
    fate,
    notice,
    on,
    record,
    story,
)

from koreawire.pipeline import deduplicate
from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.ledger import expiry
from koreawire.schemas import topics


def test_a_story_is_forgotten_when_the_window_has_passed(desk):
    """Memory is bounded by time: the fifth day does not know the first."""
    desk.take(story("1"))
    for day in range(1, 5):
        desk.take(
            story(str(day + 1), f"Number {day}. {OTHER}", headline=f"Day {day}"), hours=24 * day
        )
    assert fate(desk.take(story("9", provider="daily"), hours=97)) == "passed"
    assert len(desk.stage.ledger.memory) == 4


def test_one_wrong_clock_does_not_make_the_desk_forget(desk):
    """A fetchedAt in the far future is a producer's fault, and its own alone."""
    desk.take(story("1"))
    desk.take(story("2", OTHER, headline="Bank keeps its rate"), hours=24 * 365 * 50)
    assert fate(desk.take(story("9", provider="daily"), hours=1)) == "duplicate"


def test_items_without_dates_are_bounded_by_number():
    """A million items fetched at no known time must not fill the memory."""
    desk = Desk(Deduplicate(most_stories=10))
    for number in range(50):
        desk.take(story(str(number), f"{number} {OTHER}", headline=f"Story {number}"))
    assert len(desk.stage.ledger.memory) == 10


def weeks(seed):
    """Return values with their hours: busy days, then silences that the clock leaps over."""
    draw = random.Random(seed)  # noqa: S311 - a test's story, not a secret
    hour, found = 0.0, []
    for _ in range(150):
        hour += draw.choice((0, 0.1, 0.1, 1)) if draw.random() < 0.9 else draw.choice((30, 80, 200))
        item, provider = str(draw.randrange(25)), draw.choice(("yonhap", "daily"))
        uri = f"urn:koreawire:{provider}:{item}"
        match draw.randrange(12):
            case 0:
                value = notice(draw.choice(("hold", "release", "release", "kill")), uri=uri)
            case 1:
                value = notice("override", uri=uri)
                value["koreawire"]["override"] = {
                    "uri": uri,
                    "why": "read it",
                    "by": "an editor",
                    "at": "2025-11-24T12:00:00Z",
                    "relevant": draw.random() < 0.5,
                }
            case 2:
                until = NOON + int((hour + draw.choice((2, 100))) * HOUR_MS)
                value = story(item, f"{item} {OTHER}", provider=provider, version=str(len(found)))
                value["embargoedUntil"] = told(until)
            case _:
                body = draw.choice((TEXT, TEXT + MORE, OTHER, f"{item} {MORE}"))
                value = story(item, body, headline=body[:40], provider=provider)
                value["version"] = str(draw.randrange(len(found) + 1))
        found.append((value, hour))
    return found


def told(ms):
    """Return ms since 1970 as a story says it."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


@pytest.mark.parametrize("seed", range(5))
def test_forgetting_little_by_little_changes_nothing_that_is_said(seed, monkeypatch):
    """After a silence of a week the whole window is past; no record shall wait for all of it."""
    values = weeks(seed)
    monkeypatch.setattr(expiry, "MOST_DROPPED", 10**9)
    whole = Desk()
    expected = [whole.take(value, hours=hour) for value, hour in values]
    for most in (1, 2, 7):
        monkeypatch.setattr(expiry, "MOST_DROPPED", most)
        desk = Desk()
        assert [desk.take(value, hours=hour) for value, hour in values] == expected
        for crash in range(10, len(values), 29):
            successor = Deduplicate()
            successor.state.restore(0, whole.entries[:crash])
            for offset in range(crash, min(crash + 12, len(values))):
                value, hour = values[offset]
                again = successor.decide(
                    record(value, offset=offset, time=NOON + int(hour * HOUR_MS))
                )
                assert again == expected[offset]


def test_a_leap_of_the_clock_takes_few_records_apart_at_once(monkeypatch):
    """A window of 300,000 would hold the event loop for seconds, and with it heartbeats."""
    monkeypatch.setattr(expiry, "MOST_DROPPED", 5)
    desk = Desk()
    for number in range(60):
        desk.take(story(str(number), f"{number} {OTHER}", headline=f"Story {number}"))
    taken, let_go = [], desk.stage.ledger.memory._let_go
    monkeypatch.setattr(
        desk.stage.ledger.memory, "_let_go", lambda number: taken.append(number) or let_go(number)
    )
    for number in range(100, 110):
        desk.take(story(str(number), f"{number} {MORE}", headline=f"Late {number}"), hours=200)
        assert (
            len(taken) <= 15
        )  # a record lets go before it is judged, and before and after it is learned
        taken.clear()
    assert len(desk.stage.ledger.memory) == 10
    assert fate(desk.take(story("200", f"1 {OTHER}", headline="Story 1"), hours=200)) == "passed"


def test_embargoes_that_end_together_are_lifted_few_at_a_time(monkeypatch):
    """One record would have to hold all that is released by it, and none would take it."""
    monkeypatch.setattr(deduplicate, "MOST_LIFTED", 2)
    desk = Desk()
    for number in range(5):
        value = story(str(number), f"{number} {OTHER}", headline=f"Story {number}")
        desk.take(value | {"embargoedUntil": told(NOON + HOUR_MS + number)})
    released = []
    for number in range(10, 14):
        said = desk.take(story(str(number), f"{number} {MORE}", headline=f"{number}"), hours=2)
        released.append([value["uri"][-1] for value in on(topics.UNIQUE, said.outputs)[1:]])
    assert released == [["0", "1"], ["2", "3"], ["4"], []]
