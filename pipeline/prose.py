"""Prose: the sentences of a story, as against headlines, labels and buttons."""

from __future__ import annotations

PROSE = 80  # characters: a sentence; shorter lines in a list are links to stories
ENDS = (".", "!", "?", '"', "”", "’", "'", ")")


def size(text: str) -> int:
    """Return the length of *text* in Latin characters: a syllable of Hangul says what two do."""
    hangul = "가" <= text[0] <= "힣" or "가" <= text[len(text) // 2] <= "힣"
    return 2 * len(text) if hangul else len(text)


def is_prose(text: str) -> bool:
    """Is the line a sentence or more of a story, rather than a headline or a label?"""
    said = size(text)
    return said >= 2 * PROSE or (said >= PROSE and text.endswith(ENDS))
