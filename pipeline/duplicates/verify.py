"""Two sketches side by side: what they share, and what was changed between them.

The kind of change tells a rewrite from a template. A copy or an update keeps its
figures and names and adds others; two stories written from one template (eurobonds,
rate moves, fund payouts, fixtures) exchange them: each has figures the other lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from koreawire.pipeline.duplicates.tokens import FIGURE, NAME, base, distinct, members, of_kind

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.sketch import Sketch
    from koreawire.pipeline.duplicates.tokens import Codes

SUBJECT_WORDS = 2  # headlines begin with whom they are about: a firm, a country, an index


@dataclass(frozen=True, slots=True)
class Headlines:
    """How two headlines agree, 0..1; figures one exchanged for the other."""

    agreement: float  # Jaccard of their words
    grams: float  # share of the shorter one's letter grams found in the longer
    grams_of_both: float  # Jaccard of the grams
    names_changed: bool  # each names what the other does not
    foreign: bool  # no names told, and neither begins with a word of the other
    alerts: bool  # both tell no names, and have hardly a body
    subject: bool  # they begin alike
    figures_changed: bool
    alone: float  # least share of a headline's words that the other story has nowhere


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts over two texts; shares are of the shorter one, 0..1."""

    exact: bool
    short_words: int
    long_words: int
    shared: int  # shingles in both
    containment: float  # of the shorter's shingles, found in the longer
    jaccard: float
    words: float  # share of the shorter's distinct words found in the longer
    figures: int  # the shorter one's distinct figures
    figures_found: int  # of them, in the longer one
    figures_changed: int  # each side has at least so many figures the other lacks
    written_changed: int  # the same of figures as written: 1.21 mln is not 1.22 mln
    names: int  # the shorter one's distinct names
    names_found: int
    names_changed: int
    figure_share: float  # a table is mostly figures
    editions_changed: bool  # each says it is another edition of the day
    headlines: Headlines | None  # None: one of them has none

    @property
    def length_ratio(self) -> float:
        """Shorter over longer, in words."""
        return self.short_words / self.long_words if self.long_words else 1.0


def compare(one: Sketch, other: Sketch) -> Comparison:
    """Compare two sketches; the order of the two does not matter."""
    short, long = sorted((one, other), key=lambda side: (len(side.words), side.exact))
    shared = _common(short.shingles, long.shingles)
    either = len(short.shingles) + len(long.shingles) - shared
    mine, others = short.vocabulary, long.vocabulary
    found, named = _common(short.figures, others), _common(short.names, others)
    return Comparison(
        exact=one.exact == other.exact,
        short_words=len(short.words),
        long_words=len(long.words),
        shared=shared,
        containment=shared / max(len(short.shingles), 1),
        jaccard=shared / max(either, 1),
        words=_common(mine, others) / max(len(mine), 1),
        figures=len(short.figures),
        figures_found=found,
        figures_changed=min(
            len(short.figures) - found,
            len(long.figures) - _common(long.figures, mine),
        ),
        written_changed=_changed(short.written_figures, long.written_figures),
        names=len(short.names),
        names_found=named,
        names_changed=min(
            len(short.names) - named,
            len(long.names) - _common(long.names, mine),
        ),
        figure_share=short.figure_share,
        editions_changed=_editions_changed(short, long),
        headlines=compare_headlines(short, long),
    )


def _editions_changed(one: Sketch, other: Sketch) -> bool:
    """Whether each names an issue that the other does not, and by an edition (noon, close)."""
    if len(one.editions) == len(other.editions) == 0:
        return False
    gone = one.issue[~members(one.issue, other.issue)]
    new = other.issue[~members(other.issue, one.issue)]
    return (
        len(gone) > 0
        and len(new) > 0
        and bool(members(gone, one.editions).any() or members(new, other.editions).any())
    )


def compare_headlines(one: Sketch, other: Sketch) -> Headlines | None:
    """Compare two headlines, if there are two; their order does not matter."""
    mine, others = distinct(one.title), distinct(other.title)
    if len(mine) == 0 or len(others) == 0:
        return None
    both = _common(mine, others)
    figures, other_figures = of_kind(one.title, FIGURE), of_kind(other.title, FIGURE)
    subject = base(one.title[:SUBJECT_WORDS]), base(other.title[:SUBJECT_WORDS])
    grams = _common(one.grams, other.grams)
    least, most = sorted((len(one.grams), len(other.grams)))
    names, other_names = of_kind(one.title[1:], NAME), of_kind(other.title[1:], NAME)
    return Headlines(
        agreement=both / (len(mine) + len(others) - both),
        grams=grams / max(least, 1),
        grams_of_both=grams / max(least + most - grams, 1),
        names_changed=_common(names, others) < len(names)
        and _common(other_names, mine) < len(other_names),
        subject=np.array_equal(*subject),
        alerts=one.nameless and other.nameless and one.bare and other.bare,
        foreign=(one.nameless or other.nameless)
        and not members(subject[0][:1], others).any()
        and not members(subject[1][:1], mine).any(),
        figures_changed=_common(figures, others) < len(figures)
        and _common(other_figures, mine) < len(other_figures),
        alone=min(_alone(mine, others, other), _alone(others, mine, one)),
    )


def _alone(mine: Codes, others: Codes, other: Sketch) -> float:
    """Return the share of one headline's words in neither headline nor text of the other story."""
    nowhere = ~(members(mine, others) | members(mine, other.vocabulary))
    return float(np.count_nonzero(nowhere)) / len(mine)


def like_headlines(some: Codes, others: Codes, *, least: float) -> bool:
    """Whether of two headlines the shorter has at least *least* of its grams in the longer."""
    return _common(some, others) >= least * max(min(len(some), len(others)), 1)


def _changed(some: Codes, others: Codes) -> int:
    return min(len(some), len(others)) - _common(some, others)


def _common(some: Codes, others: Codes) -> int:
    """Return how many of two ascending lists of distinct codes are in both."""
    return int(np.count_nonzero(members(some, others)))
