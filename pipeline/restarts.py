"""Restarts: where a new story begins among stories put together without any mark.

A model judges the few borders that the fewest words reach across, then the stories
on both sides of a cut again. It is a small forest of decision trees over the features
below, fitted by `benchmarks/train_restarts.py` on stories joined at random; its trees
and threshold are data (`data/reading/restarts.json`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from math import log1p, sqrt
from typing import TYPE_CHECKING

from koreawire.pipeline.cohesion import SHORTEST, STEM, common, ties, words
from koreawire.pipeline.grammars.dateline import dateline, opens_story
from koreawire.pipeline.grammars.signoff import is_sign_off
from koreawire.pipeline.script import script_verdict
from koreawire.pipeline.tables import text as data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.cohesion import Ties

CANDIDATES = 8  # borders judged of a stretch: those with the least cohesion, and marked ones
PROBED, LOST = 30, -3.5  # trees asked first, and log-odds from which no others lead back
EXPECTED = 2.5  # log-odds by which other evidence of a cut lowers the threshold
COHERENT = 0.35  # of the stems that could reach across a border: no story ends there
LINES_MAX = 400  # of one item; tables beyond it hold no stories
SCRIPT_PROBE = 2000  # characters
SHORT = 130  # characters: a headline, a caption, a subheading
# How a line goes on about what was said above it.
ANAPHOR = re.compile(
    r"(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|However|Also|Hij|Zij|Ze|"
    r"Het|Hun|Die|Dat|Dit|Deze|Daar|Daarna|Daarom|Maar|Ook|En|Toch|Volgens|Han|Hun|Hendes|Hans|"
    r"De|Det|Den|Dette|Disse|Men|Og|Også|Ifølge|Derfor|Desuden|Dermed|Her|그는|그녀는|그러나|"
    r"하지만|또|또한|이에|이날|이들|이어|그리고|특히|이|그|한편|이번|다만|아울러|앞서)(?=[ ,])"
)
SIGNED = 60  # characters of a sign-off
WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag)|\d일"
)
DAYS = ("day", "dag", "일")  # in every one of them, and in few lines else
TRIM = "\"'“”‘’„(),.:;"
OPENS_QUOTE = frozenset("\"“”„‘'-–—•*,»")
ENDS = (".", "!", "?", '"', "”", "’", "'", "…", ")", "»", ":")
FEATURES = (
    "overlap", "cohesion", "across", "near", "old", "back", "forth", "lead", "above", "below",
    "smaller", "length", "length_above", "length_below", "lines", "anaphor", "quote", "ended",
    "ends", "lower", "over_median", "over_least", "overlap_size", "two", "title", "title_above",
    "dateline", "dateline_below", "signed", "signs", "hangul", "capitals", "near_share", "digit",
    "plain_start", "weekday", "names_old", "names_new", "names_below_old", "lines_smaller",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as flat tuples of (feature, threshold, left, right) or (-1, value, 0, 0) nodes."""

    base: float
    threshold: float
    trees: tuple[tuple[tuple[int, float, int, int], ...], ...]

    def score(self, features: Sequence[float]) -> float:
        """Return the log-odds that a story begins here; of the hopeless, roughly."""
        total = self.base
        for number, nodes in enumerate(self.trees):
            if number == PROBED and total < LOST:
                return total
            feature, value, left, right = nodes[0]
            while feature >= 0:
                feature, value, left, right = nodes[left if features[feature] <= value else right]
            total += value
        return total


@cache
def forest() -> Forest:
    """Return the shipped model.

    Raises:
        ValueError: Its features are not the ones computed here.
    """
    found = json.loads(data("reading", "restarts.json"))
    if tuple(found["features"]) != FEATURES:
        raise ValueError("restarts.json was fitted on other features")
    trees = tuple(tuple(tuple(node) for node in tree) for tree in found["trees"])
    return Forest(found["base"], found["threshold"], trees)


def restarts(lines: Sequence[str], *, expected: bool = False) -> list[int]:
    """Return the numbers of the lines at which a new story starts; 0 is not among them.

    *expected*: something else says that there is more than one story, so that the
    first cut needs less.
    """
    if not 2 <= len(lines) <= LINES_MAX:  # noqa: PLR2004 - one line has no border
        return []
    script = script_verdict("\n".join(lines)[:SCRIPT_PROBE])
    if script is not None and script.tag != "ko":
        return []  # Japanese and Chinese write no spaces: no words that could tie lines
    stems = words(lines)
    model = forest()
    found: list[int] = []
    stretches = [(0, len(lines))]
    while stretches:
        begin, end = stretches.pop()
        best = max(
            ((model.score(one), number) for number, one in judged(lines, stems, begin, end)),
            default=(0.0, 0),
        )
        needed = model.threshold - (EXPECTED if expected and not found else 0.0)
        if best[1] and best[0] >= needed:
            found.append(best[1])
            if best[0] < model.threshold:
                return found  # the one cut that was expected
            stretches += [(begin, best[1]), (best[1], end)]
    return sorted(found)


def judged(
    lines: Sequence[str], stems: Sequence[set[str]], begin: int, end: int
) -> list[tuple[int, list[float]]]:
    """Return the borders of a stretch that may part two stories, with their features."""
    size = end - begin
    if size < 2:  # noqa: PLR2004 - one line has no border
        return []
    stretch = Stretch(lines[begin:end], stems[begin:end])
    return [(begin + number, stretch.features(number)) for number in stretch.candidates()]


