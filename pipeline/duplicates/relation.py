"""Is it the same story? Evidence from two texts, weighed; and what the one is to the other.

The weights were fitted by logistic regression on labelled pairs of a wire's stream and of
outlets in three languages, then rounded; pairs held back confirmed them
(docs/explanation/duplicates.md has the figures and the command). Even odds decide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.verify import Comparison, Headlines

RULES = "4"
# What decides that two stories are one.
EXACT, SHINGLES, HEADLINE, RETOLD = "exact words", "shared shingles", "headline", "retold"

BIAS = -5.1
WEIGHTS = {
    # Shared runs of words are the ground of the judgement.
    "containment": 3.9,
    # For each factor e of shared runs: long texts agree less by chance.
    "shared": 1.33,
    # The same headline again on the same day.
    "headlineAgain": 0.8,
    # Headlines that begin with the same subject while the figures agree; in a brief nothing
    # else tells one firm's dividend from another's, and a different subject speaks against.
    "subject": 0.5,
    "briefSubject": 3.0,
    # Words of each headline that the other story has nowhere: whom or what it is about.
    "alone": -4.9,
    "headlineFigures": -1.8,
    # Figures that each side has and the other lacks, of the shorter one's words; of its
    # figures, for each day apart: then it is the next issue of a series.
    "figures": -36.0,
    "issues": -2.9,
    # One says noon and the other close: two issues of one table, whatever prices stayed.
    "editions": -3.0,
    # Shared runs that other stories of the window have as well are an outlet's or a template's.
    "common": -2.5,
    # A day apart, a changed text is the next day's rather than an update.
    "days": -4.0,
    # A table repeats itself; what differs in it weighs less (the figures above weigh it
    # already), but quotations and fixtures are figures alone and tell a new state each time.
    "table": 21.0,
    "figuresAlone": -200.0,
}
SUBJECT_UNKNOWN = 0.5  # taken for granted where one side has no headline
ALONE_UNKNOWN = 0.2
HEADLINE_AGAIN = 0.8  # agreement of headlines that are the same but for a word
NO_FIGURES = 0.8  # agreement of figures where the shorter text has none
MOST_CHANGE = 0.2  # of the words; beyond it nothing gets worse
BRIEF_WORDS = 40  # below, the fewer the words the more the subject tells
TABLE_SHARE = 0.15  # figures in business copy
FIGURES_ALONE_SHARE = 0.45
UNKNOWN_HOURS = 6.0  # between undated items
MOST_DAYS = 3.0
HALF_A_DAY = 0.5

# Two headlines tell one story if half of the shorter one's letter grams are in the other
# and they exchange neither figures nor names; four fifths, if a name is exchanged
# (transcriptions, titles) or both are alerts that show no names, written in capitals or
# small throughout. Such a headline begins with a name: one of the two has to be in the
# other. The rule is for stories of which one is hardly more than its headline.
HEADLINE_GRAMS = 0.5
HEADLINE_GRAMS_OF_BOTH = 0.28
HEADLINE_NEAR = 0.5  # of both: the same headline but for a word; else it may add something
HEADLINE_GRAMS_UNSURE = 0.8
HEADLINE_HOURS = 12.0  # a day later it is the next day's news of the same

# Told anew in other words: headlines as alike, every name of the shorter one and most of its
# words in the other, and no figure exchanged. Tables are all names and figures alike.
RETOLD_FEWEST_NAMES = 3
RETOLD_NAMES = 0.9
RETOLD_WORDS = 0.7
RETOLD_ALONE = 0.25
RETOLD_MOST_FIGURES = 0.2  # of the words

NEAR_LENGTH_RATIO = 0.85
NEAR_JACCARD = 0.35
NEAR_CHANGE = 0.015  # figures or names exchanged, of all words: above it the news has changed
REVISED_JACCARD = 0.9  # a revision mark on the same text announces no news
DIGEST_RATIO = 0.25  # a brief in a digest is no longer than a quarter of it
DIGEST_HEADLINE = 0.2
DIGEST_CONTAINMENT = 0.8


@dataclass(frozen=True, slots=True)
class Weighed:
    """`score` is a probability; `parts` are log odds and add up to it."""

    score: float
    parts: dict[str, float]

    @property
    def same(self) -> bool:
        """Whether the evidence for one story outweighs that against it."""
        return self.score > 0.5  # noqa: PLR2004 - even odds


def weigh(
    found: Comparison, *, hours: float | None, correction: bool = False, common: float = 0.0
) -> Weighed:
    """Weigh whether two texts tell one story.

    *hours* lie between them. *common* is the share of their shared keys that other
    stories have as well. A marked correction exchanges figures and names by its nature:
    they are not held against it.
    """
    if found.exact:
        return Weighed(1.0, {"exact": 1.0})
    if found.shared == 0:
        return Weighed(0.0, {})
    values = measures(found, hours=hours, correction=correction, common=common)
    parts = {name: WEIGHTS[name] * value for name, value in values.items() if value}
    odds = BIAS + sum(parts.values())
    return Weighed(1 / (1 + math.exp(-odds)), {"bias": BIAS, **parts})


def weigh_headlines(lines: Headlines | None, *, hours: float) -> Weighed:
    """Weigh whether two headlines alone tell one story."""
    if lines is None or hours > HEADLINE_HOURS or lines.figures_changed or lines.foreign:
        return Weighed(0.0, {})
    unsure = lines.names_changed or lines.alerts
    wanted = HEADLINE_GRAMS_UNSURE if unsure else HEADLINE_GRAMS
    if lines.grams < wanted or lines.grams_of_both < HEADLINE_GRAMS_OF_BOTH:
        return Weighed(0.0, {})
    return Weighed((1 + lines.grams) / 2, {"headlineGrams": lines.grams})


def weigh_retold(found: Comparison, *, hours: float) -> Weighed:
    """Weigh whether two texts with like headlines tell one story in different words."""
    lines = weigh_headlines(found.headlines, hours=hours)
    retold = (
        found.headlines is not None
        and found.headlines.alone <= RETOLD_ALONE
        and found.names >= RETOLD_FEWEST_NAMES
        and found.names_found >= RETOLD_NAMES * found.names
        and found.words >= RETOLD_WORDS
        and found.figures_changed == 0
        and found.figure_share <= RETOLD_MOST_FIGURES
    )
    if not (lines.same and retold):
        return Weighed(0.0, {})
    return Weighed((lines.score + found.words) / 2, {**lines.parts, "words": found.words})


def measures(
    found: Comparison, *, hours: float | None, correction: bool, common: float
) -> dict[str, float]:
    """Return what the weights are applied to."""
    words, lines = max(found.short_words, 1), found.headlines
    apart = 1 - found.containment
    days = min((UNKNOWN_HOURS if hours is None else hours) / 24, MOST_DAYS)
    kept = found.figures_found / found.figures if found.figures else NO_FIGURES
    brief = max(0.0, 1 - words / BRIEF_WORDS)
    again = lines is not None and lines.agreement >= HEADLINE_AGAIN and days < HALF_A_DAY
    return {
        "containment": found.containment,
        "shared": math.log1p(found.shared),
        "headlineAgain": float(again),
        "subject": kept * (SUBJECT_UNKNOWN if lines is None else lines.subject),
        "briefSubject": 0.0 if lines is None else brief * (1 if lines.subject else -1),
        "alone": ALONE_UNKNOWN if lines is None else lines.alone,
        "headlineFigures": float(lines is not None and lines.figures_changed and not correction),
        "figures": 0.0 if correction else min(found.figures_changed / words, MOST_CHANGE),
        "issues": 0.0 if correction else days * found.figures_changed / max(found.figures, 1),
        "editions": float(found.editions_changed and not correction),
        "common": common,
        "days": days * apart,
        "table": max(0.0, found.figure_share - TABLE_SHARE) * apart,
        "figuresAlone": max(0.0, found.figure_share - FIGURES_ALONE_SHARE),
    }


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
        and found.headlines is not None
        and found.headlines.agreement < DIGEST_HEADLINE
    ):
        return RelationKind.CONTAINED_IN
    if (
        not (revised and found.jaccard < REVISED_JACCARD)
        and found.length_ratio >= NEAR_LENGTH_RATIO
        and found.jaccard >= NEAR_JACCARD
        and max(found.written_changed, found.names_changed) <= NEAR_CHANGE * found.short_words
    ):
        return RelationKind.NEAR
    return RelationKind.UPDATE


def headline_kind(found: Comparison, *, bare: bool) -> RelationKind:
    """Name the relation of two stories found to be one by their headlines.

    The same headline again, *bare* of a text, is a copy; a text adds to a headline.
    """
    lines = found.headlines
    same = lines is not None and lines.grams_of_both >= HEADLINE_NEAR
    return RelationKind.NEAR if bare and same else RelationKind.UPDATE
