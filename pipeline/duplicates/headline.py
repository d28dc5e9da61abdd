"""A headline as sets of words: the few there are cost less so than as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.duplicates.tokens import FIGURE, KINDS, NAME

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.tokens import Codes

SUBJECT_WORDS = 2  # headlines begin with whom they are about: a firm, a country, an index


class Headline(NamedTuple):
    """Words without what kind they are."""

    words: frozenset[int]
    figures: frozenset[int]
    names: frozenset[int]  # behind the first word, which has a capital anyhow
    subject: tuple[int, ...]


def headline(title: Codes) -> Headline:
    """Return the words of *title*, each with what kind it is, as sets."""
    codes = title.tolist()
    return Headline(
        frozenset([code & ~KINDS for code in codes]),
        frozenset([code & ~KINDS for code in codes if code & KINDS == FIGURE]),
        frozenset([code & ~KINDS for code in codes[1:] if code & KINDS == NAME]),
        tuple([code & ~KINDS for code in codes[:SUBJECT_WORDS]]),
    )
