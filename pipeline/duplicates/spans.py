"""Where two tellings differ: spans of words taken out and put in, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from koreawire.pipeline.duplicates.tokens import base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.duplicates.tokens import Codes

MOST_WORDS = 3_000  # aligned of each text: the alignment takes memory by the square
JOINED = 2  # words both have between two changes: too few to part them


@dataclass(frozen=True, slots=True)
class Span:
    """Words `begin` to `end` of the first text, and what the second has instead."""

    begin: int
    end: int
    other_begin: int
    other_end: int


def changed_spans(one: Codes, other: Codes) -> tuple[Span, ...]:
    """Return the spans in which two texts differ, by their longest common sequence of words."""
    found: list[Span] = []
    for span in _edits(base(one[:MOST_WORDS]).tolist(), base(other[:MOST_WORDS]).tolist()):
        if found and span.begin - found[-1].end <= JOINED:
            before = found.pop()
            found.append(Span(before.begin, span.end, before.other_begin, span.other_end))
            continue
        found.append(span)
    return tuple(found)


def _edits(one: list[int], other: list[int]) -> Iterator[Span]:
    for edit in LCSseq.opcodes(one, other):
        if edit.tag != "equal":
            yield Span(edit.src_start, edit.src_end, edit.dest_start, edit.dest_end)
