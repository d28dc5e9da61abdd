"""Deduplicate: the one owner of what the desk knows.

It reads a single partition, so one worker at a time holds the ledger; the others
stand by and take over by recovery.
The decision is `koreawire.pipeline.deduplicate`; here it meets Kafka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import StreamT

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.delivery import Delivery


async def deduplicate(delivery: Delivery, stream: StreamT[Chunk]) -> None:
    """Deliver every chunk of the stream."""
    await delivery.run(stream)
