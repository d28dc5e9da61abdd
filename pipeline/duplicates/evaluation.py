"""How well relations agree with people: precision, recall and F1 on labelled pairs.

A pair counts as found when a relation connects its two items directly; beside it, when
one family holds both. Intervals are percentiles of 1,000 resamplings of the pairs, with
a fixed seed, so that two runs on equal pairs print equal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from koreawire.pipeline.duplicates.families import Families, Joining
from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

RESAMPLINGS = 1_000
SEED = 1
INTERVAL = (2.5, 97.5)  # percentiles
NO_FAMILY = (RelationKind.CONTAINED_IN, RelationKind.MERGE)
# What a label of people is called here.
LABELS = {
    "duplicate": {RelationKind.EXACT, RelationKind.NEAR},
    "update": {
        RelationKind.UPDATE,
        RelationKind.STALE,
        RelationKind.CONTAINED_IN,
        RelationKind.RELAY_OF,
    },
    "correction": {RelationKind.CORRECTION},
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items, by id, and what people say of them; *weight* undoes a sampling."""

    a: str
    b: str
    same: bool
    weight: float = 1.0
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A measure from 0 to 1 with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Scores:
    """Agreement over all pairs."""

    precision: Share
    recall: Share
    f1: Share


class Linked:
    """Which items relations connect; an item can hold several stories."""

    def __init__(self) -> None:
        self._direct: dict[frozenset[str], RelationKind] = {}
        self._families = Joining(Families())

    def add(self, relation: Mapping[str, Any]) -> None:
        """Take in a relation record."""
        kind = RelationKind(relation["kind"])
        extension = relation["koreawire"]
        if kind is RelationKind.MERGE or "otherSource" not in extension:
            return
        items = [extension[side].get("itemId") or "" for side in ("source", "otherSource")]
        self._direct.setdefault(frozenset(items), kind)
        if kind not in NO_FAMILY:
            self._families.join((0, items[0]), (0, items[1]))

    def kind(self, pair: Pair) -> RelationKind | None:
        """Return the relation that connects the two items, if one does."""
        return self._direct.get(frozenset((pair.a, pair.b)))

    def kin(self, pair: Pair) -> bool:
        """Whether one family holds both."""
        return self._families.name(pair.a) == self._families.name(pair.b)


def scores(pairs: Iterable[Pair], found: Iterable[bool]) -> Scores:
    """Return how well *found* agrees with the pairs' labels.

    Raises:
        ValueError: There are no pairs.
    """
    rows = np.array([(p.same, f, p.weight) for p, f in zip(pairs, found, strict=True)], float)
    if len(rows) == 0:
        raise ValueError("no pairs to evaluate")
    random = np.random.default_rng(SEED)
    samples = random.integers(0, len(rows), (RESAMPLINGS, len(rows)))
    again = np.array([_measures(rows[sample]) for sample in samples])
    low, high = np.nanpercentile(again, INTERVAL, axis=0)
    shares = [Share(*map(float, row)) for row in zip(_measures(rows), low, high, strict=True)]
    return Scores(*shares)


def named_right(pairs: Iterable[Pair], linked: Linked) -> tuple[int, int]:
    """Return how many connected pairs with a label have a relation of that name, and of how many.

    A correction is an update, too, for people who do not tell them apart.
    """
    right = total = 0
    for pair in pairs:
        kind = linked.kind(pair)
        if kind is None or not pair.same or pair.label not in LABELS:
            continue
        total += 1
        wanted = LABELS[pair.label]
        right += kind in (wanted | LABELS["correction"] if pair.label == "update" else wanted)
    return right, total


def _measures(rows: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of rows of same, found and weight."""
    same, found, weight = rows.T
    hits = float((same * found * weight).sum())
    claimed, wanted = float((found * weight).sum()), float((same * weight).sum())
    precision = hits / claimed if claimed else float("nan")
    recall = hits / wanted if wanted else float("nan")
    f1 = 2 * hits / (claimed + wanted) if claimed + wanted else float("nan")
    return precision, recall, f1
