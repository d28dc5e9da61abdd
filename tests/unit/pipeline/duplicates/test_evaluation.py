"""Measures: a newsroom's own pairs, counted right."""

from __future__ import annotations

import pytest

from koreawire.pipeline.duplicates.evaluation import Linked, Pair, named_right, scores


def linked(*relations):
    found = Linked()
    for kind, a, b in relations:
        found.add(
            {
                "kind": kind,
                "uri": a,
                "otherUri": b,
                "koreawire": {"source": {"itemId": a}, "otherSource": {"itemId": b}},
            }
        )
    return found


def test_weights_undo_a_sampling():
    """A false pair of a rare stratum stands for many."""
    pairs = [Pair("1", "2", same=True), Pair("3", "4", same=False, weight=3.0)]
    measured = scores(pairs, [True, True])
    assert measured.precision.value == 0.25
    assert measured.recall.value == 1.0


def test_a_relation_in_between_makes_kin_but_no_direct_link():
    """Both are reported, because a desk may want either."""
    found = linked(("near", "1", "2"), ("update", "2", "3"))
    pair = Pair("1", "3", same=True)
    assert found.kind(pair) is None
    assert found.kin(pair)


def test_a_digest_makes_no_kin():
    """Else everything it holds would be one family."""
    found = linked(("containedIn", "1", "9"), ("containedIn", "2", "9"))
    assert not found.kin(Pair("1", "2", same=False))
    assert found.kind(Pair("1", "9", same=True)) is not None


def test_labels_are_compared_where_a_relation_was_found():
    """A missed pair is counted by recall, not again as a wrong name."""
    pairs = [
        Pair("1", "2", same=True, label="duplicate"),
        Pair("3", "4", same=True, label="update"),
        Pair("5", "6", same=True, label="update"),
    ]
    assert named_right(pairs, linked(("near", "1", "2"), ("near", "3", "4"))) == (1, 2)


def test_two_runs_print_the_same_interval():
    """A figure that moves without a change cannot be compared."""
    pairs = [Pair(str(n), "x", same=n % 3 == 0) for n in range(60)]
    found = [n % 2 == 0 for n in range(60)]
    assert scores(pairs, found) == scores(pairs, found)


def test_no_pairs_are_an_error():
    """A measure of nothing is no measure."""
    with pytest.raises(ValueError, match="no pairs"):
        scores([], [])
