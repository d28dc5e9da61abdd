"""Every agency's grammar, and their marks compiled into one pattern a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from koreawire.pipeline import grammars as folder
from koreawire.pipeline.grammars.model import Mark, Place

if TYPE_CHECKING:
    from koreawire.pipeline.grammars.model import Closing, Grammar, Note, Order


@cache
def grammars() -> tuple[Grammar, ...]:
    """Return the `GRAMMAR` of every module of this folder that has one, by module name."""
    names = sorted(module.name for module in iter_modules(folder.__path__))
    modules = (import_module(f"{folder.__name__}.{name}") for name in names)
    return tuple(module.GRAMMAR for module in modules if hasattr(module, "GRAMMAR"))


# A closing follows the end of a sentence; one in brackets may follow any word.
BEHIND = r"(?<=[.!?…。\"”’')\]])\s{0,3}|\s{1,3}(?=[(（])"


@dataclass(frozen=True, slots=True)
class Known:
    """A form and the agency it belongs to, compiled."""

    agency: str
    form: Mark | Note | Order | Closing
    pattern: re.Pattern[str]


class Forms:
    """Many forms tried as one: the union finds out whether any can match, then each is tried.

    A headline has no mark nine times in ten, and then one match settles it. Where every
    form begins a text (`^`), the union is tried there alone: the engine tells by one
    character which of its branches can match. Elsewhere it would be tried at every
    character: first comes whether any form has what it needs.
    """

    def __init__(self, known: list[Known]) -> None:
        self.known = known
        patterns = [_unnamed(one.pattern.pattern) for one in known]
        begin = all(pattern.startswith("^") for pattern in patterns)
        needs = dict.fromkeys(getattr(one.form, "needs", "") for one in known)
        self._needs = ("",) if begin and known else tuple(needs)
        self.union = "|".join(f"(?:{one.removeprefix('^')})" for one in patterns)
        joined = re.compile(self.union)
        self._any = joined.match if begin else joined.search

    def match(self, text: str) -> bool:
        """Does any form match, be it one that counts in its agency's copy alone?"""
        for piece in self._needs:
            if piece in text:
                return self._any(text) is not None
        return False

    def first(
        self, text: str, agencies: tuple[str, ...] = ()
    ) -> tuple[Known, re.Match[str]] | None:
        """Return the longest match of a form that may count in copy of *agencies*."""
        if not self.match(text):
            return None
        best: tuple[Known, re.Match[str]] | None = None
        for one in self.known:
            if isinstance(one.form, Mark) and one.form.own and one.agency not in agencies:
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
            for grammar in grammars()
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
            for grammar in grammars()
            for note in grammar.notes
        ]
    )


@cache
def orders() -> Forms:
    """Return the orders, found anywhere in a line."""
    return Forms(
        [
            Known(grammar.agency, order, re.compile(order.pattern))
            for grammar in grammars()
            for order in grammar.orders
        ]
    )


@cache
def closings() -> Forms:
    """Return what stands under a story on a line of its own."""
    return Forms(
        [
            Known(grammar.agency, closing, re.compile(rf"^(?:{closing.pattern})$"))
            for grammar in grammars()
            for closing in grammar.closings
        ]
    )


@cache
def inline_closings() -> Forms:
    """Return what may follow the last sentence of a story on its line."""
    return Forms(
        [
            Known(
                grammar.agency,
                closing,
                re.compile(rf"(?:{BEHIND})(?:{closing.pattern})$"),
            )
            for grammar in grammars()
            for closing in grammar.closings
            if closing.inline
        ]
    )


@cache
def advisories() -> re.Pattern[str]:
    """Return what opens a line of a list for editors."""
    found = [pattern for grammar in grammars() for pattern in grammar.advisories]
    return re.compile(rf"^(?:{'|'.join(found)})")


@cache
def unpublished() -> re.Pattern[str]:
    """Return what opens a section that must never be published."""
    found = [pattern for grammar in grammars() for pattern in grammar.unpublished]
    return re.compile(rf"^(?:{'|'.join(found)})")
