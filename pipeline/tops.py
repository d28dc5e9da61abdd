"""Tops: slug, marks, headline, notes, bylines and points above a story's first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.edited import Edited
from koreawire.pipeline.embargo import embargo
from koreawire.pipeline.grammars.bylines import agency_byline, byline, small_byline
from koreawire.pipeline.grammars.captions import caption
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.model import Note, Place
from koreawire.pipeline.grammars.openings import opens_story
from koreawire.pipeline.grammars.registry import marks, notes
from koreawire.pipeline.prose import size
from koreawire.pipeline.revision import revision_of
from koreawire.schemas.base import built
from koreawire.schemas.story import Revision, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from koreawire.pipeline.lines import Line

TOP = 14  # lines above a story: slug, marks, headline, notes, bylines
HEADLINE_MAX = 250
HEADLINE_MIN_WORDS = 2
SLUG = re.compile(
    r"(?:(?:BC|AP)-[A-Z][\w .&'-]{0,20}--?[^\n]{2,80}"
    r"|/[A-Za-z][\w .-]{1,30}(?:/[\w .-]{1,30}){1,5}/"
    r"|[A-Z][\w.]{1,20}(?:-[\w.]{1,20}){1,6}(?:,[A-Za-z0-9-]{2,20}){0,3}(?:\s\(\w+\))?)$"
)
SLUG_MAX = 100
KEYWORD_MAX, KEYWORD_WORDS = 30, 4
POINT = re.compile(r"[*•▪·]\s+\w")
SENTENCE_END = re.compile(r"[.。](?:[\"”’')\]]{0,2})$")
SPAN = {"field", "start", "end", "rule"}
SMALL = 60  # characters: below it a line is no paragraph


class Top:
    """A story on the desk, and what stands above its first paragraph."""

    def __init__(
        self,
        lines: Sequence[Line],
        headline: Line | None,
        home: str | None,
        fetched: datetime | None,
    ) -> None:
        self.lines = list(lines)
        self.home = home
        self.fetched = fetched
        self.out = Edited()
        self.found: list[Revision] = []
        self.given = headline
        self.points: list[Line] = []
        if headline is not None:
            self._headline(headline, "headline:given")

    def span(self, name: str, line: Line, rule: str) -> None:
        """Note where a field was read, and by which rule."""
        values = {"field": name, "start": line.start, "end": line.end, "rule": rule}
        self.out.spans.append(built(Span, values, SPAN))

    def drop(self, kind: str, text: str) -> None:
        """Count text that is left out."""
        self.out.dropped[kind] = self.out.dropped.get(kind, 0) + len(text)

    def top(self) -> None:
        """Read the lines above the story's first paragraph; points among them are set aside."""
        taken = 0
        while taken < min(len(self.lines), TOP):
            line = self.lines[taken]
            following = self.lines[taken + 1].text if taken + 1 < len(self.lines) else ""
            if self._is_point(line.text, taken):
                self.points.append(line)
            elif not self._top_line(line, following, taken):
                break
            taken += 1
        del self.lines[:taken]

    def _is_point(self, text: str, number: int) -> bool:
        """Is it one of the points that Reuters puts above byline and dateline?"""
        if POINT.match(text) is None:
            return False
        return any(opens_story(line.text) for line in self.lines[number + 1 : TOP])

    def _top_line(  # noqa: PLR0911 - one return a kind of line
        self, line: Line, following: str, number: int
    ) -> bool:
        """Take one line into its field; False where the story begins."""
        text, out = line.text, self.out
        if out.original_headline and _same(text, out.original_headline):
            return bool(following) or len(text) < HEADLINE_MAX
        held = embargo(text, self.fetched)
        if held:
            out.embargo = out.embargo or held
            out.notes.append(text)
            self.span("embargoedUntil", line, "embargo")
            return True
        mark = marks(Place.LINE).first(text) if len(text) < SMALL else None
        if mark:
            self.found.append(revision_of(*mark))
            self.span("revision", line, f"{mark[0].agency}:mark")
            return True
        if self._note(line) or (following and self._caption(line)):
            return True
        untitled = not out.original_headline or _same(following, out.original_headline)
        if not out.slugline and untitled and following and self._slug(line):
            return True
        if not out.slugline and out.original_headline and self._keyword(line, number):
            return True
        if following and self._byline(line, following):
            return True
        if dateline(text):
            return False
        if not out.original_headline and self._is_headline(text, following, number):
            self._headline(line, "headline:first-line")
            return True
        return False

    def _byline(self, line: Line, following: str) -> bool:
        """Take a byline, or the line below one that says what the writer is."""
        codes = agency_byline(line.text)
        if codes:
            self.out.codes = self.out.codes or codes
            self.span("credit", line, "byline")
            return True
        names = byline(line.text)
        if not names and (dateline(following) or notes().first(following)):
            names = small_byline(line.text)
        titled = self.out.by and len(line.text) < SMALL and dateline(following) is not None
        if not names and not titled:
            return False
        self.out.by = self.out.by or names
        self.span("by", line, "byline")
        return True

    def _caption(self, line: Line) -> bool:
        """Take the caption of a picture above the story."""
        credited = caption(line.text)
        if credited is None:
            return False
        self._photo(line, credited)
        return True

    def _photo(self, line: Line, credited: tuple[str, ...]) -> None:
        self.out.photo.extend(credited)
        self.span("credit.photo", line, "caption")
        self.drop("photo", line.text)

    def _slug(self, line: Line) -> bool:
        text = line.text
        if len(text) > SLUG_MAX or SLUG.match(text) is None:
            return False
        self.out.slugline = text
        mark = marks(Place.SLUG).first(text)
        if mark:
            self.found.append(revision_of(*mark))
        self.span("slugline", line, "slug")
        return True

    def _keyword(self, line: Line, number: int) -> bool:
        """Take a keyword that stands between headline and byline or dateline."""
        below = [one.text for one in self.lines[number + 1 : number + 3]]
        if len(line.text) > KEYWORD_MAX or len(line.text.split()) > KEYWORD_WORDS or not below:
            return False
        if not (byline(below[0]) and any(map(dateline, below[1:]))):
            return False
        self.out.slugline = line.text
        self.span("slugline", line, "keyword")
        return True

    def _note(self, line: Line) -> bool:
        text = line.text
        found = notes().first(text)
        if found is None:
            return False
        known, match = found
        groups = match.groupdict()
        self.out.notes.append(groups.get("note") or text)
        if isinstance(known.form, Note) and known.form.action:
            self.found.append(Revision(action=known.form.action, note=groups.get("note")))
        elif groups.get("note"):
            self.found.append(Revision(note=groups["note"]))
        self.span("edNote", line, f"{known.agency}:note")
        return True

    def _is_headline(self, text: str, following: str, number: int) -> bool:
        if len(text) > HEADLINE_MAX or SENTENCE_END.search(text) or text.endswith((":", ",", ";")):
            return False
        if len(text.split()) < HEADLINE_MIN_WORDS:
            return False
        if not following:
            return number == 0
        if dateline(following) or byline(following) or small_byline(following):
            return True
        if notes().first(following) or caption(following) or self._is_point(following, number + 1):
            return True
        return size(following) > SMALL or bool(SENTENCE_END.search(following))

    def _headline(self, line: Line, rule: str) -> None:
        self.out.original_headline = self.out.headline = line.text
        self.span("headlines", line, rule)


def _same(text: str, headline: str) -> bool:
    return " ".join(text.split()).casefold() == " ".join(headline.split()).casefold()
