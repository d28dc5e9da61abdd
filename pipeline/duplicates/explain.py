"""Why two stories are, or are not, one: what they share and what differs, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from koreawire.pipeline.duplicates.amounts import one_spelling
from koreawire.pipeline.duplicates.relation import (
    EXACT,
    HEADLINE,
    RETOLD,
    SHINGLES,
    Weighed,
    headline_kind,
    kind,
    weigh,
    weigh_headlines,
    weigh_retold,
)
from koreawire.pipeline.duplicates.sketch import Sketch
from koreawire.pipeline.duplicates.spans import changed_spans, unlike
from koreawire.pipeline.duplicates.text import comparable
from koreawire.pipeline.duplicates.tokens import FIGURE, KIND_MASK, NAME, WORD, Vocabulary, plain
from koreawire.pipeline.duplicates.verify import Comparison, compare

if TYPE_CHECKING:
    from koreawire.schemas.relation import RelationKind

MOST_SHOWN = 8  # runs, figures, names of each list
LONGEST_SHOWN = 40  # words of a run


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as text, and when it happened (ms)."""

    headline: str
    body: str
    time: int | None = None
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence between two tellings; the lists are for reading, the rest decided."""

    comparison: Comparison
    weighed: Weighed
    rule: str
    kind: RelationKind | None
    hours: float | None
    runs: tuple[str, ...]  # the longest runs of words in both
    changes: tuple[str, ...]  # what the second has in the place of what
    only_first: tuple[str, ...]  # figures and names the second lacks
    only_second: tuple[str, ...]


def explain(first: Telling, second: Telling) -> Explanation:
    """Explain what two stories are to each other, the second one being the later."""
    vocabulary = Vocabulary()
    one = Sketch(first.headline, first.body, vocabulary)
    two = Sketch(second.headline, second.body, vocabulary)
    found = compare(one, two)
    hours = (
        abs(first.time - second.time) / 3_600_000
        if first.time is not None and second.time is not None
        else None
    )
    weighed = weigh(found, hours=hours, correction=first.correction or second.correction)
    rule, named = (EXACT if found.exact else SHINGLES), None
    if weighed.same:
        named = kind(found, correction=second.correction, revised=False, digest=False)
    elif one.bare or two.bare:
        lines = weigh_headlines(found.headlines, hours=hours or 0.0)
        if lines.same:
            rule, weighed = HEADLINE, lines
            named = headline_kind(found, bare=two.bare)
    elif (retold := weigh_retold(found, hours=hours or 0.0)).same:
        rule, weighed = RETOLD, retold
        named = kind(found, correction=second.correction, revised=False, digest=False)
    return Explanation(
        comparison=found,
        weighed=weighed,
        rule=rule,
        kind=named,
        hours=hours,
        runs=_runs(first.body, second.body),
        changes=_changes(first.body, second.body, one, two) if named is not None else (),
        only_first=_lacking(first.body, one, two),
        only_second=_lacking(second.body, two, one),
    )


def _words(body: str) -> list[str]:
    return WORD.findall(one_spelling(comparable(plain(body))))


def _runs(first: str, second: str) -> tuple[str, ...]:
    """Return the longest runs of five and more words that are in both, longest first."""
    one, two = _words(first), [word.lower() for word in _words(second)]
    there: dict[tuple[str, ...], None] = {
        tuple(two[place : place + 5]): None for place in range(len(two) - 4)
    }
    runs, begin = [], None
    lower = [word.lower() for word in one]
    for place in range(len(one) - 4 + 1):
        shared = tuple(lower[place : place + 5]) in there
        if shared and begin is None:
            begin = place
        elif not shared and begin is not None:
            runs.append((begin, place + 4))
            begin = None
    longest = sorted(runs, key=lambda run: run[0] - run[1])[:MOST_SHOWN]
    return tuple(_cut(one[begin:end]) for begin, end in longest)


def _changes(first: str, second: str, one: Sketch, two: Sketch) -> tuple[str, ...]:
    """Return what was put in the place of what, the longest changes first."""
    mine, others = _words(first), _words(second)
    spans = changed_spans(*unlike(one.words, two.words))
    longest = sorted(
        spans, key=lambda span: span.begin - span.end + span.other_begin - span.other_end
    )
    return tuple(
        f"{_cut(mine[span.begin : span.end])} → {_cut(others[span.other_begin : span.other_end])}"
        for span in longest[:MOST_SHOWN]
    )


def _cut(words: list[str]) -> str:
    return " ".join(words[:LONGEST_SHOWN]) + (" …" if len(words) > LONGEST_SHOWN else "") or "∅"


def _lacking(body: str, mine: Sketch, others: Sketch) -> tuple[str, ...]:
    """Return the figures and names of a body that the other text does not have, as written."""
    codes = mine.words & ~KIND_MASK
    kinds = mine.words & KIND_MASK
    marked = (kinds == np.uint64(FIGURE)) | (kinds == np.uint64(NAME))
    lacking = marked & ~np.isin(codes, others.vocabulary)
    seen: dict[str, None] = {}
    for word, shown in zip(_words(body), lacking, strict=False):
        if shown:
            seen.setdefault(word)
    return tuple(seen)[:MOST_SHOWN]
