"""A chunk: the records of one partition that are decided, confirmed and acked together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aiokafka.structs import ConsumerRecord
    from faust.types import TP

OVERHEAD_BYTES = 100  # of a record, beside key and value: many empty ones weigh something too


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records of one partition in log order; never empty.

    `chain` counts the seeks of the partition to its committed offset; `previous` is
    the offset fetched before the first one in this chain, None for its first chunk.
    """

    tp: TP
    records: Sequence[ConsumerRecord[bytes, bytes]]
    chain: int = 0
    previous: int | None = None

    @property
    def first(self) -> int:
        """Offset of the first record."""
        return int(self.records[0].offset)

    @property
    def last(self) -> int:
        """Offset of the last record."""
        return int(self.records[-1].offset)

    def follows(self, other: Chunk) -> bool:
        """Whether nothing was fetched between *other*, of the same partition, and this chunk."""
        return self.chain == other.chain and self.previous == other.last

    def __str__(self) -> str:
        return f"{self.tp.topic}:{self.tp.partition}:{self.first}-{self.last}"


def cut(
    records: Sequence[ConsumerRecord[bytes, bytes]], *, most_records: int, most_bytes: int
) -> Iterator[Sequence[ConsumerRecord[bytes, bytes]]]:
    """Yield *records* in pieces within both limits; a larger record is a piece of its own."""
    begin = size = 0
    for index, record in enumerate(records):
        weight = size_of(record)
        if index > begin and (index - begin >= most_records or size + weight > most_bytes):
            yield records[begin:index]
            begin, size = index, 0
        size += weight
    if begin < len(records):
        yield records[begin:]


def size_of(record: ConsumerRecord[bytes, bytes]) -> int:
    """Return about how many bytes a record takes."""
    return len(record.key or b"") + len(record.value or b"") + OVERHEAD_BYTES
