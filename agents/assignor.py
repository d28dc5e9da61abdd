"""Who reads which partition: Faust's assignor, made steady."""

from __future__ import annotations

from typing import Any

from faust.assignor import PartitionAssignor


class SteadyAssignor(PartitionAssignor):  # type: ignore[misc]
    """Faust's assignor, with a changelog always beside its source.

    Faust groups topics by the tuple of a set of their readers; two equal sets may
    come in two orders, and then a table's worker does not get its partitions.
    """

    @classmethod
    def _group_co_subscribed(cls, topics: Any, subscriptions: Any) -> Any:
        groups: dict[tuple[str, ...], set[str]] = {}
        for topic in sorted(topics):
            readers = sorted(member for member, read in subscriptions.items() if topic in read)
            groups.setdefault(tuple(readers), set()).add(topic)
        return groups.values()
