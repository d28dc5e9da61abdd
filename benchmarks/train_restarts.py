"""Fit the model of restarts: stories joined at random from the tuned half of the data.

    pip install scikit-learn
    python benchmarks/train_restarts.py          # cross-validate, then write the model
    python benchmarks/train_restarts.py --check  # cross-validate only
    python benchmarks/train_restarts.py --check --rule logistic  # a simpler rule

Only numbers leave the data: trees over the features of `pipeline/restarts.py`. The
threshold is the lowest at which at most 0.2 % of the single stories left out of a
fold are cut. Nothing is fitted on the held-out half; `--held` reports on it, by the rule
fitted to all of the tuned half, at that threshold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import datasets
import numpy as np
from segmentation import items
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from koreawire.pipeline.borders import FEATURES
from koreawire.pipeline.cohesion import words
from koreawire.pipeline.forest import Forest
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.readers.plain import paragraphs
from koreawire.pipeline.restarts import judged

MODEL = Path(__file__).resolve().parent.parent / "pipeline" / "data" / "reading" / "restarts.json"
FOLDS = 4
PER_STYLE = 200  # joined items of each style and language
WEIGHTS = {"single": 3.0, "bare": 1.0, "titled": 0.7, "topic": 1.0}
SINGLES_CUT = 0.002  # at most, of the single stories left out: new text is harder than a fold
FLOOR = -0.5  # log-odds of the lowest threshold tried
EXTRA = 400  # more stories in English, from the whole Reuters stream


@dataclass(frozen=True)
class Page:
    """Lines of one or several stories, and where the further ones begin."""

    language: str
    style: str
    lines: list[str]
    starts: list[int]


def fold_of(identifier: str) -> int:
    """Return the fold of an item, by a hash of its id other than the halves'."""
    return hashlib.sha256(f"fold:{identifier}".encode()).digest()[0] % FOLDS


def extra() -> list[dict[str, Any]]:
    """Return stories of the Reuters stream that are in neither half of the news items."""
    known = {row["id"] for row in datasets.lines("relevance.jsonl.gz")}
    found = []
    for raw in datasets.reuters():
        identifier = f"reuters21578-{raw['itemId']}"
        text = raw["payload"].strip()
        if identifier in known or len(text) < 300 or fold_of(f"x{identifier}{len(text)}"):
            continue
        found.append({"id": identifier, "text": text, "title": raw.get("headline")})
    return random.Random(5).sample(found, EXTRA)  # noqa: S311 - repeatable, not secret


