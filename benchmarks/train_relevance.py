"""Fit the weights of the relevance model on judged items; write pipeline/data/relevance.yaml.

    python benchmarks/train_relevance.py ../shared/eval/dev/relevance.jsonl.gz [--write]

Fitted on one half of the items, without borderline ones; the other half is only
measured. Korean copy is known by its words, and the lists were extended while
reading the half that is fitted: so each Korean story is also shown several times
with a share of all words and names forgotten, as the next story's will be unknown.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from logistic import fit, probability
from relevance_data import Judged, forgotten, judged

TARGET = Path(__file__).parent.parent / "pipeline" / "data" / "relevance.yaml"
RIDGE = 0.7  # by the loss in cross-validation of the fitted half, words forgotten and not
FORGOTTEN = 0.4  # share of words and names; by the loss on other items .2 to .5 are alike
TIMES = 16
STRESS = (0.1, 0.2)
STRESS_TIMES = 5
# What may only speak against a story; everything else may only speak for it.
AGAINST = frozenset(
    ("late", "length", "listed", "aside", "abroad", "abroad_headline", "firms", "daily", "general")
)
FREE = frozenset(("headline_only",))


def main() -> None:
    """Fit, measure, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    chosen = parser.parse_args()
    items = judged(chosen.data)
    weights = {}
    for script, hangul in (("latin", False), ("hangul", True)):
        mine = [item for item in items if item.hangul is hangul and not item.borderline]
        weights[script] = fitted([item for item in mine if not item.held], hangul=hangul)
        for half in (False, True):
            report(script, [item for item in mine if item.held is half], weights[script])
        stress(script, [item for item in mine if item.held], weights[script])
    if chosen.write:
        TARGET.write_text(as_yaml(weights), encoding="utf-8")
        print(f"wrote {TARGET}")
    else:
        same = TARGET.read_text(encoding="utf-8") == as_yaml(weights)
        print("the shipped weights are", "these" if same else "others")


def fitted(items: list[Judged], *, hangul: bool) -> dict[str, float]:
    """Return the weights for one script, rounded to what a person can add up."""
    names = sorted(items[0].values)
    rows = [(item.values, item.relevant, 1.0) for item in items]
    if hangul:
        rows = [
            (forgotten(item, FORGOTTEN, seed), item.relevant, 1 / TIMES)
            for item in items
            for seed in range(TIMES)
        ]
    table = np.array([[values[name] for name in names] + [1.0] for values, _, _ in rows])
    labels = np.array([float(relevant) for _, relevant, _ in rows])
    each = np.array([weight for _, _, weight in rows])
    signs = np.array([sign(name) for name in names] + [0])
    found = fit(table, labels, signs, ridge=RIDGE, each=each)
    return {
        name: round(float(value), 2)
        for name, value in zip([*names, "bias"], found, strict=True)
        if round(float(value), 2)
    }


def sign(name: str) -> int:
    """Return 1 for a feature that speaks for a story, -1 against, 0 for either."""
    if name in FREE:
        return 0
    return -1 if name in AGAINST else 1


def report(script: str, items: list[Judged], weights: dict[str, float]) -> None:
    """Print precision, recall and F1 of each language, and the loss."""
    half = "held" if items[0].held else "tune"
    for language in sorted({str(item.row["lang"]) for item in items}):
        mine = [item for item in items if item.row["lang"] == language]
        scores = np.array([score(item, weights) for item in mine])
        labels = np.array([item.relevant for item in mine])
        hits = (scores >= 0.5) & labels
        precision = hits.sum() / max(1, (scores >= 0.5).sum())
        recall = hits.sum() / max(1, labels.sum())
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        loss = -np.mean(np.log(np.where(labels, scores, 1 - scores) + 1e-9))
        print(
            f"{script:7}{half:5}{language:3} n={len(mine):4} P={precision:.3f} R={recall:.3f}"
            f" F1={f1:.3f} loss={loss:.3f}"
        )


def stress(script: str, items: list[Judged], weights: dict[str, float]) -> None:
    """Print F1 on *items* to somebody who does not know a tenth, a fifth of words and names."""
    for share in STRESS:
        hits = calls = wanted = 0
        for seed in range(STRESS_TIMES):
            for item in items:
                less = replace(item, values=forgotten(item, share, 1_000 + seed))
                called = score(less, weights) >= 0.5
                hits += called and item.relevant
                calls += called
                wanted += item.relevant
        f1 = 2 * hits / (calls + wanted)
        print(f"{script:7}held, {share:.0%} of names and words unknown: F1={f1:.3f}")


def score(item: Judged, weights: dict[str, float]) -> float:
    """Return the probability for one item."""
    names = [name for name in weights if name != "bias"]
    row = np.array([[item.values[name] for name in names] + [1.0]])
    return float(probability(row, np.array([weights[name] for name in [*names, "bias"]]))[0])


def as_yaml(weights: dict[str, dict[str, float]]) -> str:
    """Return the weights file: a line a feature, Latin script and Hangul side by side."""
    names = sorted({name for found in weights.values() for name in found} - {"bias"})
    lines = [
        "# Weights of the relevance model, made by benchmarks/train_relevance.py; do not edit by",
        "# hand. docs/explanation/relevance.md explains each feature and adds up an example.",
        "threshold: 0.5",
        "weights:",
    ]
    for name in ("bias", *names):
        latin, hangul = (weights[script].get(name, 0.0) for script in ("latin", "hangul"))
        lines.append(f"  {name + ':':17} {{latin: {latin:5.2f}, hangul: {hangul:5.2f}}}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
