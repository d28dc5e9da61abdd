"""Updates, corrections and versions: the newest telling wins, whatever came first."""

from __future__ import annotations

from tests.support.ledger_desk import MORE, TEXT, fate, kinds, latest, on, story

from koreawire.schemas import topics


def test_a_longer_telling_passes_as_an_update_and_replaces_the_shorter_one(desk):
    """An update without a shared id has a uri of its own: readers of the old one are told."""
    desk.take(story("1"))
    decision = desk.take(story("2", TEXT + MORE), hours=1)
    assert fate(decision) == "passed"
    assert kinds(decision) == ["update"]
    older = latest(desk.outputs)["urn:koreawire:yonhap:1"]
    assert older["koreawire"]["replacedBy"] == "urn:koreawire:yonhap:2"
    assert older["koreawire"]["sequence"] == 2
    assert older["bodies"][0]["value"] == TEXT


def test_the_shorter_telling_that_comes_late_is_stale(desk):
    """The newest version wins by what it says of itself, not by arrival."""
    desk.take(story("2", TEXT + MORE, versionCreated="2025-11-24T13:00:00Z"), hours=1)
    decision = desk.take(story("1", versionCreated="2025-11-24T12:00:00Z"), hours=1.1)
    assert fate(decision) == "stale"
    assert kinds(decision) == ["stale", "merge"]  # the family is now named after the older one
    assert on(topics.UNIQUE, decision.outputs) == []


def test_a_revision_mark_makes_an_update_of_a_small_change(desk):
    """UPDATE 1 that changes a figure is what the consumer waits for, not a copy."""
    desk.take(story("1"))
    changed = TEXT.replace("more than half", "more than a third").replace("cold winter", "frost")
    marked = story("2", changed, koreawire={"revision": {"action": "update", "seq": 1}})
    assert kinds(desk.take(marked, hours=1)) == ["update"]


def test_a_marked_correction_is_a_correction(desk):
    """Corrections exchange figures as templates do; the mark tells them apart."""
    desk.take(story("1"))
    changed = TEXT.replace("January", "February").replace("Tuesday", "Monday")
    marked = story("2", changed, koreawire={"revision": {"action": "correct"}})
    assert kinds(desk.take(marked, hours=1)) == ["correction"]


def test_the_same_version_again_is_exact_and_the_next_one_passes(desk):
    """A scraper fetches what it has fetched before; an agency sends versions."""
    first = desk.take(story("1", version="1"))
    again = desk.take(story("1", TEXT + " (fetched again)", version="1"), hours=1)
    second = desk.take(story("1", TEXT + MORE, version="2"), hours=2)
    assert [fate(first), fate(again), fate(second)] == ["passed", "duplicate", "passed"]
    assert kinds(again) == ["exact"]
    assert kinds(second) == ["update"]
    assert latest(desk.outputs)["urn:koreawire:yonhap:1"]["koreawire"]["sequence"] == 2
