"""Every agency's grammar, and their marks compiled into one pattern a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars import afp, anp, ap, dpa, kcna, reuters, ritzau, yonhap
from koreawire.pipeline.grammars.model import Place

if TYPE_CHECKING:
    from koreawire.pipeline.grammars.model import Grammar, Mark, Note, Order

GRAMMARS: tuple[Grammar, ...] = tuple(
    module.GRAMMAR for module in (afp, anp, ap, dpa, kcna, reuters, ritzau, yonhap)
)


@dataclass(frozen=True, slots=True)
class Known:
    """A form and the agency it belongs to, compiled."""

    agency: str
    form: Mark | Note | Order
    pattern: re.Pattern[str]


class Forms:
    """Many forms tried as one: the union finds out whether any can match, then each is tried.

    A headline has no mark nine times in ten, and then one match settles it.
    """

    def __init__(self, known: list[Known]) -> None:
        self._known = known
        joined = "|".join(f"(?:{_unnamed(one.pattern.pattern)})" for one in known)
        self._any = re.compile(joined) if known else None

    def first(
        self, text: str, agencies: tuple[str, ...] = ()
    ) -> tuple[Known, re.Match[str]] | None:
        """Return the longest match of a form that may count in copy of *agencies*."""
        if self._any is None or self._any.search(text) is None:
            return None
        best: tuple[Known, re.Match[str]] | None = None
        for one in self._known:
            if getattr(one.form, "own", False) and one.agency not in agencies:
                continue
            match = one.pattern.search(text)
            if match and (best is None or len(match[0]) > len(best[1][0])):
                best = (one, match)
        return best


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(", pattern)


@cache
def marks(place: Place) -> Forms:
    """Return the marks that stand at *place*."""
    anchor = {
        Place.PREFIX: "^(?:{})",
        Place.SUFFIX: "(?:{})$",
        Place.LINE: "^(?:{})$",
        Place.SLUG: "{}",
    }[place]
    return Forms(
        [
            Known(grammar.agency, mark, re.compile(anchor.format(mark.pattern)))
            for grammar in GRAMMARS
            for mark in grammar.marks
            if mark.place == place
        ]
    )


@cache
def notes() -> Forms:
    """Return the notes to editors; each takes a whole line."""
    return Forms(
        [
            Known(grammar.agency, note, re.compile(rf"^(?:{note.pattern})\s*$"))
            for grammar in GRAMMARS
            for note in grammar.notes
        ]
    )


@cache
def orders() -> Forms:
    """Return the orders, found anywhere in a line."""
    return Forms(
        [
            Known(grammar.agency, order, re.compile(order.pattern))
            for grammar in GRAMMARS
            for order in grammar.orders
        ]
    )


@cache
def advisories() -> re.Pattern[str]:
    """Return what opens a line of a list for editors."""
    found = [pattern for grammar in GRAMMARS for pattern in grammar.advisories]
    return re.compile(rf"^(?:{'|'.join(found)})")


@cache
def unpublished() -> re.Pattern[str]:
    """Return what opens a section that must never be published."""
    found = [pattern for grammar in GRAMMARS for pattern in grammar.unpublished]
    return re.compile(rf"^(?:{'|'.join(found)})")
