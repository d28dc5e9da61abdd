"""What one story is to another, as evidence weighed: the rule, its numbers and their reasons.

The weights were fitted by logistic regression on half of the labelled pairs, then
rounded; the other half confirmed them (docs/duplicates.md has the figures). Zero is
even odds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.verify import Comparison

RULES = "1"

BIAS = -9.5
CONTAINMENT = 6.0  # shared runs of words: the ground of the judgement
SHARED = 1.3  # for each factor e of shared shingles: long texts agree less by chance
TITLE = 5.0  # for equal headlines
TITLE_UNKNOWN = 0.4  # agreement taken for granted where one side has no headline
TITLE_FIGURES = -0.5  # headlines that exchange a figure
FIGURES = -15.0  # exchanged figures, of the shorter text's words
NAMES = -5.0  # exchanged names
MOST_CHANGE = 0.2  # beyond it nothing gets worse
TABLE = -9.0  # share of figures above
TABLE_SHARE = 0.15  # the share of figures in business copy
DAYS = -2.5  # a day apart: the next issue of a series more often than an update
UNKNOWN_HOURS = 6.0  # between undated items

NEAR_LENGTH_RATIO = 0.85
NEAR_JACCARD = 0.35
NEAR_CHANGE = 0.015  # figures exchanged of all words: above it the news has changed
REVISED_JACCARD = 0.9  # a revision mark on the same text announces no news
DIGEST_RATIO = 0.25  # a brief in a digest is no longer than a quarter of it
DIGEST_TITLE = 0.2
DIGEST_CONTAINMENT = 0.8


@dataclass(frozen=True, slots=True)
class Weighed:
    """Is it the same story? `score` is a probability; `parts` add up to its log odds."""

    score: float
    parts: dict[str, float]

    @property
    def same(self) -> bool:
        """Whether the evidence for one story outweighs that against it."""
        return self.score > 0.5  # noqa: PLR2004 - even odds


def weigh(found: Comparison, *, hours: float | None, correction: bool = False) -> Weighed:
    """Weigh whether two texts tell one story; *hours* lie between them.

    A marked correction exchanges figures by its nature: the guard is off for it.
    """
    if found.exact:
        return Weighed(1.0, {"exact": math.inf})
    if found.shared == 0:
        return Weighed(0.0, {"nothing shared": -math.inf})
    words = max(found.short_words, 1)
    guard = 0.0 if correction else 1.0
    parts = {
        "bias": BIAS,
        "containment": CONTAINMENT * found.containment,
        "shared": SHARED * math.log1p(found.shared),
        "title": TITLE * (TITLE_UNKNOWN if found.title is None else found.title),
        "titleFigures": guard * TITLE_FIGURES * found.title_figures_changed,
        "figures": guard * FIGURES * min(found.figures_changed / words, MOST_CHANGE),
        "names": guard * NAMES * min(found.names_changed / words, MOST_CHANGE),
        "table": TABLE * max(0.0, found.figure_share - TABLE_SHARE),
        "days": DAYS * (UNKNOWN_HOURS if hours is None else hours) / 24,
    }
    return Weighed(1 / (1 + math.exp(-sum(parts.values()))), parts)


def kind(found: Comparison, *, correction: bool, revised: bool, digest: bool) -> RelationKind:
    """Name the relation of two tellings of one story, the later one marked as given.

    *revised*: the later one carries a later revision mark of the same line of
    versions. *digest*: the longer one is known to hold several stories.
    """
    if found.exact:
        return RelationKind.EXACT
    if correction:
        return RelationKind.CORRECTION
    if digest or (
        found.length_ratio <= DIGEST_RATIO
        and found.containment >= DIGEST_CONTAINMENT
        and found.title is not None
        and found.title < DIGEST_TITLE
    ):
        return RelationKind.CONTAINED_IN
    if (
        not revised
        and found.length_ratio >= NEAR_LENGTH_RATIO
        and found.jaccard >= NEAR_JACCARD
        and found.figures_changed <= 1 + NEAR_CHANGE * found.short_words
    ):
        return RelationKind.NEAR
    return RelationKind.UPDATE
