"""Forest: a small sum of decision trees, and the most it can come to when little is known."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROBED, LOST = 30, -3.5  # trees asked first, and log-odds from which no others lead back
LEAVES = 8  # of a tree at most: a bit each
ALL = 2**LEAVES - 1
ROUNDING = 1e-6  # log-odds: two orders of one sum differ by less

Tree = tuple[tuple[int, float, int, int], ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as flat tuples of (feature, threshold, left, right) or (-1, value, 0, 0) nodes."""

    base: float
    threshold: float
    trees: tuple[Tree, ...]

    def score(self, features: Sequence[float]) -> float:
        """Return the log-odds the trees give *features*; of the hopeless, roughly."""
        total = self.base
        for number, nodes in enumerate(self.trees):
            if number == PROBED and total < LOST:
                return total
            feature, value, left, right = nodes[0]
            while feature >= 0:
                feature, value, left, right = nodes[left if features[feature] <= value else right]
            total += value
        return total


class Bound:
    """The most a forest can score when only its first features are known.

    Every stretch between two thresholds of a feature rules out some leaves of every tree, so
    that a look into a table and a bitwise *and* a feature leave those which the unknown
    features can still lead to (after QuickScorer: Lucchese et al. 2015). The bound is the sum
    of their largest values: exact, and of all borders at once. The leaves of all trees are
    the bits of one long integer: for so few borders that takes a third of what arrays do.
    """

    def __init__(self, forest: Forest, known: int) -> None:
        """Lay out the tables for the first *known* features.

        Raises:
            ValueError: A tree has more leaves than a byte has bits.
        """
        if any(sum(node[0] < 0 for node in tree) > LEAVES for tree in forest.trees):
            raise ValueError(f"a tree of more than {LEAVES} leaves")
        tables: list[tuple[list[float], int]] = []
        size = 0
        for feature in range(known):
            found = {node[1] for tree in forest.trees for node in tree if node[0] == feature}
            tables.append((sorted(found), size))
            size += len(found) + 1
        rows = np.full((size, len(forest.trees)), ALL, np.uint8)
        for number, tree in enumerate(forest.trees):
            for feature, threshold, below, above in tree:
                if 0 <= feature < known:
                    thresholds, first = tables[feature]
                    step = first + thresholds.index(threshold) + 1
                    rows[first:step, number] &= ALL - _bits(tree, above)
                    rows[step : first + len(thresholds) + 1, number] &= ALL - _bits(tree, below)
        ends = [first for _, first in tables[1:]] + [size]
        self._tables = [
            (thresholds, [int.from_bytes(row.tobytes(), "little") for row in rows[first:end]])
            for (thresholds, first), end in zip(tables, ends, strict=True)
        ]
        self._most = np.concatenate([_most(tree) for tree in forest.trees])
        self._first = np.arange(len(forest.trees)) * (ALL + 1)
        self._base = forest.base + ROUNDING

    def most(self, borders: Sequence[Sequence[float]]) -> list[float]:
        """Return what each of *borders*, given by its first features, can score at most."""
        packed = b"".join([self._left(known) for known in borders])
        left = np.frombuffer(packed, np.uint8).reshape(len(borders), -1)
        found: list[float] = (self._base + self._most.take(left + self._first).sum(axis=1)).tolist()
        return found

    def _left(self, known: Sequence[float]) -> bytes:
        """Return the leaves that a border's features leave, a byte of each tree."""
        left = -1
        for (thresholds, leaves), value in zip(self._tables, known, strict=True):
            left &= leaves[bisect_left(thresholds, value)]
        return left.to_bytes(len(self._first), "little")


def _leaves(tree: Tree, node: int = 0) -> Iterator[int]:
    """Yield the leaves below a node, from left to right."""
    feature, _, left, right = tree[node]
    if feature < 0:
        yield node
    else:
        yield from _leaves(tree, left)
        yield from _leaves(tree, right)


def _bits(tree: Tree, node: int) -> int:
    """Return the bits of the leaves below a node."""
    below = set(_leaves(tree, node))
    return sum(1 << number for number, leaf in enumerate(_leaves(tree)) if leaf in below)


def _most(tree: Tree) -> list[float]:
    """Return the largest value of each set of leaves, by its bits."""
    values = [tree[leaf][1] for leaf in _leaves(tree)]
    return [
        max((value for number, value in enumerate(values) if bits >> number & 1), default=0.0)
        for bits in range(ALL + 1)
    ]
