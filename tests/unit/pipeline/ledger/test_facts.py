"""Packed facts: what is written to the changelog reads back whole, or is refused."""

from __future__ import annotations

import pytest

from koreawire.pipeline.ledger.facts import Facts, known_since, pack_content, unpack, words

FACTS = Facts(
    origin="wire.items.raw.v1:0:7#0",
    offset=7,
    time=11,
    clock=10,
    doubted=(99,),
    fate="passed",
    uri="urn:koreawire:yonhap:1",
    published=5,
    until=12,
    exact=bytes(range(16)),
    keys=words([1, 2**32 - 1]),
    lines=words([3]),
    handles=words([4, 2**64 - 1]),
    version=("2", 1, None),
    rows=(("urn:koreawire:yonhap:1", 2, "usable"), ("urn:koreawire:yonhap:0", 3, "killed")),
    joins=(("urn:a", 1, ("urn:a", "urn:b")),),
    content=pack_content('{"uri":"x"}', [["t", "k", None, "story", None, None, None]]),
)


def test_facts_read_back():
    """A worker that takes over knows what was written, no more and no less."""
    again = unpack(FACTS.pack())
    assert again == FACTS
    assert (again.story, again.records[0][0]) == ('{"uri":"x"}', "t")


@pytest.mark.parametrize("data", [b"", b"\xff" + FACTS.pack()[1:]])
def test_another_scheme_is_refused(data):
    """State of another version is rebuilt from the log, never guessed at."""
    with pytest.raises(ValueError, match="scheme"):
        unpack(data)


def test_what_announced_a_leap_counts_from_its_own_time():
    """Else the clock that it moved would let it go at once."""
    data = FACTS.pack()
    assert known_since(data, 10) == 10
    assert known_since(data, 50) == 11
