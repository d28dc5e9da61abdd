"""Route sends stories to their desks, and what becomes of them to the desks they have left."""

import pytest
from tests.support.enriched import NOON_MS, enriched, record

from koreawire.pipeline.route import Route
from koreawire.schemas import headers
from koreawire.schemas.story import PubStatus
from koreawire.schemas.topics import DAY_MS


def topics_of(decision):
    return [output.topic for output in decision.outputs]


def sent(route, story, **more):
    return topics_of(route.decide(record(story, **more)))


def test_a_relevant_story_goes_to_all_stories_and_each_desk():
    """A reader of one desk and a reader of everything both get it."""
    assert sent(Route(), enriched("A", desks=("politics", "economy"))) == [
        "korea.stories.v1",
        "korea.politics.v1",
        "korea.economy.v1",
    ]


def test_an_irrelevant_story_goes_nowhere_and_is_not_remembered():
    """Most of the wire is not Korea's: it must cost no memory for thirty days."""
    decision = Route().decide(record(enriched("A", relevant=False)))
    assert decision.outputs == ()
    assert decision.entry is None


def test_the_value_and_key_are_passed_on_byte_for_byte():
    """The desk's record is the public record: two encodings of one story would be doubles."""
    given = record(enriched("A", desks=("society",)))
    for output in Route().decide(given).outputs:
        assert (output.value, output.key) == (given.value, given.key)
        assert output.headers[headers.ORIGIN] == given.headers[headers.ORIGIN]
        assert output.headers[headers.STAGE] == b"route"


def test_a_story_that_changes_desk_is_sent_to_the_old_desk_once_more():
    """The old desk must learn that the story is no longer theirs."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    moved = sent(route, enriched(desks=("society",), sequence=2), offset=2, origin="r:0:2#0")
    later = sent(route, enriched(desks=("society",), sequence=3), offset=3, origin="r:0:3#0")
    assert moved == ["korea.stories.v1", "korea.society.v1", "korea.politics.v1"]
    assert later == ["korea.stories.v1", "korea.society.v1"]


def test_a_story_that_stops_being_relevant_is_sent_to_where_it_was():
    """Whoever took the first version must see that the desk no longer stands by it."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    gone = sent(route, enriched(relevant=False, sequence=2), offset=2, origin="r:0:2#0")
    assert gone == ["korea.stories.v1", "korea.politics.v1"]


def test_a_recalled_story_reaches_every_desk_it_ever_was_on():
    """A kill is for everyone who may have printed it, also after it changed desk."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    sent(route, enriched(desks=("society",), sequence=2), offset=2, origin="r:0:2#0")
    kill = enriched(relevant=False, sequence=3, pub_status=PubStatus.CANCELED)
    assert set(sent(route, kill, offset=3, origin="r:0:3#0", cause="kill")) == {
        "korea.stories.v1",
        "korea.politics.v1",
        "korea.society.v1",
    }


def test_a_withheld_story_that_was_never_out_stays_in():
    """An embargoed story must not announce itself on a desk."""
    held = enriched(relevant=False, pub_status=PubStatus.WITHHELD)
    assert sent(Route(), held) == []


def test_a_redelivered_record_goes_where_it_went_before():
    """After a crash the same record comes again, also after newer ones were judged."""
    route = Route()
    first = enriched(desks=("politics",))
    before = sent(route, first, offset=1, origin="r:0:1#0")
    sent(route, enriched(desks=("society",), sequence=2), offset=2, origin="r:0:2#0")
    assert sent(route, first, offset=9, origin="r:0:1#0") == before


def test_an_older_version_that_comes_late_follows_the_newer():
    """A late version 1 must not bring a recalled story back to a desk."""
    route = Route()
    kill = enriched(relevant=False, sequence=2, pub_status=PubStatus.CANCELED)
    sent(route, kill, offset=1, origin="r:0:2#0")
    assert sent(route, enriched(desks=("politics",)), offset=2, origin="r:0:1#0") == []


def test_state_restored_from_its_entries_decides_the_same():
    """A worker that takes over must know the desks of yesterday's stories."""
    route = Route()
    decisions = [
        route.decide(record(enriched(desks=("politics",)), offset=1, origin="r:0:1#0")),
        route.decide(record(enriched(desks=("society",), sequence=2), offset=2, origin="r:0:2#0")),
    ]
    heir = Route()
    heir.state.restore(0, [decision.entry for decision in reversed(decisions)])
    kill = enriched(relevant=False, sequence=3, pub_status=PubStatus.CANCELED)
    given = record(kill, offset=3, origin="r:0:3#0")
    assert topics_of(heir.decide(given)) == topics_of(route.decide(given))
    assert len(topics_of(heir.decide(given))) == 3


def test_entries_later_in_the_log_do_not_decide_about_an_earlier_record():
    """After recovery the state may be ahead of the record that is judged again."""
    route = Route()
    later = route.decide(
        record(enriched(desks=("society",), sequence=2), offset=5, origin="r:0:2#0")
    )
    heir = Route()
    heir.state.restore(0, [later.entry])
    assert sent(heir, enriched(desks=("politics",)), offset=4, origin="r:0:1#0") == [
        "korea.stories.v1",
        "korea.politics.v1",
    ]


def test_a_story_is_forgotten_after_thirty_days_of_event_time():
    """Memory is bounded; the desk topics keep no longer either."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    route.state.expire(0, NOON_MS + 31 * DAY_MS)
    moved = enriched(desks=("society",), sequence=2)
    assert sent(route, moved, offset=2, origin="r:0:2#0", time_ms=NOON_MS + 31 * DAY_MS) == [
        "korea.stories.v1",
        "korea.society.v1",
    ]


def test_a_sweep_that_was_late_changes_nothing():
    """Two workers that sweep at different moments must decide alike."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    later = NOON_MS + 31 * DAY_MS
    for number in (2, 3):
        other = enriched(uri=f"urn:koreawire:test:{number}")
        sent(route, other, offset=number, origin=f"r:0:{number}#0", time_ms=later)
    moved = enriched(desks=("society",), sequence=2)
    assert "korea.politics.v1" not in sent(route, moved, offset=4, origin="r:0:4#0", time_ms=later)


def test_revoked_partitions_are_forgotten():
    """Another worker owns them now and may have moved their stories."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    route.state.forget(0)
    kill = enriched(relevant=False, sequence=2, pub_status=PubStatus.CANCELED)
    assert sent(route, kill, offset=2, origin="r:0:2#0") == []


@pytest.mark.parametrize("value", [None, b"", b"{}", b"[]", b'{"uri": 3, "koreawire": {}}'])
def test_a_record_that_is_no_enriched_story_is_refused(value):
    """It becomes a dead letter; the records behind it go on."""
    good = record(enriched())
    bad = type(good)(
        **{
            name: getattr(good, name)
            for name in ("topic", "partition", "offset", "timestamp", "key", "headers")
        },
        value=value,
    )
    with pytest.raises(ValueError, match=r"\S"):
        Route().decide(bad)


def test_one_record_from_the_far_future_makes_no_story_forgotten():
    """A wrong clock at one scraper must not leave old desks without a story's recall."""
    route = Route()
    sent(route, enriched(desks=("politics",)), offset=1, origin="r:0:1#0")
    wrong = enriched(uri="urn:koreawire:test:2")
    sent(route, wrong, offset=2, origin="r:0:2#0", time_ms=NOON_MS + 40_000 * DAY_MS)
    gone = sent(route, enriched(relevant=False, sequence=2), offset=3, origin="r:0:3#0")
    assert gone == ["korea.stories.v1", "korea.politics.v1"]
