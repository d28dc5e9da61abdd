"""Two sketches side by side: what they share, and what was changed between them.

The kind of change tells a rewrite from a template. A copy or an update keeps its
figures and names and adds others; two stories written from one template (eurobonds,
rate moves, fund payouts, fixtures) exchange them: each has figures the other lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.duplicates.tokens import common, members

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.sketch import Sketch
    from koreawire.pipeline.duplicates.tokens import Codes


class Headlines(NamedTuple):
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


class Comparison(NamedTuple):
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
    return compare_texts(one, other, compare_headlines(one, other))


def compare_texts(one: Sketch, other: Sketch, headlines: Headlines | None) -> Comparison:
    """Compare two sketches of which the headlines were compared before."""
    short, long = sorted((one, other), key=lambda side: (len(side.words), side.exact))
    shared = common(short.shingles, long.shingles)
    either = len(short.shingles) + len(long.shingles) - shared
    mine, others = short.vocabulary, long.vocabulary
    found, named = common(short.figures, others), common(short.names, others)
    return Comparison(
        exact=one.exact == other.exact,
        short_words=len(short.words),
        long_words=len(long.words),
        shared=shared,
        containment=shared / max(len(short.shingles), 1),
        jaccard=shared / max(either, 1),
        words=common(mine, others) / max(len(mine), 1),
        figures=len(short.figures),
        figures_found=found,
        figures_changed=min(
            len(short.figures) - found,
            len(long.figures) - common(long.figures, mine),
        ),
        written_changed=_changed(short.written_figures, long.written_figures),
        names=len(short.names),
        names_found=named,
        names_changed=min(
            len(short.names) - named,
            len(long.names) - common(long.names, mine),
        ),
        figure_share=short.figure_share,
        editions_changed=_editions_changed(short, long),
        headlines=headlines,
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
    mine, others = one.headline, other.headline
    if not mine.words or not others.words:
        return None
    both = len(mine.words & others.words)
    grams = common(one.grams, other.grams)
    least, most = sorted((len(one.grams), len(other.grams)))
    return Headlines(
        agreement=both / (len(mine.words) + len(others.words) - both),
        grams=grams / max(least, 1),
        grams_of_both=grams / max(least + most - grams, 1),
        names_changed=not (mine.names <= others.words or others.names <= mine.words),
        subject=mine.subject == others.subject,
        alerts=one.nameless and other.nameless and one.bare and other.bare,
        foreign=(one.nameless or other.nameless)
        and mine.subject[0] not in others.words
        and others.subject[0] not in mine.words,
        figures_changed=not (mine.figures <= others.words or others.figures <= mine.words),
        alone=min(
            len((mine.words - others.words).difference(other.known)) / len(mine.words),
            len((others.words - mine.words).difference(one.known)) / len(others.words),
        ),
    )


def like_headlines(some: Codes, others: Codes, *, least: float) -> bool:
    """Whether of two headlines the shorter has at least *least* of its grams in the longer."""
    return common(some, others) >= least * max(min(len(some), len(others)), 1)


def _changed(some: Codes, others: Codes) -> int:
    return min(len(some), len(others)) - common(some, others)
