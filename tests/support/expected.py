"""What must have become of a numbered load, beyond that every record has some fate."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tests.support.accounting import NORMALISED, PARKED, RAW, Account, base
from tests.support.load import FEED_STORIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.support.lines import Line
    from tests.support.load import Item


def expect(result: Account, items: Iterable[Item], read: Mapping[str, Sequence[Line]]) -> None:
    """Note in *result* where the load did not become what it was made to become.

    Of a story and its repeats exactly one passed, whichever came first: if more
    did, state was lost; if none did, a redelivery was taken for its own duplicate.
    """
    fates = _fates_by_number(result, read)
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    for item in items:
        told = fates.get(item.number)
        if told is None:
            result.found("lost", f"item {item.number} of the load never reached {RAW}")
        elif item.kind in ("story", "duplicate"):
            groups[item.number if item.of is None else item.of].update(told)
        elif item.kind != "update" and not _as_made(item.kind, told):
            result.found("expected", f"{item.kind} {item.number} became {dict(told)}")
    for number, told in groups.items():
        if told["passed"] != 1:
            result.found("expected", f"story {number} and its repeats became {dict(told)}")


def _as_made(kind: str, told: Counter[str]) -> bool:
    match kind:
        case "feed":
            return told["passed"] == FEED_STORIES
        case "broken":
            return set(told) == {"parked"}
        case _:
            return set(told) == {kind}


def _fates_by_number(
    result: Account, read: Mapping[str, Sequence[Line]]
) -> dict[int, Counter[str]]:
    """Return the fates of an item's stories, by the number the load gave it."""
    numbers = {line.origin: line.number for line in read.get(RAW, ()) if line.number is not None}
    fates: dict[int, Counter[str]] = {number: Counter() for number in numbers.values()}
    for origin in {line.origin for line in read.get(NORMALISED, ())}:
        number = numbers.get(base(origin))
        if number is not None:
            fates[number][result.fates.get(str(origin), "nothing")] += 1
    for parked in {line.parked for line in read.get(PARKED, ()) if line.parked}:
        topic, partition, offset = parked
        number = numbers.get(f"{topic}:{partition}:{offset}")
        if number is not None:
            fates[number]["parked"] += 1
    return fates
