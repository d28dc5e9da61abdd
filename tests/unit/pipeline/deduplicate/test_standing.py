"""Kills, holds and embargoes: what may be used, and what readers are told."""

from __future__ import annotations

import pytest
from tests.support.ledger_desk import MORE, OTHER, TEXT, fate, latest, notice, on, story

from koreawire.schemas import headers, topics


def test_a_kill_recalls_the_story_without_its_content(desk):
    """Nobody should have to look for what must not be used."""
    desk.take(story("1", version="1"))
    decision = desk.take(notice("kill", uri="urn:koreawire:yonhap:1"), hours=1)
    (recalled,) = on(topics.UNIQUE, decision.outputs)
    assert recalled["pubStatus"] == "canceled"
    assert recalled["koreawire"]["sequence"] == 2
    assert recalled["koreawire"]["source"]["itemId"] == "1"
    assert not {"headlines", "bodies"} & recalled.keys()
    assert fate(decision) == "notice"
    late = desk.take(story("1", version="1"), hours=2)
    assert on(topics.UNIQUE, late.outputs) == []


@pytest.mark.parametrize(
    "target",
    [
        {"id": "AEN1"},
        {"itemNumber": "dpa157"},
        {"slug": "Korea-Laver/"},
        {"headline": "Laver Farmers Ask for Help"},
    ],
)
def test_a_kill_finds_its_story_by_what_the_agency_calls_it(desk, target):
    """Text kills carry no id: item number, slug or headline is all there is."""
    desk.take(story("AEN1", altIds=[{"value": "dpa157"}], slugline="Korea-Laver/"))
    decision = desk.take(notice("kill", target=target), hours=1)
    (told,) = on(topics.NOTICES, decision.outputs)
    assert told["uri"] == "urn:koreawire:yonhap:AEN1"
    assert [value["pubStatus"] for value in on(topics.UNIQUE, decision.outputs)] == ["canceled"]


def test_a_kill_by_headline_is_of_every_version_under_it(desk):
    """A correction with an id of its own took the place of what readers still have."""
    desk.take(story("1", MORE))
    desk.take(story("2", MORE.replace("a fifth more", "a sixth more")), hours=1)
    desk.take(story("3", OTHER, headline="Bank keeps its rate"), hours=1)
    desk.take(story("4", MORE, provider="daily", headline="Laver is dear"), hours=2)
    desk.take(notice("kill", target={"headline": "Laver farmers ask for help"}), hours=3)
    killed = {
        uri[-1] for uri, one in latest(desk.outputs).items() if one.get("pubStatus") == "canceled"
    }
    assert killed == {"1", "2"}


def test_a_kill_of_an_unknown_story_is_passed_on(desk):
    """The desk may have printed what this log never saw."""
    decision = desk.take(notice("kill", target={"headline": "Something else"}))
    assert [value["kind"] for value in on(topics.NOTICES, decision.outputs)] == ["kill"]
    assert on(topics.UNIQUE, decision.outputs) == []


def test_a_hold_withholds_and_its_release_brings_the_content_back(desk):
    """A hold is for minutes: the text has to come back without being sent again."""
    desk.take(story("1"))
    desk.take(notice("hold", uri="urn:koreawire:yonhap:1"), hours=1)
    held = latest(desk.outputs)["urn:koreawire:yonhap:1"]
    assert (held["pubStatus"], "bodies" in held) == ("withheld", False)
    desk.take(notice("release", uri="urn:koreawire:yonhap:1"), hours=2)
    free = latest(desk.outputs)["urn:koreawire:yonhap:1"]
    assert (free["pubStatus"], free["koreawire"]["sequence"]) == ("usable", 3)
    assert free["bodies"][0]["value"] == TEXT


def test_an_embargoed_story_goes_out_when_the_clock_of_the_log_passes(desk):
    """No timer: the record that moves the clock lets it go, on every worker alike."""
    held = desk.take(story("1", embargoedUntil="2025-11-24T18:00:00Z"))
    assert fate(held) == "withheld"
    assert on(topics.UNIQUE, held.outputs) == []
    (told,) = on(topics.NOTICES, held.outputs)
    assert told["kind"] == "held"
    assert told["until"].startswith("2025-11-24T18:00")
    desk.take(story("2", OTHER, headline="Bank keeps its rate"), hours=1)
    assert "urn:koreawire:yonhap:1" not in latest(desk.outputs)
    mover = desk.take(story("3", MORE, headline="Shops raise prices"), hours=6)
    freed = [o for o in mover.outputs if headers.CAUSE in o.headers]
    assert {o.headers[headers.CAUSE] for o in freed} == {b"release"}
    assert {o.headers[headers.ORIGIN] for o in freed} == {b"wire.items.raw.v1:0:0#0"}
    assert latest(desk.outputs)["urn:koreawire:yonhap:1"]["bodies"][0]["value"] == TEXT


def test_a_copy_of_an_embargoed_story_does_not_wait_for_it(desk):
    """What another outlet has printed is out; stopping it would lose it."""
    desk.take(story("1", embargoedUntil="2025-11-24T18:00:00Z"))
    assert fate(desk.take(story("9", provider="daily"), hours=1)) == "passed"
