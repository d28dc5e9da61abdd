"""Restarts: where a new story begins among stories put together without any mark.

A model judges the few borders that the fewest words reach across, then the stories
on both sides of a cut again. It is a small forest of decision trees over the features
of `borders.py`, fitted by `benchmarks/train_restarts.py` on stories joined at random; its
trees and threshold are data (`data/reading/restarts.json`). Most borders cannot be cuts,
whatever the features that cost the most would say: those are not asked for.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.borders import FEATURES, OUTLINE, STORY, TIED, Stretch
from koreawire.pipeline.cohesion import words
from koreawire.pipeline.forest import Bound, Forest
from koreawire.pipeline.script import script_verdict
from koreawire.pipeline.tables import text as data

if TYPE_CHECKING:
    from collections.abc import Sequence

EXPECTED = 2.5  # log-odds by which other evidence of a cut lowers the threshold
LINES_MAX = 400  # of one item; tables beyond it hold no stories
SCRIPT_PROBE = 2000  # characters


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


@cache
def bound() -> Bound:
    """Return the most that the shipped model can say of a border whose outline is known."""
    return Bound(forest(), len(OUTLINE))


def restarts(lines: Sequence[str], *, expected: bool = False) -> list[int]:
    """Return the numbers of the lines at which a new story starts; 0 is not among them.

    *expected*: something else says that there is more than one story, so that the
    first cut needs less.
    """
    if not 2 <= len(lines) <= LINES_MAX:  # noqa: PLR2004 - one line has no border
        return []
    if sum(map(len, lines)) < 2 * STORY:
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
        needed = model.threshold - (EXPECTED if expected and not found else 0.0)
        borders = judged(lines, stems, begin, end, needed=needed)
        best = max(((model.score(one), number) for number, one in borders), default=(0.0, 0))
        if best[1] and best[0] >= needed:
            found.append(best[1])
            if best[0] < model.threshold:
                return found  # the one cut that was expected
            stretches += [(begin, best[1]), (best[1], end)]
    return sorted(found)


def judged(
    lines: Sequence[str],
    stems: Sequence[set[str]],
    begin: int,
    end: int,
    *,
    needed: float | None = None,
) -> list[tuple[int, list[float]]]:
    """Return the borders of a stretch that may part two stories, with their features.

    *needed*: leave out those that the shipped model cannot score as high, and where it is the
    model's own threshold those that are tied as single stories are.
    """
    size = end - begin
    if size < 2:  # noqa: PLR2004 - one line has no border
        return []
    stretch = Stretch(lines[begin:end], stems[begin:end])
    alone = needed is not None and needed >= forest().threshold
    numbers = stretch.candidates(TIED if alone else 1.0)
    if numbers and needed is not None:
        most = bound().most([stretch.outline(number) for number in numbers])
        numbers = [number for number, score in zip(numbers, most, strict=True) if score >= needed]
    return [(begin + number, stretch.features(number)) for number in numbers]
