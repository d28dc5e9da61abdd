"""Borders: what may part two stories among consecutive lines, and what is known of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from math import log1p, sqrt
from typing import TYPE_CHECKING

from koreawire.pipeline.cohesion import SHORTEST, STEM, common, near, ties
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.openings import opens_story
from koreawire.pipeline.grammars.signoff import is_sign_off

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES = 8  # borders judged of a stretch: those with the least cohesion, and marked ones
COHERENT = 0.35  # of the stems that could reach across a border: no story ends there
TIED = 0.25  # the same of the poorer side, where nothing else says that there are two stories
STORY = 100  # characters on either side of a border: less is no story of its own
SHORT = log1p(130)  # characters: a headline, a caption, a subheading
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
TRIM = "\"'“”‘’„(),.:;"
OPENS_QUOTE = frozenset("\"“”„‘'-–—•*,»")
ENDS = frozenset(".!?\"”’'…)»:")
# What is known at little cost, and rules out most borders; then the rest.
OUTLINE = (
    "overlap", "cohesion", "smaller", "length", "length_above", "length_below", "lines", "ended",
    "quote", "title", "title_above", "dateline", "signed", "hangul", "weekday", "over_median",
    "over_least", "lines_smaller",
)  # fmt: skip
DETAIL = (
    "across", "near", "old", "back", "forth", "lead", "above", "below", "anaphor", "ends", "lower",
    "overlap_size", "two", "dateline_below", "signs", "capitals", "near_share", "digit",
    "plain_start", "names_old", "names_new", "names_below_old",
)  # fmt: skip
FEATURES = OUTLINE + DETAIL


class Stretch:
    """Consecutive lines, what ties them, and the features of the borders between them."""

    def __init__(self, lines: Sequence[str], stems: Sequence[set[str]]) -> None:
        self.lines, self.stems = lines, stems
        self.ties = ties(stems)
        found = self.ties
        self.cohesion = [
            across / sqrt(above * below or 1)
            for across, above, below in zip(found.across, found.above, found.below, strict=True)
        ]
        ranked = sorted(self.cohesion[1:-1])
        self.least, self.median = ranked[0], ranked[len(ranked) // 2]
        lengths = list(map(len, lines))
        self.sizes = list(accumulate(lengths, initial=0))
        self.lengths = [*map(log1p, lengths), 0.0]
        self.size = log1p(len(lines))

    def candidates(self, tied: float = 1.0) -> list[int]:
        """Return the borders with the least cohesion, and those that a mark points to.

        None is so near an edge that a story would be a line, or has more of the stems of the
        poorer side reach across than *tied* (0..1).
        """
        ranked = sorted(range(1, len(self.lines)), key=self.cohesion.__getitem__)
        sizes = self.sizes
        inner = range(bisect_left(sizes, STORY), bisect_right(sizes, sizes[-1] - STORY))
        may = {number for number in inner if self._overlap(number) <= tied}
        found = [n for n in ranked[:CANDIDATES] if n in may and self.cohesion[n] <= COHERENT]
        return found + [n for n in ranked[CANDIDATES:] if n in may and self._marked(n)]

    def _marked(self, number: int) -> bool:
        """Does a dateline open the line, or a sign-off close the one above?"""
        line = self.lines[number]
        if opens_story(line):
            return True
        return len(self.lines[number - 1]) <= SIGNED and is_sign_off(self.lines[number - 1])

    def outline(self, number: int) -> list[float]:
        """Return what costs little to know of the border above line *number* (OUTLINE)."""
        line, before = self.lines[number], self.lines[number - 1]
        cohesion, lengths = self.cohesion[number], self.lengths
        size, below = lengths[number], lengths[number + 1]
        ended = before[-1:] in ENDS
        return [
            self._overlap(number),
            cohesion,
            log1p(min(self.sizes[number], self.sizes[-1] - self.sizes[number])),
            size,
            lengths[number - 1],
            below,
            self.size,
            ended,
            line[0] in OPENS_QUOTE,
            size < SHORT and below > size and line[-1] not in ENDS,
            not ended and lengths[number - 1] < SHORT,
            _dated(line),
            is_sign_off(before),
            "가" <= line[0] <= "힣",
            ("day" in line or "dag" in line or "일" in line) and WEEKDAY.search(line) is not None,
            cohesion - self.median,
            cohesion - self.least,
            min(number, len(self.lines) - number),
        ]

    def features(self, number: int) -> list[float]:
        """Return what the model knows of the border above line *number*, as FEATURES names it."""
        across, size = self.ties.across[number], len(self.lines)
        above, below = self.sizes[number], self.sizes[-1] - self.sizes[number]
        line = self.lines[number]
        close = near(self.stems, number)
        capitals = [word[0].isupper() for word in line.split()[1:]].count(True)
        return [
            *self.outline(number),
            log1p(across),
            log1p(close),
            *self._shares(number),
            log1p(above),
            log1p(below),
            ANAPHOR.match(line) is not None,
            line[-1] in ENDS,
            line[0].islower(),
            self._overlap(number) * log1p(min(above, below)),
            size == 2,  # noqa: PLR2004 - nothing to compare the border with
            _dated(self.lines[number + 1]) if number + 1 < size else 0.0,
            is_sign_off(line),
            capitals / max(1, line.count(" ")),
            close / max(1, len(self.stems[number])),
            line[0].isdigit(),
            *self._names(number),
        ]

    def _overlap(self, number: int) -> float:
        """Share of the stems on the poorer side that reach across the border."""
        found = self.ties
        return found.across[number] / max(1, min(found.above[number], found.below[number]))

    def _shares(self, number: int) -> list[float]:
        """Shares of the line's words: used above, just above, just below, in the lead."""
        own = self.stems[number]
        size = max(1, len(own))
        lead = self.stems[0].union(self.stems[1] if self.lengths[0] < SHORT else ())
        return [
            len(own & self._used(number)) / size,
            len(own.intersection(set().union(*self.stems[max(0, number - 2) : number]))) / size,
            len(own.intersection(set().union(*self.stems[number + 1 : number + 3]))) / size,
            len(own & lead) / size,
        ]

    def _used(self, number: int) -> set[str]:
        """Return the stems above the border."""
        return set().union(*self.stems[:number])

    def _names(self, number: int) -> list[float]:
        """How the line opens, and its names: known from above, or new.

        A lead opens with a name or a noun and introduces people; what goes on opens
        with words like "as", "then" or "any" and speaks of those introduced.
        """
        line, used = self.lines[number], self._used(number)
        opening = line.split(" ", 1)[0].strip(TRIM)
        own = [word for word in self.stems[number] if word[0].isupper()]
        below = [
            word
            for stems in self.stems[number + 1 : number + 3]
            for word in stems
            if word[0].isupper()
        ]
        old = sum(word in used for word in own)
        return [
            len(opening) < SHORTEST or opening[:STEM] in common(),
            old / max(1, len(own)),
            log1p(len(own) - old),
            sum(word in used for word in below) / max(1, len(below)),
        ]


def _dated(line: str) -> float:
    """1 for a dateline with an agency or a date, 1/2 for a place alone."""
    found = dateline(line) if line else None
    if found is None:
        return 0.0
    return 1.0 if found.agencies or found.date else 0.5
