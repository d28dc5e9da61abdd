"""Postings: what is found depends on what is alive, never on how it lies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.index import CAP, FEWEST_SHARDS, MEAN_POSTINGS, Postings

KEYS = st.integers(0, 2**64 - 1)


@given(st.lists(st.lists(KEYS, max_size=6, unique=True), max_size=40), st.integers(0, 40))
def test_every_living_story_is_found_under_each_of_its_keys(stories, oldest):
    """A copy that is not found goes out twice."""
    postings = Postings()
    for number, keys in enumerate(stories):
        postings.add(keys, number)
    postings.retire(oldest)
    for number, keys in enumerate(stories):
        for key in keys:
            assert (number in postings.find([key]).get(key, [])) == (number >= oldest)


def test_a_rebuilt_index_finds_what_the_first_one_found():
    """A worker that takes over has only the living stories, and must decide alike."""
    stories = {number: [number % 7, number % 11 << 20, number] for number in range(20_000)}
    first, second = Postings(), Postings()
    for number, keys in stories.items():
        first.add(keys, number)
        first.retire(number - 500)
    for number in range(19_499, 20_000):
        second.add(stories[number], number)
    first.retire(19_499)
    probe = {key for number in range(19_000, 20_000) for key in stories[number]}
    assert first.find(probe) == second.find(probe)


def test_of_a_common_key_the_newest_are_found():
    """A phrase of every story of a template is no evidence, and must cost nothing."""
    postings = Postings()
    for number in range(5_000):
        postings.add([7], number)
    assert postings.find([7]) == {7: list(range(5_000 - CAP, 5_000))}
    assert sum(map(len, postings._shards)) < 8 * 2_000


def test_shards_stay_short_as_postings_grow():
    """Searching a shard costs its length: at a million stories as at a thousand."""
    postings = Postings()
    for number in range(60_000):
        postings.add([number * 2_654_435_761 % 2**32], number)
    postings.find(())
    assert len(postings._shards) > FEWEST_SHARDS
    assert max(map(len, postings._shards)) < 8 * 8 * MEAN_POSTINGS
