"""The index of segments: merging keeps recovery fast, expiry keeps the changelog small."""

from koreawire.pipeline.segment_index import MERGE_COUNT, SMALL_BYTES, SegmentIndex
from koreawire.pipeline.segments import Key


def add(index, first, last, *, generation=1, keep_until=0, size=100):
    """Note a segment of partition 0."""
    key = Key(0, generation, first)
    index.add(key, last=last, keep_until=keep_until, clock=0, value=b"x" * size)
    return key


def test_chunks_of_one_story_are_merged_in_bulk():
    """A segment a story makes recovery six times as slow."""
    index = SegmentIndex()
    for offset in range(MERGE_COUNT - 1):
        add(index, offset, offset)
    assert index.mergeable() == ()
    add(index, MERGE_COUNT - 1, MERGE_COUNT - 1)
    assert [kept.key.first for kept in index.mergeable()] == list(range(MERGE_COUNT))


def test_large_and_merged_segments_are_left_alone():
    """Otherwise the same bytes would be written again and again."""
    index = SegmentIndex()
    for offset in range(MERGE_COUNT):
        add(index, offset, offset, size=SMALL_BYTES)
        merged = Key(0, 1, 1_000 + offset, 2_000 + offset)
        index.add(merged, last=2_000 + offset, keep_until=0, clock=0, value=b"x")
    assert index.mergeable() == ()


def test_generations_are_not_mixed():
    """A merged segment has one generation: that of what it holds."""
    index = SegmentIndex()
    for offset in range(10):
        add(index, offset, offset, generation=1)
    for offset in range(10, 10 + MERGE_COUNT):
        add(index, offset, offset, generation=2)
    assert {kept.key.generation for kept in index.mergeable()} == {1}


def test_the_end_of_what_is_covered_never_expires():
    """It tells a restart that nothing is missing."""
    index = SegmentIndex()
    old = add(index, 0, 9, keep_until=100)
    add(index, 10, 19, keep_until=100)
    assert list(index.expired(99)) == []
    assert list(index.expired(100)) == [old]


def test_a_higher_generation_wins_for_what_it_covers():
    """A worker that lost its partition may write late."""
    index = SegmentIndex()
    add(index, 100, 199, generation=7)
    assert index.superseded(Key(0, 6, 120), 150)
    assert not index.superseded(Key(0, 6, 120), 250)
    assert not index.superseded(Key(0, 7, 120), 150)


def test_a_deleted_segment_is_forgotten():
    """Its value is not kept for a merge."""
    index = SegmentIndex()
    for offset in range(MERGE_COUNT):
        index.drop(add(index, offset, offset))
    assert index.mergeable() == ()
    assert len(index) == 0
    assert index.covered == MERGE_COUNT - 1
