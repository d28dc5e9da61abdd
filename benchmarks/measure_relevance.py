"""Measure relevance through `koreawire process --each`: F1, borderline, calibration, errors.

    python benchmarks/measure_relevance.py ../shared/eval/dev/relevance.jsonl.gz
    python benchmarks/measure_relevance.py DATA --errors --plot docs/explanation/relevance.svg

The half of the items that the weights were not fitted on (`held`) is told apart.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import datasets

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 10
ENRICHED = "wire.stories.enriched.v1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item with its label and what the desk said of its first story."""

    row: dict[str, Any]
    score: float
    relevant: bool
    reasons: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Is it in the half that nothing is fitted on? By a hash of the id."""
        digest = hashlib.sha256(self.row["id"].encode()).hexdigest()
        return int(digest[:8], 16) % 2 == 1

    @property
    def right(self) -> bool:
        """Did the desk agree with the judges?"""
        return self.relevant == self.row["korea_relevant"]


def main() -> None:
    """Run the desk over the items and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="show every item judged wrongly")
    parser.add_argument("--plot", type=Path, help="write the calibration plot, SVG")
    chosen = parser.parse_args()
    found = outcomes(chosen.data)
    strict = [one for one in found if not one.row.get("borderline")]
    for half in (False, True):
        table("held" if half else "tune", [one for one in strict if one.held is half])
    table("borderline", [one for one in found if one.row.get("borderline")])
    bins = calibration([one for one in strict if one.held])
    print("\ncalibration on held items: score, share relevant, items")
    for low, share, count in bins:
        print(f"  {low:.1f}-{low + 1 / BINS:.1f}  {share:.2f}  {count}")
    if chosen.plot:
        chosen.plot.write_text(plot(bins), encoding="utf-8")
    wrong = [one for one in found if not one.right]
    print("\nwrong by kind (hard_type), borderline apart")
    for kind, count in sorted(kinds(wrong).items(), key=lambda item: -item[1]):
        print(f"  {count:3} {kind}")
    if chosen.errors:
        for one in wrong:
            print(json.dumps([one.row["id"], one.score, one.row["title"], one.reasons]))


def outcomes(path: Path) -> list[Outcome]:
    """Return what `koreawire process --each` says of every item of *path*."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [json.loads(line) for line in lines]
    items = [
        datasets.item(
            row["source"], row["id"], row["text"] or "", title=row["title"], date=row["date"]
        )
        for row in rows
    ]
    run = subprocess.run(
        [Path(sys.executable).parent / "koreawire", "process", "--each", "--quiet", "-"],
        input="\n".join(json.dumps(item) for item in items).encode(),
        capture_output=True,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "KOREAWIRE_EVAL"},
    )
    first: dict[str, dict[str, Any]] = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        if record["topic"] == ENRICHED:
            first.setdefault(record["input"].rpartition("#")[2], record["value"])
    found = []
    for number, row in enumerate(rows, 1):
        judged = first.get(str(number), {}).get("koreawire", {}).get("relevance")
        if judged is None:
            print(f"no enriched story for {row['id']}", file=sys.stderr)
            judged = {"score": 0.0, "relevant": False}
        found.append(
            Outcome(row, judged["score"], judged["relevant"], tuple(judged.get("reasons", ())))
        )
    return found


def table(name: str, found: list[Outcome]) -> None:
    """Print precision, recall and F1 for each language."""
    by_language: dict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        by_language[one.row["lang"]].append(one)
    for language, mine in sorted(by_language.items()):
        precision, recall = rates(mine)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:11}{language:3} n={len(mine):4} P={precision:.3f} R={recall:.3f} F1={f1:.3f}")


def rates(found: Iterable[Outcome]) -> tuple[float, float]:
    """Return precision and recall."""
    found = list(found)
    hits = sum(one.relevant and one.right for one in found)
    called = sum(one.relevant for one in found)
    wanted = sum(one.row["korea_relevant"] for one in found)
    return hits / max(1, called), hits / max(1, wanted)


def calibration(found: list[Outcome]) -> list[tuple[float, float, int]]:
    """Return for each tenth of the score: where it begins, share relevant, items."""
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for one in found:
        bins[min(BINS - 1, math.floor(one.score * BINS))].append(one)
    return [
        (place / BINS, sum(one.row["korea_relevant"] for one in mine) / len(mine), len(mine))
        for place, mine in sorted(bins.items())
    ]


def kinds(wrong: list[Outcome]) -> dict[str, int]:
    """Return how many were wrong of each kind the judges named."""
    counts: dict[str, int] = defaultdict(int)
    for one in wrong:
        said = "missed" if one.row["korea_relevant"] else "let through"
        border = ", borderline" if one.row.get("borderline") else ""
        kind = one.row.get("hard_type") or "no kind"
        counts[f"{one.row['lang']} {said}: {kind}{border}"] += 1
    return counts


def plot(bins: list[tuple[float, float, int]]) -> str:
    """Return the calibration as SVG: a circle a bin, its area the number of items."""
    marks = "".join(
        f'<circle cx="{40 + 320 * (low + 0.5 / BINS):.0f}" cy="{360 - 320 * share:.0f}"'
        f' r="{3 + math.sqrt(count):.1f}" fill="#2563eb" fill-opacity=".6"/>'
        f'<text x="{40 + 320 * (low + 0.5 / BINS):.0f}" y="{360 - 320 * share - 8:.0f}"'
        f' font-size="10" text-anchor="middle">{count}</text>'
        for low, share, count in bins
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="sans-serif">'
        '<rect width="400" height="400" fill="white"/>'
        '<path d="M40 360H360M40 360V40M40 360L360 40" stroke="#999" fill="none"/>'
        f'{marks}<text x="200" y="390" text-anchor="middle" font-size="12">score</text>'
        '<text x="14" y="200" font-size="12" transform="rotate(-90 14 200)"'
        ' text-anchor="middle">share that is relevant</text></svg>\n'
    )


if __name__ == "__main__":
    main()
