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
