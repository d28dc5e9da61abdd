"""Stamps: lines of a page that say when a story was put there, and perhaps by whom."""

from __future__ import annotations

import re
from functools import cache

from koreawire.pipeline.dates import months
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.tables import lines as listed

LONGEST = 110  # characters
NAMES = 4  # words that may be left: who wrote it
FIGURES = 5  # digits that may be left: of views, of comments
FIGURE = re.compile(r"\d")
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\.?\d)(?::\d{2})?(?: ?[AaPp]\.?[Mm]\b\.?)?")
NUMERIC = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d ?[-./] ?\d{1,2} ?[-./] ?\d{1,2}\.?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d"
    r"|(?:19|20)\d\d년 ?\d{1,2}월 ?\d{1,2}일)"
)
ISO_ZONE = re.compile(r"(?<=\d)(?:Z|\+\d\d:?\d\d)\b|(?<=\d)T(?=\d)")
WORD = re.compile(r"[^\W\d_]+")
GLUED = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")  # labels of neighbouring boxes
LOWER_NAMES = frozenset({"van", "von", "de", "den", "der", "het", "ter", "ten", "el", "al", "bin"})


@cache
def _said() -> frozenset[str]:
    return frozenset(" ".join(listed("reading", "stamps.txt")).split())


@cache
def _written() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    return re.compile(
        rf"\b(?:{day} (?:{names})\b\.?,?(?: (?:19|20)\d\d\b)?"
        rf"|(?:{names})\b\.? {day},? (?:19|20)\d\d\b)",
        re.IGNORECASE,
    )


def is_stamp(line: str) -> bool:
    """Is the line a date with its hour or year, and nothing but labels and names beside it?"""
    if len(line) > LONGEST or FIGURE.search(line) is None or dateline(line) is not None:
        return False
    rest, numeric = NUMERIC.subn(" ", ISO_ZONE.sub(" ", line))
    rest, written = _written().subn(" ", rest)
    rest, clocks = CLOCK.subn(" ", rest)
    if len(FIGURE.findall(rest)) > FIGURES:
        return False
    words = WORD.findall(GLUED.sub(" ", rest))
    labels = sum(word.lower() in _said() for word in words)
    if not (numeric or written or (clocks and labels)):
        return False
    left = [word for word in words if word.lower() not in _said()]
    named = all(word[0].isupper() or word.lower() in LOWER_NAMES or word >= "가" for word in left)
    return named and len(left) <= (NAMES if numeric + clocks + labels else 0)
