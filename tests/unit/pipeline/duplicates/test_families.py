"""Families: named after their first story, whatever order they came in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.families import Families

MEMBERS = [
    (published, f"urn:{name}") for published, name in ((3, "c"), (1, "a"), (1, "b"), (2, "d"))
]
LINKS = st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=8)


def names(links):
    families = Families()
    for one, other in links:
        families.join(one, other)
    return {uri: families.name(uri) for _, uri in MEMBERS}


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_links_makes_no_difference(links, random):
    """Two workers, two orders of arrival, one family."""
    shuffled = [(other, one) for one, other in links]
    random.shuffle(shuffled)
    assert names(links) == names(shuffled)


def test_an_earlier_story_that_comes_late_gives_the_family_its_name():
    """The caller is told, so that it publishes a merge and no name changes in silence."""
    families = Families()
    families.join((2, "urn:b"), (3, "urn:c"))
    assert families.join((1, "urn:a"), (3, "urn:c")) == ("urn:b", "urn:a")
    assert families.name("urn:c") == "urn:a"


def test_joining_the_joined_says_nothing():
    """A repeated merge record would be noise."""
    families = Families()
    families.join((1, "urn:a"), (2, "urn:b"))
    assert families.join((2, "urn:b"), (1, "urn:a")) is None


def test_what_is_not_joined_for_two_turns_is_let_go():
    """Families without end would fill any memory."""
    families = Families()
    families.join((1, "urn:a"), (2, "urn:b"))
    families.turn()
    assert families.name("urn:b") == "urn:a"
    families.turn()
    assert families.name("urn:b") == "urn:b"
    assert len(families) == 0


@given(st.lists(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=4), max_size=9))
def test_the_name_of_a_story_joined_since_the_last_turn_is_what_it_would_be_without(windows):
    """A turn must change nothing for stories that are still in the window."""
    turned, whole = Families(), Families()
    number, before = 0, []
    for joins in windows:
        now = []
        for kind, pick in joins:
            known = before + now
            number += 1
            story = (number if kind else -number, f"urn:{number}")
            other = known[pick % len(known)] if known else story
            for families in (turned, whole):
                families.join(story, families.member(other[1], other[0]))
            now.append(story)
            assert [turned.name(uri) for _, uri in known] == [whole.name(uri) for _, uri in known]
        turned.turn()
        before = now


def test_a_family_that_is_kept_outlasts_turns():
    """A story on hold comes out of the window with its name."""
    families = Families()
    families.join((1, "urn:a"), (2, "urn:b"))
    for _ in range(5):
        families.keep("urn:b")
        families.turn()
    assert families.name("urn:b") == "urn:a"
    families.join((0, "urn:c"), families.member("urn:b", 2))
    assert families.name("urn:b") == "urn:c"


def test_a_story_is_as_old_as_its_first_version_whichever_comes_first():
    """The second version is later than a copy made between the two; the story is not."""
    for versions in ((1, 30), (30, 1)):
        families = Families()
        for published in versions:
            families.join((published, "story"), (published, "story"))
        families.join((20, "copy"), (30, "story"))
        assert families.name("copy") == "story"


def test_a_first_version_that_comes_last_gives_the_family_its_name():
    """The old name is told to be absorbed, as when two families become one."""
    families = Families()
    families.join((20, "copy"), (30, "story"))
    assert families.name("story") == "copy"
    assert families.join((1, "story"), (1, "story")) == ("copy", "story")
    assert families.name("copy") == families.name("story") == "story"
    assert families.join((40, "further"), (20, "copy")) == ("further", "story")
