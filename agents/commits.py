"""Commits: what is settled is committed, and counts as committed once the broker says so."""
# ruff: noqa: SLF001 - Faust's consumer has no public methods for it

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from faust.transport.drivers import aiokafka as driver

from koreawire.agents.contiguity import Contiguity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from faust.types import TP


class ConfirmedCommits(driver.Consumer):  # type: ignore[misc]
    """Faust's consumer, which commits up to what is settled until that is confirmed.

    Faust notes as committed what it only tried to commit. A commit amid a rebalance
    fails without a word; where nothing came after it, what it was about was never committed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contiguity = Contiguity()
        self._confirmed: dict[TP, int] = {}

    def goes_on_at(self, offsets: Mapping[TP, int]) -> None:
        """Note what the broker has committed, or where a log begins that was made anew."""
        self._confirmed.update(offsets)

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return (
            tp
            for tp in self.contiguity.partitions()
            if topics is None or tp in topics or tp.topic in topics
        )

    def _new_offset(self, tp: TP) -> int | None:
        settled = self.contiguity.settled(tp)
        return None if settled is None else settled + 1

    def _should_commit(self, tp: TP, offset: int) -> bool:
        return offset > self._confirmed.get(tp, -1)

    async def _commit_offsets(
        self,
        offsets: Mapping[TP, int],
        start_new_transaction: bool = True,  # noqa: FBT001, FBT002 - Faust's signature
    ) -> bool:
        did: bool = await super()._commit_offsets(offsets, start_new_transaction)
        if did:
            # What has begun anew meanwhile may have been left out: it is committed again.
            self.goes_on_at(
                {tp: at for tp, at in offsets.items() if (self._new_offset(tp) or 0) >= at}
            )
        return did

    async def committed(self, tps: Iterable[TP]) -> dict[TP, int | None]:
        """Return what the group has committed, from the broker."""
        thread = self._thread
        consumer = thread._ensure_consumer()
        return {tp: await thread.call_thread(consumer.committed, tp) for tp in tps}

    def position_of(self, tp: TP) -> int:
        """Return where another worker would go on with *tp*: what is settled is committed soon."""
        return self._confirmed.get(tp, 0)
