"""Chunks: both limits hold, and no record is lost or moved by the cutting."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.chunk import cut, size_of

SIZES = st.lists(st.integers(0, 3_000), max_size=60)


def records(sizes):
    """Return records with values of these sizes."""
    return [
        SimpleNamespace(offset=number, key=None, value=b"x" * size)
        for number, size in enumerate(sizes)
    ]


@given(SIZES, st.integers(1, 20), st.integers(1_024, 5_000))
def test_pieces_keep_order_and_limits(sizes, most_records, most_bytes):
    """A larger record is a piece of its own: it must go through all the same."""
    read = records(sizes)
    pieces = list(cut(read, most_records=most_records, most_bytes=most_bytes))
    assert [record for piece in pieces for record in piece] == read
    for piece in pieces:
        assert 1 <= len(piece) <= most_records
        assert len(piece) == 1 or sum(map(size_of, piece)) <= most_bytes
