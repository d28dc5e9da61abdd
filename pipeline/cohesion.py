"""Cohesion: how far the words of a text tie the lines above a border to those below it.

A story keeps naming its people, places and things; where two stories meet, almost
no word reaches across (lexical chains: Morris & Hirst 1991; TextTiling: Hearst 1997).
Words are compared by their stems: behind six letters English, Dutch and Danish
inflect. Capitals are kept, because a name ties more than the same noun does. In
Hangul every pair of neighbouring syllables among a word's first three counts:
particles stand behind, and compounds begin or end with the noun they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.tables import lines as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

STEM, SHORTEST = 6, 4  # characters of a Latin word
PAIR = 2  # syllables of a Korean word
NEAR = 3  # lines: a word used again within them is a close tie
HANGUL = ("\uac00", "\ud7a3")
PROBE = 300  # characters looked at to tell Hangul from Latin script
MARKS = str.maketrans("", "", '.,"“”')  # beside a word they would make it another one


@cache
def common() -> frozenset[str]:
    """Return the stems that tie nothing: function words, the vocabulary of reporting."""
    found: set[str] = set()
    for word in " ".join(listed("reading", "common.txt")).split():
        if HANGUL[0] <= word[0] <= HANGUL[1]:
            found.add(word[:PAIR])
        else:
            found |= {word[:STEM], word[:STEM].capitalize()}
    return frozenset(found)


def words(lines: Sequence[str]) -> list[set[str]]:
    """Return the stems of each line's content words."""
    text = "\n".join(lines)
    skipped = common()
    if _is_korean(text):
        return [
            {pair for word in line.split() for pair in (word[:2], word[1:3]) if len(pair) == PAIR}
            - skipped
            for line in text.translate(MARKS).split("\n")
        ]
    for mark in MARKS:  # much faster than a translation where most of the text is Latin
        text = text.replace(chr(mark), "")
    # A table of words and their stems would be slower: so much memory is no longer at hand
    # when the next text comes.
    return [
        {word[:STEM] for word in line.split() if len(word) >= SHORTEST} - skipped
        for line in text.split("\n")
    ]


def _is_korean(text: str) -> bool:
    probe = text[:PROBE]
    if probe.isascii():
        return False
    return 2 * sum(HANGUL[0] <= sign <= HANGUL[1] for sign in probe) > len(probe)


@dataclass(frozen=True, slots=True)
class Ties:
    """What crosses each border of a text; entry *i* is the border above line *i*.

    `across`: stems used both above and below. `above`, `below`: distinct stems on
    either side.
    """

    across: list[int]
    above: list[int]
    below: list[int]


def ties(found: Sequence[set[str]]) -> Ties:
    """Return the ties across every border; one pass, whatever the text's length."""
    above = _growth(found)
    below = _growth(found[::-1])[::-1]
    total = above[-1]
    across = [up + down - total for up, down in zip(above, below, strict=True)]
    return Ties(across, above, below)


def _growth(found: Sequence[set[str]]) -> list[int]:
    """Return how many distinct stems there are before each line, and after the last."""
    seen: set[str] = set()
    sizes = [0]
    for stems in found:
        seen |= stems
        sizes.append(len(seen))
    return sizes


def near(found: Sequence[set[str]], border: int) -> int:
    """Return how many uses of a stem, at most NEAR lines apart, have the border between."""
    above: set[str] = set()
    count = 0
    for back in range(1, min(NEAR, border) + 1):
        last = found[border - back] - above
        below = set().union(*found[border : border + NEAR + 1 - back])
        count += len(last & below)
        above |= last
    return count
