"""Fit the weights by which two texts are judged one story (pipeline/duplicates/relation.py).

    python benchmarks/duplicates_fit.py

Learns from the `tune` half of the judged pairs beside the project and from
`duplicates_judged.tsv`: pairs of the same Reuters stream that the rule before this one
was least sure of, read and judged for this fit; pairs of the evaluation files are not
among them. Prints the weights, and on both halves how often the fitted rule agrees. The
weights in the code are these, rounded.
"""

from __future__ import annotations

import argparse
import csv
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
from datasets import load, load_pairs, split_of
from logistic import fit, probability

from koreawire.agents.settings import load as settings
from koreawire.pipeline.deduplicate import HOUR_MS
from koreawire.pipeline.duplicates.relation import WEIGHTS, measures
from koreawire.pipeline.duplicates.tokens import Vocabulary
from koreawire.pipeline.duplicates.verify import compare
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.ledger.matches import SHARED_KEYS, Side, new_side
from koreawire.pipeline.stages import build
from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

JUDGED = Path(__file__).with_name("duplicates_judged.tsv")
RIDGE = 5e-4  # of each row
# The stream's pairs are many and alike, the outlets' few: they count twice.
EACH = {"reuters": 1.0, "judged": 1.0, "duplicates": 2.0}
# Not fitted: what other stories have as well, which only the stage knows.
NAMES = [name for name in WEIGHTS if name != "common"]
FREE = {"briefSubject": 0}  # speaks for and against
THRESHOLD = 0.4  # the judged pairs are the doubtful ones: of all pairs found more are the same


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair as the rule sees it."""

    source: str
    half: str
    same: bool
    weight: float
    values: list[float] | None  # None: never compared, too few keys are shared


def sides(name: str) -> dict[str, Side]:
    """Return the first story of every item of a data set."""
    flow = Flow(build(settings().options(), ("normalise",)).values())
    vocabulary, found = Vocabulary(), {}
    for item in load(name):
        raw = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
        for output in flow.run(None, orjson.dumps(item), raw):
            if output.headers.get(headers.KIND) == b"story":
                time = int(output.headers[headers.TIME])
                story = new_side(orjson.loads(output.value), time=time, vocabulary=vocabulary)
                found.setdefault(item["itemId"], story)
    return found


def rows() -> Iterator[Row]:
    """Yield every labelled pair."""
    for name in ("reuters", "duplicates"):
        known = sides(name)
        for pair in load_pairs(name):
            values = _values(known[pair["a"]], known[pair["b"]])
            weight = pair.get("weight", 1.0)
            yield Row(name, split_of(pair["id"]), pair["same"], weight, values)
        if name == "reuters":
            with JUDGED.open() as file:
                for line in csv.DictReader(file, delimiter="\t"):
                    values = _values(known[line["a"]], known[line["b"]])
                    yield Row("judged", "tune", line["same"] == "1", 1.0, values)


def _values(one: Side, other: Side) -> list[float] | None:
    found = compare(one.sketch, other.sketch)
    common = set(one.sketch.keys) & set(other.sketch.keys)
    if not found.exact and len(common) < SHARED_KEYS:
        return None
    hours = abs(one.time - other.time) / HOUR_MS
    told = measures(found, hours=hours, correction=False, common=0.0)
    return [told[name] for name in NAMES]


def main() -> None:
    """Fit and print."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    every = list(rows())
    learned = [row for row in every if row.half == "tune" and row.values is not None]
    table = np.array([[*row.values, 1.0] for row in learned if row.values is not None])
    scale = np.abs(table).mean(axis=0)
    labels = np.array([row.same for row in learned], float)
    each = np.array([EACH[row.source] * row.weight**0.2 for row in learned])
    signs = [FREE.get(name, 1 if WEIGHTS[name] > 0 else -1) for name in NAMES]
    ridge = RIDGE * len(learned)
    weights = fit(table / scale, labels, np.array([*signs, 0]), ridge=ridge, each=each) / scale
    weights[-1] -= np.log(THRESHOLD / (1 - THRESHOLD))
    for name, weight in zip([*NAMES, "bias"], weights, strict=True):
        print(f"{name:16} {weight:8.2f}")
    for source, half in itertools.product(EACH, ("tune", "held")):
        chosen = [row for row in every if (row.source, row.half) == (source, half)]
        if not chosen:
            continue
        found = [
            row.values is not None
            and bool(probability(np.array([[*row.values, 1.0]]), weights)[0] > 0.5)
            for row in chosen
        ]
        hits = sum(r.weight for r, f in zip(chosen, found, strict=True) if f and r.same)
        both = sum(r.weight * (f + r.same) for r, f in zip(chosen, found, strict=True))
        print(f"{source} {half}: {len(chosen)} pairs, F1 {2 * hits / both:.3f}")


if __name__ == "__main__":
    main()
