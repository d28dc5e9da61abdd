"""Restarts: where a new story begins among stories put together without any mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")
STEM = 4  # letters: inflection comes after them in the languages read
LEAD_MIN = 60  # characters: a lead is a sentence, not a label
STORY_LINES = 4  # a story told in fewer lines is not told again below them
BACKGROUND = re.compile(
    r"(?:In|On|Last|Earlier|After|Since|During|When|But|And|He|She|They|It|His|Her|Their|This|That|"
    r"These|Those|However|Meanwhile|The last)\b"
)
ANNOUNCES = re.compile(
    r"\b(?:is|are|was|were|has|have|will|had) (?:\w+ )?(?:holding|to hold|hold|accepted|agreed|"
    r"announced|said|confirmed|begun|started|launched|fired|met)\b"
)
SENTENCE_END = (".", "!", "?", "”", '"', "…")
SHARED_MIN = 5
FOLLOW = re.compile(r"(?:The|No|It) ")


def restarts(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines at which a new story starts; 0 is not among them."""
    if len(lines) < 2 * STORY_LINES:
        return []
    stems = [_stems(line) for line in lines]
    found: list[int] = []
    lead = 0
    for number in range(STORY_LINES, len(lines) - 1):
        if number - lead < STORY_LINES:
            continue
        if _restarts(lines, stems, number):
            found.append(number)
            lead = number
    return found


def _restarts(lines: Sequence[str], stems: Sequence[set[str]], number: int) -> bool:
    line = lines[number]
    if len(line) < LEAD_MIN or not line.endswith(SENTENCE_END) or BACKGROUND.match(line):
        return False
    if not ANNOUNCES.search(line) or not FOLLOW.match(lines[number + 1]):
        return False
    return len(stems[number] & stems[0]) >= SHARED_MIN


def _stems(line: str) -> set[str]:
    return {word.lower()[:STEM] for word in WORD.findall(line) if len(word) > 3}  # noqa: PLR2004
