"""The stage as its readers see it: fates, relations, versions, orders, redelivery."""

from __future__ import annotations

import itertools
import random

import pytest
from tests.support.ledger_desk import (
    MORE,
    NOON,
    TEXT,
    Desk,
    fate,
    latest,
    notice,
    on,
    record,
    story,
)

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice
from koreawire.schemas.relation import Relation
from koreawire.schemas.story import Story

OTHER = (
    "The central bank left its rate where it was and said it would watch household debt, "
    "which has grown for seven months in a row. Two of its seven members wanted to lower it. "
    "The governor told reporters that flats in the capital had become too dear for the young, "
    "and that he would rather be late than sorry. Analysts had expected the decision."
)


@pytest.fixture
def desk():
    return Desk()


def kinds(decision):
    return [value["kind"] for value in on(topics.RELATIONS, decision.outputs)]


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


def test_the_same_version_again_is_exact_and_the_next_one_passes(desk):
    """A scraper fetches what it has fetched before; an agency sends versions."""
    first = desk.take(story("1", version="1"))
    again = desk.take(story("1", TEXT + " (fetched again)", version="1"), hours=1)
    second = desk.take(story("1", TEXT + MORE, version="2"), hours=2)
    assert [fate(first), fate(again), fate(second)] == ["passed", "duplicate", "passed"]
    assert kinds(again) == ["exact"]
    assert kinds(second) == ["update"]
    assert latest(desk.outputs)["urn:koreawire:yonhap:1"]["koreawire"]["sequence"] == 2


def test_versions_in_every_order_end_in_the_same_story():
    """Arrival is an accident; the newest version is a fact."""
    ends = []
    for order in itertools.permutations((1, 2, 3, 4)):
        desk = Desk()
        for number in order:
            desk.take(story("1", TEXT + MORE * number, version=str(number)))
        end = latest(desk.outputs)["urn:koreawire:yonhap:1"]
        end["koreawire"].pop("sequence")
        ends.append(end)
    assert all(end == ends[0] for end in ends)
    assert ends[0]["version"] == "4"


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


def a_day(seed):
    """Return values of a busy day: copies, updates, versions, orders, in a random order."""
    values = [
        story("1", version="1"),
        story("1", TEXT + MORE, version="2"),
        story("2", TEXT + MORE),
        story("3", OTHER, headline="Bank keeps its rate"),
        story("9", OTHER, headline="Bank keeps its rate", provider="daily"),
        story("5", MORE, headline="Shops raise prices", embargoedUntil="2025-11-24T18:00:00Z"),
        notice("kill", uri="urn:koreawire:yonhap:3"),
        notice("hold", uri="urn:koreawire:yonhap:1"),
        notice("release", uri="urn:koreawire:yonhap:1"),
        story("6", "Sleet is expected in the south tonight.", headline="Sleet tonight"),
    ]
    random.Random(seed).shuffle(values)  # noqa: S311 - a test's order, not a secret
    return values


@pytest.mark.parametrize("seed", range(5))
def test_redelivery_gives_the_same_outputs_again(seed):
    """A worker killed between state and output must say the same when it says it again."""
    desk = Desk()
    firsts = [desk.take(value, hours=n) for n, value in enumerate(a_day(seed))]
    for n, value in enumerate(a_day(seed)):
        again = desk.take(value, hours=n, origin=f"wire.items.raw.v1:0:{n}#0")
        assert again.outputs == firsts[n].outputs
        assert again.entry == firsts[n].entry


@pytest.mark.parametrize("seed", range(5))
def test_a_worker_that_takes_over_says_what_the_first_would_have_said(seed):
    """A crash at any point changes nothing that is published, whatever order recovery reads."""
    values = a_day(seed)
    whole = Desk()
    expected = [whole.take(value, hours=n) for n, value in enumerate(values)]
    for crash in range(len(values)):
        entries = list(whole.entries)  # also what a zombie wrote after the crash
        random.Random(seed + crash).shuffle(entries)  # noqa: S311
        successor = Deduplicate()
        kept = [e for e in entries if e.offset < crash or e.offset % 2 == 0]
        successor.state.restore(0, kept[:3])
        successor.state.restore(0, kept[3:])
        for n in range(crash, len(values)):
            found = successor.decide(record(values[n], offset=n, time=NOON + n * 3_600_000))
            assert found.outputs == expected[n].outputs


def test_a_forgotten_partition_is_known_no_more(desk):
    """A revoked partition's memory would judge by what another worker has outdated."""
    desk.take(story("1"))
    desk.stage.state.forget(0)
    assert fate(desk.take(story("9", provider="daily"))) == "passed"


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


def test_what_is_published_reads_back_as_its_model(desk):
    """A reader validates what it reads; so does enrich."""
    models = {
        topics.UNIQUE.name: Story,
        topics.RELATIONS.name: Relation,
        topics.NOTICES.name: Notice,
    }
    for n, value in enumerate(a_day(0)):
        desk.take(value, hours=n)
    for output in desk.outputs:
        models[output.topic].model_validate_json(output.value)


@pytest.mark.parametrize("value", [b"", b"{}", b"[1]", b'{"uri": 3}', b"\xff"])
def test_a_record_that_is_no_story_is_refused(value):
    """The runner parks it; nothing of it stays in memory."""
    stage = Deduplicate()
    broken = record(story("1"), offset=0)
    with pytest.raises(ValueError, match=r"."):
        stage.decide(type(broken)(broken.topic, 0, 0, 0, None, value, broken.headers))
    assert len(stage.ledger.memory) == 0


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
