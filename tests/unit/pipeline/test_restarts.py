"""Restarts: what is left out for speed cannot have been a cut."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.borders import FEATURES, OUTLINE, STORY, TIED, Stretch
from koreawire.pipeline.cohesion import NEAR, near, ties
from koreawire.pipeline.forest import LOST, Bound, Forest
from koreawire.pipeline.restarts import bound, forest, judged

VALUES = st.lists(
    st.one_of(st.sampled_from((0.0, 0.5, 1.0)), st.floats(-1, 12)),
    min_size=len(FEATURES),
    max_size=len(FEATURES),
)
WHOLE = Bound(forest(), len(FEATURES))
STEMS = st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=2, max_size=9)


@given(VALUES)
def test_no_border_scores_more_than_its_outline_allows(features):
    """A border left out because of its outline would have been no cut with every feature known."""
    (most,) = bound().most([features[: len(OUTLINE)]])
    assert forest().score(features) <= most


@given(VALUES)
def test_with_every_feature_known_the_bound_is_the_score(features):
    """The bound is as tight as it can be: it gives away what is unknown and no more."""
    score = forest().score(features)
    (most,) = WHOLE.most([features])
    assert score == pytest.approx(most, abs=1e-5) or score < LOST


def test_a_tree_with_more_leaves_than_bits_is_refused():
    """A model fitted with deeper trees must not be read wrongly."""
    chain = []
    for number in range(0, 16, 2):
        chain += [(0, float(number), number + 1, number + 2), (-1, 0.0, 0, 0)]
    with pytest.raises(ValueError, match="more than 8 leaves"):
        Bound(Forest(0.0, 0.0, ((*chain, (-1, 1.0, 0, 0)),)), 1)


def test_what_is_ruled_out_is_none_of_the_borders_that_would_be_cut():
    """Borders left out are those that no cut is made at; the others keep their features."""
    lines = [
        f"The herring fleet of Urk caught {number} crates near the Doggersbank, {said}."
        for number, said in enumerate(("said the harbour", "wrote the union", "it is told") * 4)
    ]
    stems = [{f"word{number}", "herring"} for number in range(len(lines))]
    everything = dict(judged(lines, stems, 0, len(lines)))
    likely = dict(judged(lines, stems, 0, len(lines), needed=forest().threshold))
    assert len(likely) < len(everything)
    assert likely == {n: everything[n] for n in likely}
    left_out = everything.keys() - likely.keys()
    assert all(forest().score(everything[n]) < forest().threshold for n in left_out)


def test_no_border_leaves_less_than_a_story_on_either_side():
    """A signature below the text shares no word with it, and is no story all the same."""
    told = [f"Line {number} of the report has some sixty characters in all." for number in range(6)]
    stems = [{f"word{number}"} for number in range(8)]
    stretch = Stretch(["REUTER", *told, "REUTER"], stems)
    found = stretch.candidates()
    assert found
    for number in found:
        assert STORY <= stretch.sizes[number] <= stretch.sizes[-1] - STORY


def test_a_border_that_many_stems_reach_across_is_none():
    """What follows goes on about the same: nothing else is asked of it."""
    told = [f"Line {number} of the report has some sixty characters in all." for number in range(8)]
    stems = [{"Urk", "herring", f"word{number}"} for number in range(8)]
    assert Stretch(told, stems).candidates(TIED) == []


@given(STEMS)
def test_ties_are_counted_as_they_are_defined(found):
    """The counts are by sets of whole lines; each must be what its definition says."""
    counted = ties(found)
    for border in range(1, len(found)):
        above = set().union(*found[:border])
        below = set().union(*found[border:])
        assert counted.above[border] == len(above)
        assert counted.below[border] == len(below)
        assert counted.across[border] == len(above & below)


@given(STEMS, st.data())
def test_near_ties_are_uses_next_to_each_other_across_the_border(found, data):
    """A stem used again within three lines counts once at each border between."""
    border = data.draw(st.integers(1, len(found) - 1))
    expected = 0
    for stem in set().union(*found):
        used = [number for number, line in enumerate(found) if stem in line]
        expected += sum(
            last < border <= after and after - last <= NEAR
            for last, after in itertools.pairwise(used)
        )
    assert near(found, border) == expected
