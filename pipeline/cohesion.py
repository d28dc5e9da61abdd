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
from itertools import accumulate
from typing import TYPE_CHECKING

from koreawire.pipeline.tables import lines as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

STEM, SHORTEST = 6, 4  # characters of a Latin word
PAIR = 2  # syllables of a Korean word
NEAR = 3  # lines: a word used again within them is a close tie
HANGUL = ("\uac00", "\ud7a3")
PROBE = 300  # characters looked at to tell Hangul from Latin script


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
    for mark in '.,"“”':  # beside a word they would make it another one
        text = text.replace(mark, "")
    skipped = common()
    if _is_korean(text):
        return [
            {pair for word in line.split() for pair in (word[:2], word[1:3]) if len(pair) == PAIR}
            - skipped
            for line in text.split("\n")
        ]
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

    `across`: stems used both above and below. `near`: uses at most NEAR lines apart
    with the border between. `above`, `below`: distinct stems on either side. `first`:
    the line of each stem's first use.
    """

    across: list[int]
    near: list[int]
    above: list[int]
    below: list[int]
    first: dict[str, int]


def ties(found: Sequence[set[str]]) -> Ties:
    """Return the ties across every border; one pass, whatever the text's length."""
    size = len(found)
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    near = [0] * (size + 2)
    for number, line in enumerate(found):
        for word in line:
            before = last.get(word)
            if before is None:
                first[word] = number
            elif number - before <= NEAR:
                near[before + 1] += 1
                near[number + 1] -= 1
            last[word] = number
    across = [0] * (size + 2)
    opened = [0] * (size + 2)
    closed = [0] * (size + 2)
    for word, begin in first.items():
        end = last[word]
        opened[begin + 1] += 1
        closed[end + 1] += 1
        if end > begin:
            across[begin + 1] += 1
            across[end + 1] -= 1
    total = len(first)
    return Ties(
        list(accumulate(across)),
        list(accumulate(near)),
        list(accumulate(opened)),
        [total - gone for gone in accumulate(closed)],
        first,
    )