class Stretch:
    """Consecutive lines, what ties them, and the features of the borders between them."""

    def __init__(self, lines: Sequence[str], stems: Sequence[set[str]]) -> None:
        self.lines, self.stems = lines, stems
        self.names = [[word for word in own if word[0].isupper()] for own in stems]
        self.ties: Ties = ties(stems)
        found = self.ties
        self.cohesion = [0.0] + [
            found.across[n] / sqrt(max(1, found.above[n] * found.below[n]))
            for n in range(1, len(lines))
        ]
        ranked = sorted(self.cohesion[1:])
        self.least, self.median = ranked[0], ranked[len(ranked) // 2]
        self.sizes = [0]
        for line in lines:
            self.sizes.append(self.sizes[-1] + len(line))

    def candidates(self) -> list[int]:
        """Return the borders with the least cohesion, and those that a mark points to."""
        ranked = sorted(range(1, len(self.lines)), key=lambda n: (self.cohesion[n], n))
        found = [n for n in ranked[:CANDIDATES] if self.cohesion[n] <= COHERENT]
        return found + [n for n in ranked[CANDIDATES:] if self._marked(n)]

    def _marked(self, number: int) -> bool:
        """Does a dateline open the line, or a sign-off close the one above?"""
        line = self.lines[number]
        if opens_story(line):
            return True
        return len(self.lines[number - 1]) <= SIGNED and is_sign_off(self.lines[number - 1])

    def features(self, number: int) -> list[float]:
        """Return what the model knows of the border above line *number*, as FEATURES names it."""
        found = self.ties
        above, below = self.sizes[number], self.sizes[-1] - self.sizes[number]
        overlap = found.across[number] / max(1, min(found.above[number], found.below[number]))
        return [
            overlap,
            self.cohesion[number],
            log1p(found.across[number]),
            log1p(found.near[number]),
            *self._shares(number),
            log1p(above),
            log1p(below),
            log1p(min(above, below)),
            *self._looks(number),
            self.cohesion[number] - self.median,
            self.cohesion[number] - self.least,
            overlap * log1p(min(above, below)),
            float(len(self.lines) == 2),  # noqa: PLR2004 - nothing to compare the border with
            *self._marks(number),
            *self._names(number),
            float(min(number, len(self.lines) - number)),
        ]

    def _shares(self, number: int) -> list[float]:
        """Shares of the line's words: used above, just above, just below, in the lead."""
        own, first = self.stems[number], self.ties.first
        size = max(1, len(own))
        back = self.stems[number - 1].union(self.stems[number - 2] if number > 1 else ())
        forth = set().union(*self.stems[number + 1 : number + 3])
        lead = self.stems[0].union(self.stems[1] if len(self.lines[0]) < SHORT else ())
        return [
            [first[word] < number for word in own].count(True) / size,
            len(own & back) / size,
            len(own & forth) / size,
            len(own & lead) / size,
        ]

    def _looks(self, number: int) -> list[float]:
        """Lengths, and how the lines beside the border begin and end."""
        line, before = self.lines[number], self.lines[number - 1]
        after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return [
            log1p(len(line)),
            log1p(len(before)),
            log1p(len(after)),
            log1p(len(self.lines)),
            float(ANAPHOR.match(line) is not None),
            float(line[0] in OPENS_QUOTE),
            float(before.endswith(ENDS)),
            float(line.endswith(ENDS)),
            float(line[0].islower()),
        ]

    def _marks(self, number: int) -> list[float]:
        """Headlines, datelines and sign-offs around the border, and the line's own looks."""
        line, before = self.lines[number], self.lines[number - 1]
        after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        capitals = [word[0].isupper() for word in line.split()[1:]].count(True)
        own = max(1, len(self.stems[number]))
        return [
            float(len(line) < SHORT and not line.endswith(ENDS) and len(after) > len(line)),
            float(len(before) < SHORT and not before.endswith(ENDS)),
            _dated(line),
            _dated(after),
            float(is_sign_off(before)),
            float(is_sign_off(line)),
            float("가" <= line[0] <= "힣"),
            capitals / max(1, line.count(" ")),
            self.ties.near[number] / own,
            float(line[0].isdigit()),
        ]

    def _names(self, number: int) -> list[float]:
        """How the line opens, its day, and its names: known from above, or new.

        A lead opens with a name or a noun and introduces people; what goes on opens
        with words like "as", "then" or "any" and speaks of those introduced.
        """
        line, first = self.lines[number], self.ties.first
        opening = line.split(" ", 1)[0].strip(TRIM)
        plain = len(opening) < SHORTEST or opening[:STEM] in common()
        own = self.names[number]
        below = [word for names in self.names[number + 1 : number + 3] for word in names]
        old = [first[word] < number for word in own].count(True)
        return [
            float(plain),
            float(any(day in line for day in DAYS) and WEEKDAY.search(line) is not None),
            old / max(1, len(own)),
            log1p(len(own) - old),
            [first[word] < number for word in below].count(True) / max(1, len(below)),
        ]


def _dated(line: str) -> float:
    """1 for a dateline with an agency or a date, 1/2 for a place alone."""
    found = dateline(line) if line else None
    if found is None:
        return 0.0
    return 1.0 if found.agencies or found.date else 0.5
