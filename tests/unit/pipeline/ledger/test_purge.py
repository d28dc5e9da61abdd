"""A purged story leaves no word behind, and does not come back."""

from __future__ import annotations

from dataclasses import replace

from tests.support.ledger_desk import MORE, TEXT, Desk, fate, latest, on, story

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.ledger.facts import unpack
from koreawire.pipeline.ledger.purge import purged
from koreawire.schemas import topics

URI = "urn:koreawire:yonhap:1"
WORD = "laver"


def purged_desk(desk, uri=URI):
    """A desk that recovers from a changelog with both the old and the purged entries on it."""
    after = [purged(entry, uri) for entry in desk.entries]
    again = Desk(stage=Deduplicate(), offset=desk.offset)
    again.stage.state.restore(0, desk.entries)
    again.stage.state.restore(0, [entry for entry in after if entry is not None])
    return again, after


def words(entry):
    facts = unpack(entry.data)
    return WORD in f"{facts.story} {facts.records}".lower()


def test_no_word_of_it_is_left():
    """Neither its own text, nor what a later story made the ledger publish of it again."""
    desk = Desk()
    desk.take(story("1"))
    desk.take(story("2", TEXT + MORE, headline="Laver farmers ask for help again"), hours=2)
    told = [one for one in on(topics.UNIQUE, desk.outputs) if one["uri"] == URI]
    assert len(told) == 2  # as it came, and replaced by the update
    _, after = purged_desk(desk)
    assert not words(after[0])
    facts = unpack(after[0].data)
    assert (facts.keys, facts.lines, facts.handles, facts.exact) == (b"", b"", b"", bytes(16))
    assert not any(key == URI for _, key, *_ in unpack(after[1].data).records)
    assert unpack(after[1].data).story == unpack(desk.entries[1].data).story


def test_a_redelivery_is_not_taken_for_news():
    """The raw record may stand in the log for days; it must not publish the words again."""
    desk = Desk()
    desk.take(story("1"))
    again, _ = purged_desk(desk)
    redelivered = again.take(story("1"), origin="wire.items.raw.v1:0:0#0")
    assert on(topics.UNIQUE, redelivered.outputs) == []


def test_a_further_version_is_stopped_as_after_a_kill():
    """Agencies send a story again with a comma changed."""
    desk = Desk()
    desk.take(story("1"))
    again, _ = purged_desk(desk)
    later = again.take(story("1", TEXT + MORE, version="2"), hours=1)
    assert fate(later) == "stale"
    assert latest(list(later.outputs)) == {}


def test_other_stories_are_left_as_they_are():
    """A purge is of one story."""
    desk = Desk()
    desk.take(story("1"))
    desk.take(story("9", "Seoul reopens its airport after snow. " * 12, headline="Airport open"))
    assert [entry is None for entry in purged_desk(desk)[1]] == [False, True]


def test_to_purge_twice_is_to_purge_once():
    """The command may be killed and run again."""
    desk = Desk()
    desk.take(story("1"))
    once = purged(desk.entries[0], URI)
    assert purged(once, URI) is None
    assert replace(once, data=b"") == replace(desk.entries[0], data=b"")
