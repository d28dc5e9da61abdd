"""Partitions of keys: a producer of another language must put the same uri in the same place."""

from aiokafka.partitioner import murmur2 as theirs
from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.partitions import murmur2, partition_of


@given(st.binary(max_size=300))
def test_the_hash_is_kafkas(key):
    """Order per key across producers depends on it."""
    assert murmur2(key) == theirs(key)


@given(st.binary(max_size=50), st.integers(1, 64))
def test_a_partition_exists(key, partitions):
    """For every number of partitions."""
    assert 0 <= partition_of(key, partitions) < partitions
