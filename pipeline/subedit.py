"""Subediting: the wire's own matter out of a story's text and into its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.embargo import embargo
from koreawire.pipeline.grammars.bylines import byline
from koreawire.pipeline.grammars.captions import photo_credit
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.registry import unpublished
from koreawire.pipeline.grammars.signoff import cut_inline, owned, sign_off
from koreawire.pipeline.revision import merge, strip_marks
from koreawire.pipeline.tops import Top

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from koreawire.pipeline.edited import Edited
    from koreawire.pipeline.lines import Line

BRACKETED = re.compile(r"[(\[](?P<inside>[^()\[\]]{5,200})[)\]]\s*")


class _Desk(Top):
    """One story on the desk; the steps of `subedit` in order."""

    def body(self) -> None:
        """Read the paragraphs: dateline first, then everything that is none of the story."""
        if self.lines:
            self._dateline()
        if self.lines:
            self._embargo()
        self.lines[:0] = self.points
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

    def _embargo(self) -> None:
        """Take an embargo in brackets off the first paragraph: (EMBARGOED UNTIL 6 a.m. KST)."""
        first = self.lines[0]
        match = BRACKETED.match(first.text)
        held = embargo(match["inside"], self.fetched) if match else None
        if match is None or held is None:
            return
        self.out.embargo = self.out.embargo or held
        self.out.notes.append(match["inside"])
        self.span("embargoedUntil", first.part(0, match.end()), "embargo")
        rest = first.part(match.end())
        self.lines[:1] = [rest] if rest.text else []

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
