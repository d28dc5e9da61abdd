"""Normalise: raw items in, stories and notices out on the one log that is judged.

Stateless: as many workers as the raw topic has partitions share it.
The decision is `koreawire.pipeline.normalise`; here it meets Kafka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import StreamT

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.delivery import Delivery


async def normalise(delivery: Delivery, stream: StreamT[Chunk]) -> None:
    """Deliver every chunk of the stream."""
    await delivery.run(stream)
