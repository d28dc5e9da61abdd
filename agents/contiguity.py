"""Contiguity: proof that nothing is skipped between what is fetched, decided and acked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from faust.types import TP

    from koreawire.agents.chunk import Chunk


class SkippedError(RuntimeError):
    """A chunk was fetched and never arrived: to go on would lose it, or put it out of order."""


class Contiguity:
    """The chain of chunks of each partition, from its committed offset on.

    Offsets alone prove nothing, because a log has gaps of its own (compaction,
    transaction markers). So every chunk carries the offset that was fetched
    before it, and is taken only when that is the one taken last. Each seek to
    the committed offsets begins a new chain; chunks of an older one come again.
    """

    def __init__(self) -> None:
        self._chains: dict[TP, int] = defaultdict(int)
        self._begin: dict[TP, int] = {}
        self._fetched: dict[TP, int] = {}
        self._taken: dict[TP, int] = {}
        self._settled: dict[TP, int] = {}
        self._asked_again: set[TP] = set()

    def begin(self, offsets: Mapping[TP, int]) -> None:
        """Start the chains anew: fetching goes on at *offsets*."""
        self.forget(offsets)
        self._begin.update(offsets)

    def goes_on(self, tp: TP) -> bool:
        """Whether something was fetched in this chain."""
        return tp in self._fetched

    def forget(self, tps: Iterable[TP]) -> None:
        """Drop partitions that were revoked; what was fetched of them is of no chain any more."""
        for tp in tps:
            self._chains[tp] += 1
            for known in (self._begin, self._fetched, self._taken, self._settled):
                known.pop(tp, None)
            self._asked_again.discard(tp)

    def begun(self, tp: TP) -> bool:
        """Whether it is known where the partition goes on; before that nothing counts."""
        return tp in self._begin

    def expected(self, tp: TP, offset: int) -> int | None:
        """Return where to fetch again when *offset* is not where the chain must go on.

        The answer to asking a second time is believed: then the log has nothing
        at the offset asked for.
        """
        begin = self._begin.get(tp)
        if begin in (None, offset) or tp in self._fetched or tp in self._asked_again:
            return None
        self._asked_again.add(tp)
        return begin

    def fetched(self, tp: TP, last: int) -> tuple[int, int | None]:
        """Note that a chunk up to *last* was fetched; return its chain and what was before it."""
        previous = self._fetched.get(tp)
        self._fetched[tp] = last
        return self._chains[tp], previous

    def take(self, chunk: Chunk) -> bool:
        """Note that *chunk* is about to be decided; False: it is of an older chain.

        Raises:
            SkippedError: It is not the one after the chunk taken before.
        """
        return self._go_on(chunk, self._taken, "taken")

    def settle(self, chunk: Chunk) -> bool:
        """Note that *chunk* is done and may be acked; False: it is of an older chain.

        Raises:
            SkippedError: It is not the one after the chunk settled before.
        """
        return self._go_on(chunk, self._settled, "settled")

    def _go_on(self, chunk: Chunk, known: dict[TP, int], what: str) -> bool:
        if chunk.chain != self._chains[chunk.tp]:
            return False
        last = known.get(chunk.tp)
        if chunk.previous != last:
            raise SkippedError(
                f"chunk {chunk} follows offset {chunk.previous}, but {last} was {what} last"
            )
        known[chunk.tp] = chunk.last
        return True

    def start(self, tp: TP) -> int:
        """Return where the chain of a partition began, 0 where it did not."""
        return self._begin.get(tp, 0)

    def settled(self, tp: TP) -> int | None:
        """Return the last settled offset of a partition, None before the first chunk."""
        return self._settled.get(tp)

    def in_hand(self, tp: TP) -> bool:
        """Whether something was fetched that is not settled."""
        return self._fetched.get(tp) != self._settled.get(tp)

    def standing(self, tp: TP) -> dict[str, object]:
        """Return how far a partition is: offsets, and the number of its chain."""
        return {
            "chain": self._chains[tp],
            "begun_at": self._begin.get(tp),
            "fetched": self._fetched.get(tp),
            "taken": self._taken.get(tp),
            "settled": self._settled.get(tp),
        }

    def partitions(self) -> tuple[TP, ...]:
        """Return the partitions of which something is settled."""
        return tuple(self._settled)
