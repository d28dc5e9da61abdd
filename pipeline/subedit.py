"""Subediting: the wire's own matter out of a story's text and into its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.edited import Edited
from koreawire.pipeline.embargo import embargo
from koreawire.pipeline.grammars.bylines import agency_byline, byline
from koreawire.pipeline.grammars.captions import caption, photo_credit
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.model import Note, Place
from koreawire.pipeline.grammars.registry import marks, notes, unpublished
from koreawire.pipeline.grammars.signoff import cut_inline, owned, sign_off
from koreawire.pipeline.prose import size
from koreawire.pipeline.revision import merge, revision_of, strip_marks
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
    r"(?:BC-[A-Z][\w .&'-]{0,20}--?[^\n]{2,80}|/[A-Za-z][\w .-]{1,30}(?:/[\w .-]{1,30}){1,5}/"
    r"|[A-Z][\w.]{1,20}(?:-[\w.]{1,20}){1,6}(?:,[A-Za-z0-9-]{2,20}){0,3}(?:\s\(\w+\))?)$"
)
SLUG_MAX = 100
KEYWORD_MAX, KEYWORD_WORDS = 30, 4
SENTENCE_END = re.compile(r"[.。](?:[\"”’')\]]{0,2})$")
SPAN = {"field", "start", "end", "rule"}
SMALL = 60  # characters: below it a line is no paragraph


class _Desk:
    """One story on the desk; the steps of `subedit` in order."""

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
        if headline is not None:
            self._headline(headline, "headline:given")

    def span(self, name: str, line: Line, rule: str) -> None:
        values = {"field": name, "start": line.start, "end": line.end, "rule": rule}
        self.out.spans.append(built(Span, values, SPAN))

    def drop(self, kind: str, text: str) -> None:
        self.out.dropped[kind] = self.out.dropped.get(kind, 0) + len(text)

    def top(self) -> None:
        """Read the lines above the story's first paragraph."""
        taken = 0
        while taken < min(len(self.lines), TOP):
            line = self.lines[taken]
            following = self.lines[taken + 1].text if taken + 1 < len(self.lines) else ""
            if not self._top_line(line, following, taken):
                break
            taken += 1
        del self.lines[:taken]

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
        if dateline(following) or byline(following) or notes().first(following):
            return True
        if caption(following):
            return True
        return size(following) > SMALL or bool(SENTENCE_END.search(following))

    def _headline(self, line: Line, rule: str) -> None:
        self.out.original_headline = self.out.headline = line.text
        self.span("headlines", line, rule)

    def body(self) -> None:
        """Read the paragraphs: dateline first, then everything that is none of the story."""
        if self.lines:
            self._dateline()
        self._unpublished()
        kept: list[Line] = []
        for line in self.lines:
            credited = photo_credit(line.text)
            if credited is not None and not (line is self.lines[-1] and owned(line.text)):
                self._photo(line, credited)
            else:
                kept.append(line)
        self.lines = kept
        self._close()

    def _dateline(self) -> None:
        number, first = 0, self.lines[0]
        found = dateline(first.text)
        if found is None and len(self.lines) > 1:
            # Below a teaser; only with a credit, which no second paragraph has by chance.
            number, first = 1, self.lines[1]
            found = dateline(first.text)
        if found is None or (number and not found.agencies):
            return
        self.out.dateline = found
        self.out.codes = found.agencies or self.out.codes
        self.out.by = self.out.by or found.by
        self.span("dateline", first.part(0, found.end), "dateline")
        rest = first.part(found.end)
        self.lines[number : number + 1] = [rest] if rest.text else []

    def _unpublished(self) -> None:
        for number, line in enumerate(self.lines):
            if number and unpublished().match(line.text):
                cut = self.lines[number:]
                self.out.notes.append("\n".join(one.text for one in cut))
                self.span("edNote", spanning(cut), "not-for-publication")
                del self.lines[number:]
                # The agency's signature stands below its notebook.
                signed = sign_off([one.text for one in cut])
                self.out.codes = self.out.codes or signed.codes
                return

    def _close(self) -> None:
        if not self.lines:
            return
        texts = [line.text for line in self.lines]
        signed = sign_off(texts)
        for number in signed.removed:
            self.span("credit", self.lines[number], "sign-off")
            self.drop("signoff", texts[number])
            self.out.by = self.out.by or byline(texts[number])
        self.out.notes.extend(reversed(signed.notes))
        self.out.codes = self.out.codes or signed.codes
        self.out.closing_date = signed.date
        del self.lines[signed.kept :]
        last = self.lines[-1]
        end, behind = cut_inline(last.text)
        if end < len(last.text):
            self.span("credit", last.part(end), "sign-off")
            self.drop("signoff", last.text[end:])
            self.out.notes.extend(behind.notes)
            self.out.codes = self.out.codes or behind.codes
            self.lines[-1] = last.part(0, end)

    def finish(self) -> Edited:
        """Settle headline, revision and body."""
        out = self.out
        # Rules and dots between parts ("___", "* * *", "[ ... ]") are no text.
        self.lines = [line for line in self.lines if is_text(line.text)]
        out.paragraphs = [line.text for line in self.lines]
        if out.paragraphs:
            self.span("bodies", spanning(self.lines), "body")
        agencies = (*out.codes, self.home) if self.home else out.codes
        if out.headline:
            out.headline, marked = strip_marks(out.headline, agencies)
            self.found = [*marked, *self.found]
        out.revision = merge(self.found)
        return out


def is_text(text: str) -> bool:
    """Does it say anything? Rules and dots between parts do not."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def spanning(lines: Sequence[Line]) -> Line:
    """Return one line that spans *lines*."""
    return lines[0]._replace(end=lines[-1].end)


def _same(text: str, headline: str) -> bool:
    return " ".join(text.split()).casefold() == " ".join(headline.split()).casefold()


def subedit(
    lines: Sequence[Line],
    *,
    headline: Line | None = None,
    home: str | None = None,
    fetched: datetime | None = None,
) -> Edited:
    """Return the story in *lines*; *home* is the agency that supplied the item, if one did."""
    desk = _Desk(lines, headline, home, fetched)
    desk.top()
    desk.body()
    return desk.finish()
