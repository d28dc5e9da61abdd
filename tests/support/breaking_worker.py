"""`koreawire worker`, made to break: started by fault tests in place of the real command.

`BREAK` in its environment names what is broken from the start, separated by commas:

* `bug:<n>`: whoever meets item *n* of the load meets a bug;
* the name of one of `tests.support.sabotage.SABOTAGE`.

What it does once, when it is told to, is an order (`tests.support.orders`).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.support.load import NUMBER
from tests.support.orders import CRASH, OUTPUTS, STALL, STATE, Orders
from tests.support.sabotage import SABOTAGE

from koreawire.agents import delivery, worker
from koreawire.agents.cli.main import main
from koreawire.agents.judging import Judge
from koreawire.agents.transport import BatchProducer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiokafka.structs import RecordMetadata

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.publishing import Outgoing
    from koreawire.pipeline.record import Decision, Record

VARIABLE = "BREAK"
CHANGELOG = "-changelog"
LEDGER = f"-deduplicate{CHANGELOG}"  # a hole in it shows: copies pass, acks go ahead of it
STALL_SECONDS = 2.5  # a worker commits every second
POINTS = (
    delivery.BEFORE_STATE,
    delivery.AFTER_STATE,
    delivery.AFTER_OUTPUT,
    delivery.AFTER_SETTLE,
)


def failpoints(orders: Orders) -> Mapping[str, Any]:
    """Return failpoints at which this process kills itself when ordered to."""
    prefix = os.environ["KOREAWIRE_TOPIC_PREFIX"]

    def hit(point: str, chunk: Chunk) -> None:
        if orders.obey(CRASH, point, chunk.tp.topic.removeprefix(prefix)):
            _die()

    return {point: partial(hit, point) for point in POINTS}


def with_failpoints(orders: Orders) -> None:
    """Let the command start its worker with failpoints."""
    original = worker.run_worker
    worker.run_worker = partial(original, failpoints=failpoints(orders))  # type: ignore[assignment]


def stall(orders: Orders) -> None:
    """When ordered to, let publications of a kind hang, and kill this process while they do.

    All of the kind from then on: who does not wait for the first goes on to the next.
    """
    original = BatchProducer.publish
    stalled = ""

    async def publish(self: BatchProducer, records: Sequence[Outgoing]) -> list[RecordMetadata]:
        nonlocal stalled
        kind = _kind(records[0].topic) if records else ""
        if kind and (kind == stalled or orders.obey(STALL, kind)):
            stalled = kind
            await asyncio.sleep(STALL_SECONDS)
            _die()
        return await original(self, records)

    BatchProducer.publish = publish  # type: ignore[method-assign]


def _kind(topic: str) -> str:
    if topic.endswith(LEDGER):
        return STATE
    return "" if topic.endswith(CHANGELOG) else OUTPUTS


def bug(number: int) -> None:
    """Let item *number* of the load meet a bug."""
    original = Judge._decide

    def decide(self: Judge, record: Record) -> Decision:
        if record.headers.get(NUMBER) == b"%d" % number:
            raise RuntimeError(f"item {number} meets a bug")
        return original(self, record)

    Judge._decide = decide  # type: ignore[method-assign]


def break_as_told(told: str) -> None:
    """Break what *told* names."""
    for one in filter(None, told.split(",")):
        match one.split(":"):
            case ["bug", number]:
                bug(int(number))
            case [name]:
                SABOTAGE[name]()
            case _:
                raise ValueError(f"{VARIABLE} cannot be {one!r}")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    given = Orders.here()
    with_failpoints(given)
    stall(given)
    break_as_told(os.environ.get(VARIABLE, ""))
    sys.exit(main())
