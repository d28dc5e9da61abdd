"""Cutting: one walk over an item's lines, closing a story at every mark between stories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from koreawire.pipeline.boilerplate import EMBED
from koreawire.pipeline.grammars.captions import photo_credit
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.openings import opens_story
from koreawire.pipeline.grammars.registry import notes
from koreawire.pipeline.grammars.signoff import is_sign_off
from koreawire.pipeline.prose import ENDS, PROSE, is_prose, size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.ages import Age
    from koreawire.pipeline.boilerplate import Verdict
    from koreawire.pipeline.lines import Line

HEADLINE_MAX = 160  # characters
STOPS = (".", "!", "?", "…")
CLOSING = "\"”’')"  # what may stand behind a full stop


class Role(StrEnum):
    """What a part is on its page."""

    MAIN = "main"
    SIDE = "sidebar"  # a story of a list beside the main one
    NEXT = "part"  # one of several stories put together as equals


@dataclass(frozen=True, slots=True)
class Part:
    """One story of an item: its lines, its age where the page gave one."""

    role: Role
    lines: tuple[Line, ...]
    age: Age | None = None
    rule: str = "whole"


class Cutter:
    """Sorts lines into the main story, side stories and furniture.

    `whole`: a digest is cut only where a heading begins a list of other stories. After the
    first mark everything belongs to such a list, until the page ends.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        verdicts: Mapping[int, Verdict],
        ages: Mapping[int, Age],
        *,
        whole: bool,
    ) -> None:
        self.dropped: dict[str, int] = {}
        self._lines, self._verdicts, self._ages = lines, verdicts, ages
        self._whole = whole
        self._main: list[Line] = []
        self._sides: list[Part] = []
        self._current = self._main
        self._rule = ""
        self._links = 0  # titles that make the list being read one of links
        self._age_above: Age | None = None  # of the story being read, where ages lead
        self._ages_lead = False
        self.own_age: Age | None = None  # the main story's, under its headline
        self.closing_age: Age | None = None  # the one that ended the lines before any mark

    def run(self) -> tuple[list[Line], list[Part]]:
        """Return the main story's lines and the parts beside it."""
        for number, line in enumerate(self._lines):
            self._take(number, line)
        self._close(None)
        return self._main, self._sides

    def _take(self, number: int, line: Line) -> None:
        verdict = self._verdicts.get(number)
        if verdict is not None:
            self._drop(verdict.kind, line)
            if verdict.section:
                self._begin("section")
                self._links = verdict.links
        elif number in self._ages:
            self._age(number, line)
        elif line.text[0] == "[" and EMBED.fullmatch(line.text):
            self._drop("embed", line)
        else:
            if self._resumes(number, line):
                for link in self._current:
                    self._drop("related", link)
                self._current, self._rule = self._main, ""
            elif not self._is_digest() and self._opens(line):
                title = self._title()
                self._begin("dateline")
                self._current.extend(title)
            self._current.append(line)

    def _age(self, number: int, line: Line) -> None:
        """An age closes the story above it, or opens the one below it.

        Under the main story's headline it is that story's own. In a list, ages lead
        where the first stands above the first story.
        """
        age = self._ages[number]
        self._drop("age", line)
        if self._current is self._main:
            if not has_body(self._main):
                self.own_age = self.own_age or age
            elif not self._is_digest():
                self.closing_age = age
                if self._more(number):
                    self._begin("age")
            return
        if not self._current and not self._sides:
            self._ages_lead = True
        if self._ages_lead:
            self._begin("age")
            self._age_above = age
        else:
            self._begin("age", age)

    def _is_digest(self) -> bool:
        """Whether what is read is the digest itself, and no list below it."""
        return self._whole and self._current is self._main

    def _resumes(self, number: int, line: Line) -> bool:
        """Does the main story go on below titles that were but links in its middle?"""
        return (
            self._rule == "section"
            and len(self._current) >= self._links
            and not any(is_prose(title.text) for title in self._current)
            and is_prose(line.text)
            and not opens_story(line.text)
            and max(self._ages, default=0) < number
            and has_body(self._main)
        )

    def _opens(self, line: Line) -> bool:
        """Does the line open another story with an agency's dateline?"""
        return bool(self._current) and opens_story(line.text) and has_body(self._current)

    def _title(self) -> list[Line]:
        """Take the headline of the story that a dateline opens off the story above it."""
        last = self._current[-1].text
        if len(self._current) < 2 or len(last) > HEADLINE_MAX or last.endswith(ENDS):  # noqa: PLR2004
            return []
        told = ". " in last or photo_credit(last) or is_sign_off(last)
        return [] if told else [self._current.pop()]

    def _begin(self, rule: str, age: Age | None = None) -> None:
        self._close(age)
        self._current, self._rule = [], rule

    def _close(self, age: Age | None) -> None:
        if self._current is not self._main and self._current:
            above = self._age_above if self._ages_lead else age
            self._sides.append(Part(Role.SIDE, tuple(self._current), above, self._rule))
            self._age_above = None

    def _drop(self, kind: str, line: Line) -> None:
        self.dropped[kind] = self.dropped.get(kind, 0) + len(line.text)

    def _more(self, number: int) -> bool:
        return any(
            after not in self._verdicts
            and (is_prose(self._lines[after].text) or dateline(self._lines[after].text))
            for after in range(number + 1, len(self._lines))
        )


def has_body(lines: Sequence[Line]) -> bool:
    """Has the part a paragraph already, so that a dateline begins another story?

    Its first line is the headline unless it is as long as a paragraph or a full sentence:
    headlines too end with a quotation or a mark in brackets. Short lines make a paragraph
    where a sentence ends among them. Notes to editors are none of it.
    """
    if not lines:
        return False
    first, *rest = lines
    if is_prose(first.text) and (size(first.text) >= HEADLINE_MAX or _stops(first.text)):
        return True
    rest = [line for line in rest if notes().first(line.text) is None]
    if any(is_prose(line.text) for line in rest):
        return True
    told = sum(size(line.text) for line in rest)
    return told >= PROSE and any(_stops(line.text) for line in rest)


def _stops(text: str) -> bool:
    return text.rstrip(CLOSING).endswith(STOPS)
