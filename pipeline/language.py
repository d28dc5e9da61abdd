"""Language: what a story is written in, by script first, then by a model over a sample."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, Implementation

from koreawire.pipeline.language_models import language_model, word_verdict
from koreawire.pipeline.script import letter_weight, script_verdict
from koreawire.schemas.story import LanguageTag

if TYPE_CHECKING:
    from koreawire.pipeline.language_models import Model

UNDETERMINED = "und"
# Below this the model guesses; a short text must convince it more. Below so few letters there is
# nothing to go by. All keep ticker lines, file names and keyboard noise from being given a language.
MIN_PROBABILITY = 0.15
MIN_PROBABILITY_SHORT = 0.25
SHORT_LETTERS = 24
MIN_LETTERS = 8

READ_CHARACTERS = 6000  # of a body; more never changed a verdict
SAMPLE_CHARACTERS = 150  # of a paragraph, for script and common words
SLICE_CHARACTERS = 70  # of a paragraph, for the model, whose cost is by the character
WORDS_WITH = "py3langid"  # the backend whose labels the common words have
CODE_SYMBOLS = frozenset("{}<>=*_\\|;~^")
SYMBOL_SHARE = 0.08  # of the characters that are no spaces: so many make it code
LETTER_SHARE = 0.5  # fewer than that make it a table of figures
DISTINCT_LETTERS = 4
LETTERS_SEEN = 60  # of a sample, to see whether there is anything to judge
LOOKED_AT = 5  # lines that show whether there is furniture to put aside; the sample is of them
SLICES = 3  # first, middle and last paragraph: glued items differ there
VOTE_CHARACTERS = 160  # of a paragraph that votes
VOTERS_MAX = 12
SURE = 0.90  # of a sample of several paragraphs; below it the paragraphs vote
BOILERPLATE_WEIGHT = 0.3
DECLARED_FACTOR = 3.0  # a declared language triples its odds: evidence, not truth

# Markup, entities, addresses and bracketed stubs; used on slices only, so bounded by them.
NOT_PROSE = re.compile(
    r"<[^<>]{1,300}>|&[a-z]{2,8};|(?:https?://|www\.)\S{1,300}|\b[\w.+-]{1,64}@[\w.-]{1,80}"
    r"|\[[^\]\n]{0,80}\]|\{[^}\n]{0,80}\}"
)
NEEDS_CLEANING = re.compile(r"[<&@\[{]|://|www\.")
RAW_SLICE_CHARACTERS = 400  # read of a paragraph before it is cleaned and cut


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
        return LanguageTag(
            tag=tag, reliability=round(reliability, 3), method=method, declared=declared
        )

    def _decide(self, lines: list[str], declared: str | None) -> tuple[str, float, str]:
        lines = [line for line in map(str.strip, lines) if line]
        prose = lines
        if any(map(is_boilerplate, _spread(lines, LOOKED_AT))):
            prose = [line for line in lines if not is_boilerplate(line)] or lines
        sample = _sample(prose, SAMPLE_CHARACTERS)
        letters = letter_weight(sample[:LETTERS_SEEN])
        if letters < MIN_LETTERS:
            return UNDETERMINED, 0.0, "short"
        if len(sample) < LETTERS_SEEN and is_noise(sample, letters):
            return UNDETERMINED, 0.0, "noise"
        verdict = script_verdict(_sample(prose, SLICE_CHARACTERS))
        if verdict is not None:
            return verdict.tag, verdict.share, "script"
        said = word_verdict(sample) if self._model.name == WORDS_WITH else None
        if said is not None:
            return *said, "words"
        ranked = self._rank(_sample(prose, SLICE_CHARACTERS), declared)
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
        for line in _spread(lines, VOTERS_MAX):
            part = _clean(line, VOTE_CHARACTERS)
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


def _clean(line: str, length: int) -> str:
    """The first *length* characters of a paragraph's prose."""
    raw = line[:RAW_SLICE_CHARACTERS]
    if NEEDS_CLEANING.search(raw) is None:
        return raw[:length]
    return NOT_PROSE.sub(" ", raw).strip()[:length]


def _spread(items: list[str], count: int) -> list[str]:
    """At most *count* of *items*, evenly spread, first and last included."""
    if len(items) <= count:
        return items
    step = (len(items) - 1) / (count - 1)
    return [items[round(step * n)] for n in range(count)]


def _sample(lines: list[str], length: int) -> str:
    """A short text that stands for the whole: pieces from its beginning, middle and end.

    A piece goes on over line ends, so that copy wrapped at 60 characters gives as much.
    """
    if len(lines) <= SLICES:
        return "\n".join(_clean(line, SLICES * length // len(lines)) for line in lines)
    step = (len(lines) - 1) / (SLICES - 1)
    pieces = []
    for n in range(SLICES):
        first = min(round(step * n), len(lines) - 2)
        piece = lines[first]
        if len(piece) < length:
            piece = f"{piece} {lines[first + 1]}"
        pieces.append(_clean(piece, length))
    return "\n".join(pieces)


def is_noise(text: str, letters: float) -> bool:
    """Is a short *text* figures, code or one letter over and over, rather than words?"""
    marks = [character for character in text if not character.isspace()]
    symbols = sum(character in CODE_SYMBOLS for character in marks)
    distinct = {character for character in text.lower() if character.isalpha()}
    return (
        letters < LETTER_SHARE * len(marks)
        or symbols >= SYMBOL_SHARE * len(marks)
        or len(distinct) < DISTINCT_LETTERS
    )


def is_boilerplate(paragraph: str) -> bool:
    """Is this the page's furniture (cookies, log-in, copyright) rather than the story?"""
    return bool(_furniture().find_matches_as_indexes(paragraph.lower()))


@cache
def _furniture() -> AhoCorasick:
    table = resources.files("koreawire.pipeline.data.language").joinpath("boilerplate.txt")
    lines = table.read_text(encoding="utf-8").splitlines()
    phrases = [line for line in lines if line and not line.startswith("#")]
    return AhoCorasick(phrases, implementation=Implementation.DFA)


@cache
def tagger(backend: str = "py3langid") -> Tagger:
    """The tagger over that backend, built once in a process.

    Raises:
        ValueError: No such backend.
    """
    return Tagger(language_model(backend))
