"""Language: what a story is written in, by script first, then by a model over a sample."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.language_models import language_model, word_verdict
from koreawire.pipeline.language_sample import cleaned, is_boilerplate, is_noise, sample, spread
from koreawire.pipeline.script import letter_weight, script_verdict
from koreawire.schemas.base import constructed
from koreawire.schemas.story import LanguageTag

if TYPE_CHECKING:
    from koreawire.pipeline.language_models import Model

UNDETERMINED = "und"
# Below this the model guesses; a short text must convince it more. Below so few letters there is
# nothing to go by. So ticker lines, file names and keyboard noise are given no language.
MIN_PROBABILITY = 0.15
MIN_PROBABILITY_SHORT = 0.25
SHORT_LETTERS = 24
MIN_LETTERS = 8

READ_CHARACTERS = 6000  # of a body; more never changed a verdict
SAMPLE_CHARACTERS = 150  # of a paragraph, for script and common words
SLICE_CHARACTERS = 70  # of a paragraph, for the model, whose cost is by the character
WORDS_WITH = "py3langid"  # the backend whose labels the common words have
LETTERS_SEEN = 60  # of a sample, to see whether there is anything to judge
LOOKED_AT = 5  # lines that show whether there is furniture to put aside; the sample is of them
VOTE_CHARACTERS = 160  # of a paragraph that votes
VOTERS_MAX = 12
SURE = 0.90  # of a sample of several paragraphs; below it the paragraphs vote
BOILERPLATE_WEIGHT = 0.3
DECLARED_FACTOR = 3.0  # a declared language triples its odds: evidence, not truth


class Tagger:
    """Tags stories with a language; holds no state beside its model."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def tag(self, headline: str, body: str, declared: str | None = None) -> LanguageTag:
        """The language of a story: BCP 47 tag, reliability 0..1 and what decided.

        `und` when no language is likely enough. A declared language raises its odds
        but never overrules the text: feeds declare their own language for every item.
        """
        text = f"{headline}\n{body[:READ_CHARACTERS]}" if headline else body[:READ_CHARACTERS]
        return self._tag(text.split("\n"), declared)

    def paragraphs(self, body: str) -> tuple[LanguageTag, ...]:
        """The language of each paragraph of *body* alone, for items of mixed language."""
        return tuple(self._tag([line], None) for line in body.split("\n") if line.strip())

    def _tag(self, lines: list[str], declared: str | None) -> LanguageTag:
        tag, reliability, method = self._decide(lines, declared)
        values = {
            "tag": tag,
            "reliability": round(reliability, 3),
            "method": method,
            "declared": declared,
        }
        return constructed(LanguageTag, values)

    def _decide(self, lines: list[str], declared: str | None) -> tuple[str, float, str]:
        lines = [line for line in map(str.strip, lines) if line]
        prose = lines
        if is_boilerplate(*spread(lines, LOOKED_AT)):
            prose = [line for line in lines if not is_boilerplate(line)] or lines
        piece = sample(prose, SAMPLE_CHARACTERS)
        letters = letter_weight(piece[:LETTERS_SEEN])
        if letters < MIN_LETTERS:
            return UNDETERMINED, 0.0, "short"
        if len(piece) < LETTERS_SEEN and is_noise(piece, letters):
            return UNDETERMINED, 0.0, "noise"
        verdict = script_verdict(piece)
        if verdict is not None:
            return verdict.tag, verdict.share, "script"
        said = word_verdict(piece) if self._model.name == WORDS_WITH else None
        if said is not None:
            return *said, "words"
        ranked = self._rank(sample(prose, SLICE_CHARACTERS), declared)
        if len(prose) > 1 and _best(ranked)[1] < SURE:
            return self._vote(lines, declared)
        least = MIN_PROBABILITY if letters >= SHORT_LETTERS else MIN_PROBABILITY_SHORT
        return _settle(ranked, self._model.name, least=least)

    def _rank(self, text: str, declared: str | None) -> dict[str, float]:
        ranked = self._model.rank(text)
        hint = _declared_tag(declared)
        if hint in ranked:
            ranked[hint] *= DECLARED_FACTOR
            total = sum(ranked.values())
            ranked = {tag: score / total for tag, score in ranked.items()}
        return ranked

    def _vote(self, lines: list[str], declared: str | None) -> tuple[str, float, str]:
        """Each paragraph votes with its letters × probability; furniture counts little."""
        votes: dict[str, float] = {}
        weight = 0.0
        for line in spread(lines, VOTERS_MAX):
            part = cleaned(line, VOTE_CHARACTERS)
            letters = min(len(line), 4 * VOTE_CHARACTERS) * (
                BOILERPLATE_WEIGHT if is_boilerplate(line) else 1.0
            )
            verdict = script_verdict(part)
            ranked = {verdict.tag: 1.0} if verdict else self._rank(part, declared)
            tag, probability = _best(ranked)
            votes[tag] = votes.get(tag, 0.0) + letters * probability
            weight += letters
        shares = {tag: vote / weight for tag, vote in votes.items()}
        return _settle(shares, f"{self._model.name}:votes", least=MIN_PROBABILITY)


def _settle(ranked: dict[str, float], method: str, *, least: float) -> tuple[str, float, str]:
    """The best tag if it is at least *least* likely, else `und`."""
    tag, probability = _best(ranked)
    if probability < least or tag == UNDETERMINED:
        return UNDETERMINED, probability, method
    return tag, probability, method


def _best(ranked: dict[str, float]) -> tuple[str, float]:
    """The likeliest tag; ties go to the tag that sorts first."""
    if not ranked:
        return UNDETERMINED, 0.0
    return min(ranked.items(), key=lambda item: (-item[1], item[0]))


def _declared_tag(declared: str | None) -> str:
    """A declared language as our tags spell it: `NL-nl` is nl, `no` is nb."""
    primary = re.split(r"[-_]", (declared or "").strip().lower(), maxsplit=1)[0]
    return {"no": "nb", "nor": "nb", "dut": "nl", "nld": "nl", "eng": "en", "dan": "da"}.get(
        primary, primary
    )


@cache
def tagger(backend: str = "py3langid") -> Tagger:
    """The tagger over that backend, built once in a process.

    Raises:
        ValueError: No such backend.
    """
    return Tagger(language_model(backend))