def pages(rows: dict[str, list[dict[str, Any]]], seed: int) -> list[Page]:
    """Return single and joined pages of *rows*."""
    found = []
    for language, chosen in sorted(rows.items()):
        dice = random.Random(f"{seed}{language}")  # noqa: S311
        texts = {
            row["id"]: [line.text for line in paragraphs(row["text"], DEFAULT)] for row in chosen
        }
        found += [Page(language, "single", texts[row["id"]], []) for row in chosen]
        bags = {one: set().union(*words(text)) for one, text in texts.items()}
        for style, size in (("bare", PER_STYLE), ("titled", PER_STYLE), ("topic", PER_STYLE // 3)):
            for _ in range(size):
                number = min(dice.choice((2, 2, 3)), len(chosen))
                group = (
                    alike(chosen, bags, number, dice)
                    if style == "topic"
                    else dice.sample(chosen, number)
                )
                found.append(join(language, style, group, texts))
    return found


def alike(
    rows: list[dict[str, Any]], bags: dict[str, set[str]], number: int, dice: random.Random
) -> list[dict[str, Any]]:
    """Return stories on one subject that are not versions of each other."""
    first = dice.choice(rows)
    bag = bags[first["id"]]

    def shared(row: dict[str, Any]) -> float:
        other = bags[row["id"]]
        return len(bag & other) / (len(other) ** 0.5 + 1)

    others = [
        row
        for row in rows
        if row is not first
        and len(bags[row["id"]] & bag) < 0.4 * min(len(bag), len(bags[row["id"]]))
    ]
    near = sorted(others, key=shared, reverse=True)[:8]
    return [first, *dice.sample(near, min(number - 1, len(near)))]


def join(
    language: str, style: str, group: list[dict[str, Any]], texts: dict[str, list[str]]
) -> Page:
    """Return the stories of *group* one under the other."""
    lines: list[str] = []
    starts = []
    for row in group:
        if lines:
            starts.append(len(lines))
        if style == "titled" and row["title"]:
            lines.append(row["title"])
        lines += texts[row["id"]]
    return Page(language, style, lines, starts)


def table(found: list[Page]) -> tuple[Any, Any, Any]:
    """Return features, answers and weights of every border judged on the way to all cuts."""
    rows, answers, weights = [], [], []
    for page in found:
        stems = words(page.lines)
        borders = [0, *page.starts, len(page.lines)]
        stretches = {
            (borders[a], borders[b])
            for a in range(len(borders))
            for b in range(a + 1, len(borders))
        }
        for begin, end in sorted(stretches):
            for number, features in judged(page.lines, stems, begin, end):
                rows.append(features)
                answers.append(number in page.starts)
                weights.append(WEIGHTS[page.style])
    return np.array(rows), np.array(answers), np.array(weights)


def fit(found: list[Page]) -> Forest:
    """Return a forest fitted to *found*; its threshold is still zero."""
    features, answers, weights = table(found)
    model = HistGradientBoostingClassifier(
        max_iter=110, max_depth=3, learning_rate=0.15, l2_regularization=1.0, random_state=0
    )
    model.fit(features, answers, sample_weight=weights)
    trees = []
    for (predictor,) in model._predictors:  # noqa: SLF001 - the library has no other way out
        nodes = []
        for node in predictor.nodes:
            if node["is_leaf"]:
                nodes.append((-1, round(float(node["value"]), 5), 0, 0))
            else:
                threshold = round(float(node["num_threshold"]), 6)
                nodes.append(
                    (int(node["feature_idx"]), threshold, int(node["left"]), int(node["right"]))
                )
        trees.append(tuple(nodes))
    return Forest(float(model._baseline_prediction.ravel()[0]), 0.0, tuple(trees))  # noqa: SLF001


class Logistic:
    """A weighted sum of the features, each by its spread."""

    def __init__(self, found: list[Page]) -> None:
        features, answers, weights = table(found)
        self._rule = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
        self._rule.fit(features, answers, logisticregression__sample_weight=weights)

    def score(self, features: list[float]) -> float:
        """Return the log-odds that a story begins here."""
        return float(self._rule.decision_function([features])[0])


RULES = {"forest": fit, "logistic": Logistic}


def explore(model: Forest | Logistic, page: Page) -> dict[tuple[int, int], tuple[float, int]]:
    """Return the best cut of every stretch that any threshold comes to."""
    stems = words(page.lines)
    found: dict[tuple[int, int], tuple[float, int]] = {}
    stretches = [(0, len(page.lines))]
    while stretches:
        begin, end = stretches.pop()
        scored = [(model.score(f), n) for n, f in judged(page.lines, stems, begin, end)]
        best = max(scored, default=(-math.inf, 0))
        if best[0] >= FLOOR:
            found[begin, end] = best
            stretches += [(begin, best[1]), (best[1], end)]
    return found


def cut(best: dict[tuple[int, int], tuple[float, int]], page: Page, threshold: float) -> set[int]:
    """Return the cuts of *page* at a threshold, as `restarts` finds them."""
    found: set[int] = set()
    stretches = [(0, len(page.lines))]
    while stretches:
        begin, end = stretches.pop()
        score, number = best.get((begin, end), (-math.inf, 0))
        if score >= threshold:
            found.add(number)
            stretches += [(begin, number), (number, end)]
    return found


Explored = list[tuple[dict[tuple[int, int], tuple[float, int]], Page]]


def report(explored: Explored, threshold: float) -> float:
    """Print precision and recall by language and style; return the share of singles cut."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for best, page in explored:
        found = cut(best, page, threshold)
        right = len(found & set(page.starts))
        counts[page.language, page.style, "right"] += right
        counts[page.language, page.style, "wrong"] += len(found) - right
        counts[page.language, page.style, "missed"] += len(page.starts) - right
        counts[page.language, page.style, "pages"] += 1
        counts[page.language, page.style, "spoilt"] += len(found) > right
    cells = []
    for language, style in sorted({(one, two) for one, two, _ in counts}):
        of = {name: counts[language, style, name] for name in ("right", "wrong", "missed")}
        if style == "single":
            spoilt = counts[language, style, "spoilt"] / counts[language, style, "pages"]
            cells.append(f"{language} single {spoilt:.2%}")
        else:
            precision = of["right"] / max(1, of["right"] + of["wrong"])
            recall = of["right"] / max(1, of["right"] + of["missed"])
            cells.append(f"{language} {style} {precision:.2f}/{recall:.2f}")
    print(f"{threshold:5.2f}  " + "  ".join(cells), flush=True)
    singles = [key for key in counts if key[1] == "single"]
    spoilt = sum(counts[key] for key in singles if key[2] == "spoilt")
    return spoilt / max(1, sum(counts[key] for key in singles if key[2] == "pages"))


def left_out(rule: str, rows: dict[str, list[dict[str, Any]]]) -> Explored:
    """Return the pages of every fold with the best cuts by a rule fitted to the others."""
    explored: Explored = []
    for fold in range(FOLDS):
        inside = {k: [r for r in v if fold_of(r["id"]) != fold] for k, v in rows.items()}
        outside = {k: [r for r in v if fold_of(r["id"]) == fold] for k, v in rows.items()}
        model = RULES[rule](pages(inside, fold))
        explored += [(explore(model, page), page) for page in pages(outside, 100 + fold)]
        print(f"fold {fold} done", file=sys.stderr)
    return explored


def main() -> None:
    """Cross-validate, choose the threshold, fit on everything, write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--held", action="store_true", help="report on the held-out half as well")
    parser.add_argument("--rule", choices=tuple(RULES), default="forest")
    chosen = parser.parse_args()
    rows = items("tune")
    rows["en"] += extra()
    explored = left_out(chosen.rule, rows)
    threshold = 4.0
    for step in np.arange(FLOOR, 4.1, 0.25):
        if report(explored, float(step)) <= SINGLES_CUT:
            threshold = min(threshold, float(step))
    print("threshold", threshold)
    if chosen.check and not chosen.held:
        return
    model = RULES[chosen.rule](pages(rows, 7))
    if not chosen.check and isinstance(model, Forest):
        MODEL.write_text(packed(model, threshold))
    if chosen.held:
        held = [(explore(model, page), page) for page in pages(items("held"), 200)]
        print(f"held out: {report(held, threshold):.2%} of single stories cut")


def packed(model: Forest, threshold: float) -> str:
    """Return the model as data."""
    base = round(model.base, 5)
    found = {"features": FEATURES, "base": base, "threshold": threshold, "trees": model.trees}
    return json.dumps(found, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()
