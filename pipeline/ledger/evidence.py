"""What a relation rests on, as it is published beside it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from koreawire.pipeline.duplicates import relation
from koreawire.pipeline.duplicates.spans import changed_spans, unlike

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.matches import Match, Side

MOST_SPANS = 12  # told of a relation; `duplicates explain` shows them in words
MOST_PAIRS = 9_000_000  # of words, told of all relations of a story: twice 2,000 words by 2,000


class Aligned:
    """A story beside others, word by word, as long as that does not take too much time."""

    def __init__(self, story: Side) -> None:
        self._words = story.sketch.words
        self._left = MOST_PAIRS

    def spans(self, other: Side) -> list[list[int]] | None:
        """Return where the story differs from *other*: words of that one, words gone, words new."""
        begin, gone, new = unlike(other.sketch.words, self._words)
        self._left -= len(gone) * len(new)
        if self._left < 0:
            return None
        return [
            [span.begin, span.end - span.begin, span.other_end - span.other_begin]
            for span in islice(changed_spans(begin, gone, new), MOST_SPANS)
        ]


def evidence(match: Match, aligned: Aligned) -> dict[str, Any]:
    """Return what a relation rests on, for people and for `duplicates explain`."""
    found = match.comparison
    facts: dict[str, Any] = {
        "rule": match.rule,
        "sharedShingles": found.shared,
        "containment": round(found.containment, 3),
        "jaccard": round(found.jaccard, 3),
        "figuresChanged": found.figures_changed,
        "namesChanged": found.names_changed,
        "hours": round(match.hours, 2),
    }
    if found.headlines is not None:
        shingled = match.rule == relation.SHINGLES
        facts["headlineAgreement"] = round(
            found.headlines.agreement if shingled else found.headlines.grams, 3
        )
    if not found.exact:
        facts["changedSpans"] = aligned.spans(match.other)
    if match.outside:
        facts["outsideWindow"] = True
    return facts
