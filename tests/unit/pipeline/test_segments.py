"""Segments: what is read back is what was written, whole or in parts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.record import Entry
from koreawire.pipeline.segments import Key, SchemeError, Segment, join, pack, split, unpack

TIMES = st.integers(-(2**62), 2**62)
OFFSETS = st.integers(0, 2**40)
ENTRIES = st.lists(
    st.builds(Entry, st.text(max_size=40), OFFSETS, TIMES, st.binary(max_size=400)), max_size=30
).map(lambda entries: tuple(sorted(entries, key=lambda entry: entry.offset)))


@st.composite
def segments(draw):
    """Draw a segment whose entries lie within its offsets."""
    entries = draw(ENTRIES)
    first = entries[0].offset if entries else 0
    last = (entries[-1].offset if entries else 0) + draw(st.integers(0, 5))
    return Segment(first, last, draw(TIMES), entries)


@given(segments())
def test_a_segment_reads_back(segment):
    """State is nothing else after a restart."""
    assert unpack(pack(segment)) == segment


@given(segments(), st.integers(1, 2_000))
def test_parts_cover_the_whole(segment, most_bytes):
    """No offset may fall between two parts: coverage is what tells that state is complete."""
    parts = list(split(segment, most_bytes))
    assert parts[0].first == segment.first
    assert parts[-1].last == segment.last
    assert all(a.last + 1 == b.first for a, b in pairwise(parts))
    assert join(parts) == segment


@given(st.builds(Key, *[st.integers(0, 10**9)] * 3, st.none() | st.integers(0, 10**9)))
def test_a_key_reads_back(key):
    """Merged or not."""
    assert Key.unpack(key.pack()) == key


def test_a_segment_of_another_scheme_is_told_apart():
    """It is rebuilt, not misread."""
    with pytest.raises(SchemeError, match="scheme 1; this version reads 1, 2"):
        unpack(pack(Segment(0, 0, 0, ()), 1), 2)


@given(segments(), st.data())
def test_a_cut_segment_is_refused(segment, data):
    """Half a segment taken for a whole one would lose verdicts without a word."""
    packed = pack(segment)
    size = data.draw(st.integers(0, len(packed) - 1))
    with pytest.raises(ValueError, match="segment"):
        unpack(packed[:size])


@pytest.mark.parametrize("key", [b"", b"0:1", b"a:1:2", b"0:1:2-", b"0:1:2-3-4", b"0:1:2\n"])
def test_what_is_no_key_is_refused(key):
    """Somebody else wrote to the changelog."""
    with pytest.raises(ValueError, match="no key of a segment"):
        Key.unpack(key)
