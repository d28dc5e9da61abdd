"""Route: enriched stories to the topics of their desks.

It remembers for 30 days which desks have a story, a partition each.
The decision is `koreawire.pipeline.route`; here it meets Kafka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import StreamT

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.delivery import Delivery


async def route(delivery: Delivery, stream: StreamT[Chunk]) -> None:
    """Deliver every chunk of the stream."""
    await delivery.run(stream)
