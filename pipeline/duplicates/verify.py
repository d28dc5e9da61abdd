"""Two sketches side by side: what they share, and what was changed between them.

The kind of change tells a rewrite from a template. A copy or an update keeps its
figures and names and adds others; two stories written from one template (eurobonds,
rate moves, fund payouts, fixtures) exchange them: each has figures the other lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from koreawire.pipeline.duplicates.tokens import FIGURE, KIND_MASK, NAME

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.sketch import Sketch
    from koreawire.pipeline.duplicates.tokens import Codes

_FIGURE = np.uint64(FIGURE)
_NAME = np.uint64(NAME)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts over two texts; shares are of the shorter one, 0..1."""

    exact: bool
    short_words: int
    long_words: int
    shared: int  # shingles in both
    containment: float  # of the shorter's shingles, found in the longer
    jaccard: float
    figures_changed: int  # each side has at least so many figures the other lacks
    names_changed: int
    figure_share: float  # a table is mostly figures
    title: float | None  # Jaccard of the headlines' words; None: one of them has none
    title_figures_changed: bool

    @property
    def length_ratio(self) -> float:
        """Shorter over longer, in words."""
        return self.short_words / self.long_words if self.long_words else 1.0

    @property
    def change(self) -> float:
        """Share of the shorter text's words that are exchanged figures or names."""
        return (self.figures_changed + self.names_changed) / max(self.short_words, 1)


def compare(one: Sketch, other: Sketch) -> Comparison:
    """Compare two sketches; the order of the two does not matter."""
    short, long = sorted((one, other), key=lambda side: (len(side.words), side.exact))
    shared = len(np.intersect1d(short.shingles, long.shingles, assume_unique=True))
    either = len(short.shingles) + len(long.shingles) - shared
    mine, others = _base(short.words), _base(long.words)
    title, title_figures = _titles(short.title, long.title)
    return Comparison(
        exact=one.exact == other.exact,
        short_words=len(short.words),
        long_words=len(long.words),
        shared=shared,
        containment=shared / max(len(short.shingles), 1),
        jaccard=shared / max(either, 1),
        figures_changed=min(
            _missing(_kind(short.words, _FIGURE), others),
            _missing(_kind(long.words, _FIGURE), mine),
        ),
        names_changed=min(
            _missing(_names(short.words), others), _missing(_names(long.words), mine)
        ),
        figure_share=float(np.mean((short.words & KIND_MASK) == _FIGURE)) if len(mine) else 0.0,
        title=title,
        title_figures_changed=title_figures,
    )


def _base(codes: Codes) -> Codes:
    return codes & ~KIND_MASK


def _kind(codes: Codes, kind: np.uint64) -> Codes:
    return np.unique(_base(codes[(codes & KIND_MASK) == kind]))


def _names(codes: Codes) -> Codes:
    """Return the capitalised words that the text does not write small as well (The, Shares)."""
    return np.setdiff1d(
        _kind(codes, _NAME), _base(codes[(codes & KIND_MASK) == 0]), assume_unique=False
    )


def _missing(wanted: Codes, there: Codes) -> int:
    return int(np.count_nonzero(~np.isin(wanted, there)))


def _titles(one: Codes, other: Codes) -> tuple[float | None, bool]:
    mine, others = np.unique(_base(one)), np.unique(_base(other))
    if len(mine) == 0 or len(others) == 0:
        return None, False
    both = len(np.intersect1d(mine, others, assume_unique=True))
    figures = min(_missing(_kind(one, _FIGURE), others), _missing(_kind(other, _FIGURE), mine))
    return both / (len(mine) + len(others) - both), figures > 0
