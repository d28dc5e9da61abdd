"""Korea relevance: the probability that a desk wants the story, and the reasons in words.

A logistic regression over a score of documented features: the weights are in
`pipeline/data/relevance.yaml`, made by `benchmarks/train_relevance.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from koreawire.pipeline.features import features
from koreawire.pipeline.focus import focus
from koreawire.pipeline.lexicon import fingerprint
from koreawire.pipeline.reasons import reasons
from koreawire.pipeline.signals import signals
from koreawire.pipeline.story_text import StoryText
from koreawire.pipeline.twins import maker
from koreawire.schemas.enriched import Relevance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.schemas.enriched import Mention
    from koreawire.schemas.override import Override
    from koreawire.schemas.story import NinjsItem


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of the model: a bias and a weight a feature, for either script."""

    version: str
    threshold: float
    latin: Mapping[str, float]
    hangul: Mapping[str, float]

    def score(self, values: Mapping[str, float], *, hangul: bool) -> float:
        """Return the probability for the feature *values*, 0..1."""
        weights = self.hangul if hangul else self.latin
        total = weights["bias"]
        for name, weight in weights.items():
            total += weight * values.get(name, 0.0)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def shipped_weights() -> Weights:
    """Return the weights that come with the project.

    Their version is a fingerprint of the weights and of the word lists they
    weigh: other words judge otherwise.
    """
    text = (files("koreawire.pipeline") / "data" / "relevance.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    table = data["weights"].items()
    return Weights(
        f"relevance-{fingerprint('words', text)}",
        data["threshold"],
        latin={name: both["latin"] for name, both in table if both["latin"]},
        hangul={name: both["hangul"] for name, both in table if both["hangul"]},
    )


class RelevanceModel:
    """Judges stories; a story at or above the threshold is relevant."""

    def __init__(self, weights: Weights | None = None, threshold: float | None = None) -> None:
        self.weights = weights or shipped_weights()
        self.threshold = self.weights.threshold if threshold is None else threshold

    @property
    def version(self) -> str:
        """Which weights judge."""
        return self.weights.version

    def judge(
        self,
        story: NinjsItem,
        mentions: Sequence[Mention],
        override: Override | None = None,
        text: StoryText | None = None,
    ) -> Relevance:
        """Return whether *story* is Korea's, how surely, and why.

        What a person decided counts before the score, which stays the model's. *text* is
        the story's, where it is laid out already.
        """
        found = signals(text or StoryText(story), mentions)
        score = round(self.weights.score(features(found), hangul=found.hangul), 4)
        relevant = score >= self.threshold
        said: tuple[str, ...] = ()
        if override is not None and override.relevant is not None:
            relevant, said = override.relevant, (f"{override.by} decided: {override.why}",)
        return maker(Relevance)(
            relevant=relevant,
            score=score,
            reasons=(*said, *reasons(found, relevant=relevant)),
            focus=focus(found) if relevant else None,
        )
