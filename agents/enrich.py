"""Enrich: unique stories in, stories with mentions, relevance and desks out.

Stateless: as many workers as the unique topic has partitions share it.
The decision is `koreawire.pipeline.enrich`; here it meets Kafka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import StreamT

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.delivery import Delivery


async def enrich(delivery: Delivery, stream: StreamT[Chunk]) -> None:
    """Deliver every chunk of the stream."""
    await delivery.run(stream)
