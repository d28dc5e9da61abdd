"""Clues: one pass over a text for every phrase that says something about its make-up."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from koreawire.pipeline.tables import lines as listed
from koreawire.pipeline.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

FURNITURE, AGE, SECTION, CREDIT, NOTE, ORDER = (
    "furniture",
    "age",
    "section",
    "credit",
    "note",
    "order",
)


ALONE = "alone"  # a clue that is a line's whole text


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase and what it is evidence of; see data/reading/furniture.tsv for the fields."""

    phrase: str
    role: str
    kind: str = ""
    weight: int = 0
    at: str = "any"


class Hit(NamedTuple):
    """A clue found in a line, `start` characters into it."""

    clue: Clue
    start: int


def _clues() -> list[Clue]:
    found = [
        Clue(row["phrase"], FURNITURE, row["kind"], int(row["weight"]), row["at"])
        for row in rows("reading", "furniture.tsv")
    ]
    found += [Clue(row["phrase"], SECTION, at="start") for row in rows("reading", "sections.tsv")]
    for role in (AGE, CREDIT, NOTE, ORDER):
        found += [Clue(phrase, role) for phrase in listed("reading", f"{role}.txt")]
    return found


@cache
def _automaton() -> tuple[AhoCorasick, list[Clue]]:
    clues = _clues()
    phrases = [clue.phrase for clue in clues]
    return AhoCorasick(phrases, implementation=Implementation.ContiguousNFA), clues


def find(lines: Sequence[str]) -> dict[int, list[Hit]]:
    """Return the hits of every line that has any, by the line's number."""
    text = "\n".join(lines)
    lowered = text.lower()
    if len(lowered) != len(text):  # a Turkish dotted I grows: leave its line as it is
        lowered = "\n".join(
            low if len(low := line.lower()) == len(line) else line for line in lines
        )
    automaton, clues = _automaton()
    matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
    if not matches:
        return {}
    starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
    found: dict[int, list[Hit]] = {}
    for index, begin, end in matches:
        number = bisect_right(starts, begin) - 1
        clue = clues[index]
        start = begin - starts[number]
        if clue.at != "any" and start > OFF_START:
            continue
        if clue.role == FURNITURE and _inside_word(lowered, begin, end, clue.phrase):
            continue
        found.setdefault(number, []).append(Hit(clue, start))
    return found


OFF_START = 3  # characters of bullet or bracket that may come before


def _inside_word(text: str, begin: int, end: int, phrase: str) -> bool:
    """Does the match cut a Latin word? Hangul is written together."""
    before = text[begin - 1] if begin else " "
    after = text[end] if end < len(text) else " "
    return (phrase[0].isalpha() and before.isalpha() and before < "\u1100") or (
        phrase[-1].isalpha() and after.isalpha() and phrase[-1] < "\u1100" and after < "\u1100"
    )
