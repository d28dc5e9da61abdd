"""A small logistic regression in numpy, with the sign of each weight held to what it means."""

from __future__ import annotations

import numpy as np

STEPS = 5_000
ENOUGH = 1e-6  # change of the largest weight at which the fit has settled


def fit(
    rows: np.ndarray, labels: np.ndarray, signs: np.ndarray, *, ridge: float, each: np.ndarray
) -> np.ndarray:
    """Return the weights; the last column of *rows* is the bias and is not shrunk.

    *signs* is 1 for a weight that may not be negative, -1 for one that may not
    be positive, 0 for a free one: a name in the headline can never speak
    against a story, however few examples there are. *each* weighs the rows.
    Accelerated projected gradient (Beck and Teboulle 2009), without chance.
    """
    curvature = 0.25 * np.linalg.eigvalsh((rows * each[:, None]).T @ rows).max() + ridge
    shrink = np.full(rows.shape[1], ridge)
    shrink[-1] = 1e-3
    weights = ahead = np.zeros(rows.shape[1])
    pace = 1.0
    for _ in range(STEPS):
        miss = each * (probability(rows, ahead) - labels)
        step = ahead - (rows.T @ miss + shrink * ahead) / curvature
        step = np.where(signs * step < 0, 0.0, step)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = step + (pace - 1) / faster * (step - weights)
        if np.abs(step - weights).max() < ENOUGH:
            return step
        weights, pace = step, faster
    return weights


def probability(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the probability of each row."""
    return 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
