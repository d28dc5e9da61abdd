"""Contiguity: proof that nothing was skipped between what was fetched and what is acked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from faust.types import TP

    from koreawire.agents.chunk import Chunk


class SkippedError(RuntimeError):
    """Records were fetched and never settled, or never fetched: acking on would lose them."""


class Contiguity:
    """The chain of chunks of each partition, from its committed offset on.

    Offsets alone prove nothing, because a log has gaps of its own (compaction,
    transaction markers). So every chunk carries the offset that was fetched
    before it, and is settled only when that is the one settled last.
    """

    def __init__(self) -> None:
        self._begin: dict[TP, int] = {}
        self._fetched: dict[TP, int] = {}
        self._settled: dict[TP, int] = {}
        self._asked_again: set[TP] = set()

    def begin(self, offsets: Mapping[TP, int]) -> None:
        """Start the chains anew: fetching goes on at *offsets*."""
        for tp, offset in offsets.items():
            self.forget((tp,))
            self._begin[tp] = offset

    def forget(self, tps: Iterable[TP]) -> None:
        """Drop partitions that were revoked."""
        for tp in tps:
            self._begin.pop(tp, None)
            self._fetched.pop(tp, None)
            self._settled.pop(tp, None)
            self._asked_again.discard(tp)

    def expected(self, tp: TP, offset: int) -> int | None:
        """Return where to fetch again when *offset* is not where the chain must go on.

        A partition that was not begun yields 0. The answer to asking a second
        time is believed: then the log has nothing at the offset asked for.
        """
        if tp in self._fetched or tp in self._asked_again:
            return None
        begin = self._begin.get(tp, 0)
        if offset == begin:
            return None
        self._asked_again.add(tp)
        return begin

    def fetched(self, tp: TP, last: int) -> int | None:
        """Note that a chunk up to *last* was fetched; return what was fetched before it."""
        previous = self._fetched.get(tp)
        self._fetched[tp] = last
        return previous

    def settle(self, chunk: Chunk) -> None:
        """Note that *chunk* is settled.

        Raises:
            SkippedError: It is not the one after the chunk settled before.
        """
        settled = self._settled.get(chunk.tp)
        if chunk.previous != settled:
            raise SkippedError(
                f"chunk {chunk} follows offset {chunk.previous}, but {settled} was settled last"
            )
        self._settled[chunk.tp] = chunk.last

    def settled(self, tp: TP) -> int | None:
        """Return the last settled offset of a partition, None before the first chunk."""
        return self._settled.get(tp)

    def start(self, tp: TP) -> int:
        """Return where the chain of a partition began, 0 where it did not."""
        return self._begin.get(tp, 0)

    def partitions(self) -> tuple[TP, ...]:
        """Return the partitions of which something is settled."""
        return tuple(self._settled)
