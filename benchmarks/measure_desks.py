"""Precision and recall of each desk on stories labelled by reading (desk_labels.tsv).

    python benchmarks/measure_desks.py ../shared/eval/dev/relevance.jsonl.gz [--errors]

A label names the desks a story must reach and those it may reach; the latter count
neither way. Every labelled story counts as relevant, so that only routing is measured.
`breaking` has no labels: most of the items have no time of day.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from relevance_data import judged

from koreawire.pipeline.enrich import Enrich

LABELS = Path(__file__).parent / "desk_labels.tsv"


@dataclass(slots=True)
class Count:
    """What happened at one desk."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def main() -> None:
    """Route the labelled stories and print the table of each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="show what went wrong")
    chosen = parser.parse_args()
    enrich = Enrich.load(threshold=0.0)
    known = labels()
    for held in (False, True):
        counts: dict[str, Count] = defaultdict(Count)
        exact = number = 0
        for item in judged(chosen.data):
            if item.row["id"] not in known or item.held is not held:
                continue
            must, may = known[item.row["id"]]
            story = enrich.enrich(item.story, enrich.rules, None)
            found = set(story.koreawire.desks or ())
            count(counts, must, may, found)
            number += 1
            exact += must <= found <= must | may
            if chosen.errors and not must <= found <= must | may:
                print(
                    item.row["id"],
                    item.story.headline,
                    "missed",
                    must - found,
                    "wrong",
                    found - must - may,
                )
        print(f"\n{'held' if held else 'tune'}: {exact} of {number} as labelled")
        table(counts)


def labels() -> dict[str, tuple[set[str], set[str]]]:
    """Return id to the desks a story must and may reach."""
    found = {}
    for line in LABELS.read_text().splitlines():
        if not line.startswith("#"):
            identifier, must, may = line.split("\t")
            found[identifier] = (
                set(filter(None, must.split(","))),
                set(filter(None, may.split(","))),
            )
    return found


def count(counts: dict[str, Count], must: set[str], may: set[str], found: set[str]) -> None:
    """Add one story to the counts."""
    for desk in must | found:
        if desk in must & found:
            counts[desk].right += 1
        elif desk in must:
            counts[desk].missed += 1
        elif desk not in may:
            counts[desk].wrong += 1


def table(counts: dict[str, Count]) -> None:
    """Print precision and recall of each desk, and of all."""
    total = Count()
    for desk, one in sorted(counts.items()):
        total.right += one.right
        total.wrong += one.wrong
        total.missed += one.missed
        print(row(desk, one))
    print(row("all", total))


def row(name: str, one: Count) -> str:
    """Return a line of the table."""
    precision = one.right / max(1, one.right + one.wrong)
    recall = one.right / max(1, one.right + one.missed)
    return f"  {name:13} n={one.right + one.missed:4} P={precision:.2f} R={recall:.2f}"


if __name__ == "__main__":
    main()
