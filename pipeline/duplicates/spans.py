"""Where two tellings differ: spans of words taken out and put in, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from koreawire.pipeline.duplicates.tokens import base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.duplicates.tokens import Codes

MOST_WORDS = 3_000  # aligned of each text: the alignment takes time and memory by the square
JOINED = 2  # words both have between two changes: too few to part them


@dataclass(frozen=True, slots=True)
class Span:
    """Words `begin` to `end` of the first text, and what the second has instead."""

    begin: int
    end: int
    other_begin: int
    other_end: int


def unlike(one: Codes, other: Codes) -> tuple[int, Codes, Codes]:
    """Return where two texts begin to differ, and from there on what each has before they agree."""
    one, other = base(one[:MOST_WORDS]), base(other[:MOST_WORDS])
    shorter = min(len(one), len(other))
    begin = _equal(one[:shorter], other[:shorter])
    one, other = one[begin:], other[begin:]
    end = _equal(one[::-1][: shorter - begin], other[::-1][: shorter - begin])
    return begin, one[: len(one) - end], other[: len(other) - end]


def changed_spans(begin: int, one: Codes, other: Codes) -> Iterator[Span]:
    """Yield the spans in which two texts differ, by their longest common sequence of words.

    The arguments are what `unlike` returns. Time and memory go by the product of the lengths.
    """
    edits = _edits(begin, one.tolist(), other.tolist())
    before = next(edits, None)
    for span in edits:
        if before is not None and span.begin - before.end <= JOINED:
            before = Span(before.begin, span.end, before.other_begin, span.other_end)
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


def _equal(some: Codes, others: Codes) -> int:
    """Return how many words two texts of one length begin with alike."""
    differ = some != others
    return int(differ.argmax()) if differ.any() else len(some)


def _edits(begin: int, one: list[int], other: list[int]) -> Iterator[Span]:
    for edit in LCSseq.opcodes(one, other):
        if edit.tag != "equal":
            yield Span(
                begin + edit.src_start,
                begin + edit.src_end,
                begin + edit.dest_start,
                begin + edit.dest_end,
            )
