"""`koreawire worker`, made to break: started by fault tests in place of the real command.

`BREAK` in its environment names what to break, separated by commas:

* `crash:<stage>:<point>:<n>`: SIGKILL to itself at the n-th chunk to reach that point;
* `stall:<what>:<n>`: the n-th publication of `state` or of `outputs` does not go out,
  and after a while comes a SIGKILL: long enough for a commit of what was acked already;
* the name of one of `tests.support.sabotage.SABOTAGE`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tests.support.sabotage import SABOTAGE

from koreawire.agents import delivery
from koreawire.agents.cli.main import main
from koreawire.agents.transport import BatchProducer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiokafka.structs import RecordMetadata

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.publishing import Outgoing

VARIABLE = "BREAK"
CHANGELOG = "-deduplicate-changelog"
STALL_SECONDS = 2.5  # a worker commits every second


def crash(stage: str, point: str, number: int) -> None:
    """Make this process kill itself when *stage* comes to *point* the n-th time."""
    seen: Counter[str] = Counter()
    original = delivery.Delivery._hit

    async def hit(self: delivery.Delivery, reached: str, chunk: Chunk) -> None:
        if reached == point and self._judge.stage.name == stage:
            seen[stage] += 1
            if seen[stage] == number:
                os.kill(os.getpid(), signal.SIGKILL)
        await original(self, reached, chunk)

    delivery.Delivery._hit = hit  # type: ignore[method-assign]


def stall(what: str, number: int) -> None:
    """Let the n-th publication of *what* hang, and kill this process while it does."""
    seen: Counter[str] = Counter()
    original = BatchProducer.publish

    async def publish(self: BatchProducer, records: Sequence[Outgoing]) -> list[RecordMetadata]:
        kind = "state" if records and records[0].topic.endswith(CHANGELOG) else "outputs"
        seen[kind] += bool(records)
        if kind == what and seen[kind] == number:
            await asyncio.sleep(STALL_SECONDS)
            os.kill(os.getpid(), signal.SIGKILL)
        return await original(self, records)

    BatchProducer.publish = publish  # type: ignore[method-assign]


def break_as_told(told: str) -> None:
    """Break what *told* names."""
    for one in filter(None, told.split(",")):
        match one.split(":"):
            case ["crash", stage, point, number]:
                crash(stage, point, int(number))
            case ["stall", what, number]:
                stall(what, int(number))
            case [name]:
                SABOTAGE[name]()
            case _:
                raise ValueError(f"{VARIABLE} cannot be {one!r}")


if __name__ == "__main__":
    break_as_told(os.environ.get(VARIABLE, ""))
    sys.exit(main())
