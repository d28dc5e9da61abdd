"""One story once: copies are stopped, what only looks like one passes."""

from __future__ import annotations

import random

from tests.support.ledger_desk import OTHER, TEXT, fate, kinds, on, story

from koreawire.pipeline.ledger import matches
from koreawire.pipeline.ledger.memory import Memory
from koreawire.schemas import topics


def test_a_new_story_passes_with_its_first_sequence(desk):
    """Readers keep the highest sequence of a uri, so that every story needs one."""
    decision = desk.take(story("1"))
    (value,) = on(topics.UNIQUE, decision.outputs)
    assert fate(decision) == "passed"
    assert value["koreawire"]["sequence"] == 1
    assert value["koreawire"]["family"] == value["uri"]


def test_the_same_words_from_another_outlet_are_stopped_as_exact(desk):
    """The consumer wants each story once, however many outlets print it."""
    desk.take(story("1"))
    decision = desk.take(story("9", provider="daily", headline="Farmers need help"), hours=1)
    assert fate(decision) == "duplicate"
    assert kinds(decision) == ["exact"]
    assert on(topics.UNIQUE, decision.outputs) == []


def test_a_copy_edited_text_is_stopped_as_near(desk):
    """A sub-editor's changes do not make another story of it."""
    desk.take(story("1"))
    edited = TEXT.replace("a cold winter", "one long cold winter").replace("nearly", "almost")
    decision = desk.take(story("9", edited, provider="daily"), hours=1)
    assert kinds(decision) == ["near"]
    assert fate(decision) == "duplicate"


def test_two_issues_of_one_template_are_two_stories(desk):
    """Eurobonds, rate moves and quake bulletins differ in nothing but names and figures."""
    bulletin = (
        "An earthquake of magnitude {0} struck {1} kilometres off {2} at {3} on Monday, the "
        "weather agency said. Its centre was {4} kilometres below the sea bed. No damage was "
        "reported, and no tsunami warning was given, the agency said."
    )
    desk.take(
        story("1", bulletin.format("3.1", 12, "Pohang", "04:15", 9), headline="Quake off Pohang")
    )
    decision = desk.take(
        story("2", bulletin.format("2.8", 31, "Jeju", "17:52", 14), headline="Quake off Jeju"),
        hours=13,
    )
    assert fate(decision) == "passed"
    assert kinds(decision) == []


def test_unrelated_stories_pass_without_relations(desk):
    """Most of a wire is unrelated to the rest of it."""
    desk.take(story("1"))
    decision = desk.take(story("2", OTHER, headline="Bank keeps its rate"))
    assert fate(decision) == "passed"
    assert kinds(decision) == []


def test_a_reworded_headline_without_a_text_is_the_same_story(desk):
    """A flash and the headlines of other outlets carry no body to compare."""
    desk.take(story("1", headline="Minister resigns after fire at Daejeon laboratory"))
    decision = desk.take(
        story("9", "", headline="Minister quits after Daejeon laboratory fire", provider="daily"),
        hours=1,
    )
    assert kinds(decision) == ["update"]
    again = desk.take(
        story("10", "", headline="Minister quits after Daejeon laboratory fire"), hours=2
    )
    assert "near" in kinds(again) or "exact" in kinds(again)


def test_headlines_that_exchange_a_figure_are_two_stories(desk):
    """The index at 11 and at 12 o'clock has one headline but for a number."""
    desk.take(story("1", "", headline="KOSPI down 1.2 percent at midday on chip makers"))
    decision = desk.take(
        story("2", "", headline="KOSPI down 2.4 percent at midday on chip makers"), hours=2
    )
    assert kinds(decision) == []


def test_another_name_in_a_like_headline_is_another_story(desk):
    """Alerts in capitals show no names, but they begin with one."""
    desk.take(story("1", "", headline="UNOCAL RAISES CRUDE POSTINGS 50 CTS"))
    decision = desk.take(story("2", "", headline="PHILLIPS RAISES CRUDE POSTINGS 50 CTS"), hours=1)
    assert kinds(decision) == []


def test_however_many_near_copies_are_remembered_as_much_is_read_of_them(desk, monkeypatch):
    """Whoever sends one text a thousand times, a little changed, must not slow the desk down."""
    monkeypatch.setattr(matches, "MOST_READ", 4_000)
    read, facts = [], Memory.facts

    def reading(memory, number):
        found = facts(memory, number)
        read.append(found.size)
        return found

    monkeypatch.setattr(Memory, "facts", reading)
    monkeypatch.setattr(matches, "MOST_REMEMBERED", 1)
    draw, text = random.Random(4), TEXT.split()  # noqa: S311 - a test's texts
    for number in range(80):
        changed = list(text)
        for place in draw.sample(range(len(text)), 3):
            changed[place] = draw.choice(text)
        read.clear()
        desk.take(story(str(number), " ".join(changed), headline=f"Laver farmers ask {number}"))
        assert sum(read) <= 4_000
    assert sum(read) > 2_000  # they were looked at
