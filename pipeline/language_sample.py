"""Samples: short pieces of prose that stand for a whole text when its language is judged."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, MatchKind

SLICES = 3  # first, middle and last paragraph: glued items differ there
CODE_SYMBOLS = frozenset("{}<>=*_\\|;~^")
SYMBOL_SHARE = 0.08  # of the characters that are no spaces: so many make it code
LETTER_SHARE = 0.5  # fewer than that make it a table of figures
DISTINCT_LETTERS = 4

# Markup, entities, addresses and bracketed stubs; used on slices only, so bounded by them.
BESIDES = (
    r"<[^<>]{1,300}>|&[a-z]{2,8};|(?:https?://|www\.)\S{1,300}"
    r"|\[[^\]\n]{0,80}\]|\{[^}\n]{0,80}\}"
)
NOT_PROSE = re.compile(BESIDES)
WITH_MAIL = re.compile(rf"\b[\w.+-]{{1,64}}@[\w.-]{{1,80}}|{BESIDES}")  # ten times as slow
MARKS = ("<", "&", "@", "[", "{", "://", "www.")  # one is in everything that is not prose
RAW_SLICE_CHARACTERS = 400  # read of a paragraph before it is cleaned and cut


def cleaned(line: str, length: int) -> str:
    """The first *length* characters of a paragraph's prose."""
    raw = line[:RAW_SLICE_CHARACTERS]
    if not any(map(raw.__contains__, MARKS)):
        return raw[:length]
    pattern = WITH_MAIL if "@" in raw else NOT_PROSE
    return pattern.sub(" ", raw).strip()[:length]


def spread(items: list[str], count: int) -> list[str]:
    """At most *count* of *items*, evenly spread, first and last included."""
    if len(items) <= count:
        return items
    step = (len(items) - 1) / (count - 1)
    return [items[round(step * n)] for n in range(count)]


def sample(lines: list[str], length: int) -> str:
    """A short text that stands for the whole: pieces from its beginning, middle and end.

    A piece goes on over line ends, so that copy wrapped at 60 characters gives as much.
    """
    if len(lines) <= SLICES:
        return "\n".join(cleaned(line, SLICES * length // len(lines)) for line in lines)
    step = (len(lines) - 1) / (SLICES - 1)
    pieces = []
    for n in range(SLICES):
        first = min(round(step * n), len(lines) - 2)
        piece = lines[first]
        if len(piece) < length:
            piece = f"{piece} {lines[first + 1]}"
        pieces.append(cleaned(piece, length))
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


def is_boilerplate(*paragraphs: str) -> bool:
    """Is one of these the page's furniture (cookies, log-in, copyright) rather than the story?

    A paragraph is known by its beginning: a story that ends with a copyright line is a story.
    """
    heads = "\n".join([paragraph[:RAW_SLICE_CHARACTERS] for paragraph in paragraphs])
    return bool(_furniture().find_matches_as_indexes(_lowered(heads)))


def _lowered(text: str) -> bytes:
    """*text* in UTF-8 with its ASCII letters lowered, in a fourth of the time of all of them."""
    return text.encode(errors="surrogatepass").lower()


@cache
def _furniture() -> BytesAhoCorasick:
    """The phrases as `_lowered` leaves them, whichever of their other letters are capitals.

    Which of two is found does not matter; to look for the leftmost only is faster.
    """
    table = resources.files("koreawire.pipeline.data.language").joinpath("boilerplate.txt")
    phrases = [line for line in table.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    spelled = {
        "".join(letters)
        for phrase in phrases
        for letters in product(*({c} if c.isascii() else {c, c.upper()} for c in phrase))
    }
    return BytesAhoCorasick(map(_lowered, sorted(spelled)), matchkind=MatchKind.LeftmostFirst)
