"""Fit the weights of Hangul names on the tune half of KLUE's sentences.

    python benchmarks/hangul_names.py > pipeline/data/names/hangul_name_weights.tsv

A candidate is every reading of a token as a name outside the gazetteer's other entities; it is
right if it is a PS span exactly. Gradient descent with a small ridge; 30 features, 5,000 examples.
"""

from __future__ import annotations

import argparse

import numpy as np
from datasets import split_of
from entity_sets import PEOPLE, sets

from koreawire.pipeline.entities.hangul_names import candidates
from koreawire.pipeline.entities.recognise import recogniser

STEPS = 4000
RATE = 1.5
RIDGE = 3e-4
HEAD = "# Weights of a Hangul name's features (log odds), fitted on half of the sentences of KLUE."


def examples() -> tuple[list[dict[str, float]], list[bool]]:
    """The candidates of the tune half: their features, and whether each is a person."""
    features, right = [], []
    for text, spans in sets()["ko"]():
        if split_of(text) != "tune":
            continue
        people = {span[:2] for span in spans if span[2] in PEOPLE}
        others = [
            (mention.start, mention.end)
            for mention in recogniser().recognise("", text, "ko")
            if mention.type.value != "person"
        ]
        for start, end, found in candidates(text):
            if not any(left <= start < right_end for left, right_end in others):
                features.append(found)
                right.append((start, end) in people)
    return features, right


def main() -> None:
    """Fit and print the weights."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    features, right = examples()
    keys = sorted({key for found in features for key in found})
    table = np.array([[float(found.get(key, 0.0)) for key in keys] for found in features])
    wanted = np.array(right, dtype=float)
    weights = np.zeros(len(keys))
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-table @ weights))
        weights -= RATE * (table.T @ (guess - wanted) / len(wanted) + RIDGE * weights)
    print(HEAD)
    for key, weight in zip(keys, weights, strict=True):
        print(f"{key}\t{weight:.3f}")


if __name__ == "__main__":
    main()
