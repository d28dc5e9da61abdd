"""Updates, corrections and versions: the newest telling wins, whatever came first."""

from __future__ import annotations

from tests.support.ledger_desk import MORE, TEXT, Desk, fate, kinds, latest, on, story

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
    # What the two are to each other, what came of it, and the family's new name: the older one.
    assert kinds(decision) == ["update", "stale", "merge"]
    assert on(topics.UNIQUE, decision.outputs) == []


def test_what_two_stories_are_to_each_other_does_not_depend_on_which_came_first():
    """Partitions and workers shuffle arrival; a relation is a fact of the two stories."""
    newer = story("2", TEXT + MORE, versionCreated="2025-11-24T13:00:00Z")
    older = story("1", versionCreated="2025-11-24T12:00:00Z")
    told = []
    for order in ((older, newer), (newer, older)):
        one = Desk()
        for value in order:
            one.take(value, hours=1)
        told.append(on(topics.RELATIONS, one.outputs)[0])
    assert {value["kind"] for value in told} == {"update"}
    assert {(value["uri"], value["otherUri"]) for value in told} == {(newer["uri"], older["uri"])}


def test_a_new_version_leaves_the_family_the_name_of_its_first_story(desk):
    """A copy made between two versions is later than the story, whatever came first."""
    first = story("1", version="1", versionCreated="2025-11-24T12:00:00Z")
    copy = story("3", provider="post", versionCreated="2025-11-24T12:30:00Z")
    second = {**first, "version": "2", "versionCreated": "2025-11-24T13:00:00Z"}
    for value in (first, second, copy):
        desk.take(value, hours=1)
    copied = [value for value in on(topics.RELATIONS, desk.outputs) if value["kind"] == "exact"]
    assert [value["family"] for value in copied] == [first["uri"]]


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


LAUNCH = (
    "North Korea fired a short-range ballistic missile into the sea off its {coast} coast on "
    "{day}, the Joint Chiefs of Staff in Seoul said. The missile was launched from the {place} "
    "area at {hour} a.m. and flew about {far} kilometres at a maximum altitude of {high} "
    "kilometres, the military said in a text message to reporters. South Korean and United "
    "States intelligence authorities are analysing the details of the launch. The military has "
    "stepped up surveillance and maintains full readiness, it added."
)
FIRST = LAUNCH.format(coast="east", day="Tuesday", place="Sunan", hour="6:10", far=310, high=48)
RIGHT = FIRST.replace("310", "350")
SECOND = LAUNCH.format(coast="west", day="Wednesday", place="Wonsan", hour="7:52", far=640, high=97)
CORRECT = {"revision": {"action": "correct", "seq": 1}}


def test_a_new_event_in_the_words_of_a_corrected_story_passes(desk):
    """Only a correction may exchange its figures; the next launch is news, not an old version."""
    east, west = "N. Korea fires missile from Sunan", "N. Korea fires missile from Wonsan westward"
    desk.take(story("1", FIRST, headline=east, versionCreated="2025-11-24T12:00:00Z"))
    corrected = story(
        "2", RIGHT, headline=east, versionCreated="2025-11-24T12:30:00Z", koreawire=CORRECT
    )
    assert kinds(desk.take(corrected, hours=0.5)) == ["correction"]
    new = story("3", SECOND, headline=west, versionCreated="2025-11-24T18:00:00Z")
    decision = desk.take(new, hours=6)
    assert fate(decision) == "passed"
    assert kinds(decision) == []


def test_what_a_correction_corrects_is_stale_when_it_comes_after_it(desk):
    """The figures it exchanged are those of the story that says it is older."""
    known = story(
        "2",
        SECOND,
        headline="N. Korea fires missile westward",
        versionCreated="2025-11-24T12:30:00Z",
        koreawire=CORRECT,
    )
    desk.take(known, hours=1)
    late = story(
        "1",
        FIRST,
        headline="N. Korea fires missile from Sunan",
        versionCreated="2025-11-24T12:00:00Z",
    )
    assert fate(desk.take(late, hours=1.1)) == "stale"


def test_a_second_event_of_the_day_under_the_very_same_headline_is_not_stopped(desk):
    """Two launches differ in hour, place and distance: to stop the second would lose news."""
    line = "N. Korea fires missile"
    second = FIRST.replace("6:10", "7:52").replace("310", "640").replace("Sunan", "Wonsan")
    desk.take(story("1", FIRST, headline=line, versionCreated="2025-11-24T12:00:00Z"))
    later = story("2", second, headline=line, versionCreated="2025-11-24T20:00:00Z")
    assert fate(desk.take(later, hours=8)) == "passed"


def test_the_same_alert_the_next_day_is_the_next_event(desk):
    """An alert has no words but its headline, and agencies write the same one every time."""
    line = "N. Korea fires ballistic missile toward East Sea"
    desk.take(story("1", "", headline=line, versionCreated="2025-11-24T12:00:00Z"))
    copy = story("1", "", headline=line, provider="daily", versionCreated="2025-11-24T12:09:00Z")
    assert fate(desk.take(copy, hours=0.2)) == "duplicate"
    again = story("2", "", headline=line, versionCreated="2025-11-25T08:00:00Z")
    assert fate(desk.take(again, hours=20)) == "passed"
    replayed = story("3", "", headline=line, versionCreated="2025-11-24T12:00:00Z")
    assert fate(desk.take(replayed, hours=21)) == "duplicate"
