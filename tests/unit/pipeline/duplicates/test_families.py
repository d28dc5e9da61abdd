"""Families: named after their first story, whatever order they came in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.families import Families, Joining

MEMBERS = [
    (published, f"urn:{name}") for published, name in ((3, "c"), (1, "a"), (1, "b"), (2, "d"))
]
LINKS = st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=8)
RECORDS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=30)


def names(links):
    joining = Joining(Families())
    for one, other in links:
        joining.join(one, other)
    return {uri: joining.name(uri) for _, uri in MEMBERS}


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_links_makes_no_difference(links, random):
    """Two workers, two orders of arrival, one family."""
    shuffled = [(other, one) for one, other in links]
    random.shuffle(shuffled)
    assert names(links) == names(shuffled)


def test_an_earlier_story_that_comes_late_gives_the_family_its_name():
    """The caller is told, so that it publishes a merge and no name changes in silence."""
    joining = Joining(Families())
    joining.join((2, "urn:b"), (3, "urn:c"))
    assert joining.join((1, "urn:a"), (3, "urn:c")) == ("urn:b", "urn:a")
    assert joining.name("urn:c") == "urn:a"


def test_joining_the_joined_says_nothing():
    """A repeated merge record would be noise."""
    joining = Joining(Families())
    joining.join((1, "urn:a"), (2, "urn:b"))
    assert joining.join((2, "urn:b"), (1, "urn:a")) is None


def test_what_a_record_said_goes_with_the_record():
    """Families without end would fill any memory."""
    families = Families()
    joining = Joining(families)
    joining.join((1, "urn:a"), (2, "urn:b"))
    assert len(families) == 0  # nothing is changed before the record is learned
    families.put(joining.links, 1)
    assert families.name("urn:b") == "urn:a"
    families.drop(joining.links, 1)
    assert families.name("urn:b") == "urn:b"
    assert len(families) == 0


def judged(records, window):
    """Return families after *records*, their joins, and what a memory without end would say."""
    families, whole, joins = Families(), Joining(Families()), []
    for number, (kind, pick) in enumerate(records):
        if number >= window:
            families.drop(joins[number - window], number - window)
        story = (number if kind else -number, f"urn:{number}")
        known = range(max(0, number - window + 1), number)
        joining = Joining(families)
        if known:
            other = known[pick % len(known)]
            uri = f"urn:{other}"
            published = other if records[other][0] else -other
            for of in (joining, whole):
                family = of.member(uri, published)
                of.join((published, uri), family)
                of.join(story, family)
        joins.append(joining.links)
        families.put(joins[-1], number)
    return families, joins, whole


@given(RECORDS, st.integers(1, 9))
def test_a_story_in_the_window_is_called_what_it_would_be_if_nothing_were_forgotten(
    records, window
):
    """Letting old records go must change nothing for stories that are still compared."""
    families, _, whole = judged(records, window)
    for number in range(max(0, len(records) - window), len(records)):
        assert families.name(f"urn:{number}") == whole.name(f"urn:{number}")


@given(RECORDS, st.integers(1, 9))
def test_the_records_of_the_window_alone_give_every_story_its_name(records, window):
    """A worker that takes over has nothing else, also of stories that have left the window."""
    families, joins, _ = judged(records, window)
    recovered = Families()
    for number in range(max(0, len(records) - window), len(records)):
        recovered.put(joins[number], number)
    for number in range(len(records)):
        uri = f"urn:{number}"
        assert families.member(uri, 7) == recovered.member(uri, 7)


def test_a_story_that_is_spoken_of_again_keeps_its_family():
    """Versions of one story may go on for weeks."""
    families = Families()
    joining = Joining(families)
    joining.join((1, "urn:a"), (2, "urn:b"))
    families.put(joining.links, 1)
    again = Joining(families)
    again.keep("urn:b")
    again.keep("urn:stranger")
    families.put(again.links, 2)
    families.drop(joining.links, 1)
    assert families.member("urn:b", 2) == (1, "urn:a")
    assert families.name("urn:stranger") == "urn:stranger"
    assert len(families) == 2


def test_a_story_that_was_held_comes_back_with_its_family():
    """It has left the window; its own record still says whom it belonged to."""
    families = Families()
    joining = Joining(families)
    joining.join((1, "urn:a"), (2, "urn:b"))
    back = Joining(families)
    back.remind("urn:b", joining.links)
    assert back.member("urn:b", 2) == (1, "urn:a")
    families.put([("urn:c", 0, ("urn:b",))], 9)
    later = Joining(families)
    later.remind("urn:b", joining.links)
    assert later.member("urn:b", 2) == (0, "urn:c")


def test_a_story_is_as_old_as_its_first_version_whichever_comes_first():
    """The second version is later than a copy made between the two; the story is not."""
    for versions in ((1, 30), (30, 1)):
        joining = Joining(Families())
        for published in versions:
            joining.join((published, "story"), (published, "story"))
        joining.join((20, "copy"), (30, "story"))
        assert joining.name("copy") == "story"


def test_a_first_version_that_comes_last_gives_the_family_its_name():
    """The old name is told to be absorbed, as when two families become one."""
    joining = Joining(Families())
    joining.join((20, "copy"), (30, "story"))
    assert joining.name("story") == "copy"
    assert joining.join((1, "story"), (1, "story")) == ("copy", "story")
    assert joining.name("copy") == joining.name("story") == "story"
    assert joining.join((40, "further"), (20, "copy")) == ("further", "story")
