"""The chain of chunks: what stands between a bug of the consumer and a lost story."""

from types import SimpleNamespace

import pytest
from faust.types import TP

from koreawire.agents.chunk import Chunk
from koreawire.agents.contiguity import Contiguity, SkippedError

SOURCE = TP("wire.items.raw.v1", 0)


def fetch(chain, first, last):
    """Return the chunk that the consumer would make of these offsets."""
    number, previous = chain.fetched(SOURCE, last)
    records = [SimpleNamespace(offset=first), SimpleNamespace(offset=last)]
    return Chunk(SOURCE, records, number, previous)


@pytest.fixture
def chain():
    """A chain that begins at offset 100."""
    begun = Contiguity()
    begun.begin({SOURCE: 100})
    return begun


def test_chunks_in_order_are_taken_and_settled(chain):
    """Gaps between offsets are the log's own business."""
    for first, last in ((100, 149), (150, 180), (185, 190)):
        chunk = fetch(chain, first, last)
        assert chain.take(chunk)
        assert chain.settle(chunk)
    assert chain.settled(SOURCE) == 190


def test_a_chunk_after_one_that_never_arrived_is_not_taken(chain):
    """To decide it would put it before the lost one; to ack it would lose that one."""
    chain.take(fetch(chain, 100, 149))
    fetch(chain, 150, 180)
    with pytest.raises(SkippedError, match="follows offset 180, but 149 was taken last"):
        chain.take(fetch(chain, 181, 190))


def test_a_chunk_is_not_settled_before_the_one_before_it(chain):
    """Otherwise the commit would pass over what is still in hand."""
    fetch(chain, 100, 149)
    with pytest.raises(SkippedError, match="settled last"):
        chain.settle(fetch(chain, 150, 180))


def test_a_chunk_of_an_older_chain_is_put_down(chain):
    """After a seek it comes again; it must neither count nor stop the worker."""
    old = fetch(chain, 100, 149)
    chain.begin({SOURCE: 100})
    assert not chain.take(old)
    assert not chain.settle(old)
    assert chain.take(fetch(chain, 100, 149))


def test_a_revoked_partition_settles_nothing(chain):
    """Another worker owns it now."""
    chunk = fetch(chain, 100, 149)
    chain.forget([SOURCE])
    assert not chain.settle(chunk)
    assert chain.settled(SOURCE) is None
    assert not chain.begun(SOURCE)


def test_a_first_record_elsewhere_is_asked_for_again_once(chain):
    """The consumer may hand out what it fetched before the seek; the log may have a gap."""
    assert chain.expected(SOURCE, 120) == 100
    assert chain.expected(SOURCE, 120) is None


def test_a_first_record_in_its_place_is_not_asked_for_again(chain):
    """The usual case costs nothing."""
    assert chain.expected(SOURCE, 100) is None
    chain.fetched(SOURCE, 149)
    assert chain.expected(SOURCE, 200) is None


def test_a_partition_is_in_hand_from_fetch_to_settlement(chain):
    """Until then it may be the turn of another partition, and that is no stall."""
    assert not chain.in_hand(SOURCE)
    chunk = fetch(chain, 100, 149)
    assert chain.in_hand(SOURCE)
    chain.take(chunk)
    chain.settle(chunk)
    assert not chain.in_hand(SOURCE)
