"""Page edges: what stands above a story's first paragraph and under its last one.

Where a page's furniture was found there, the short lines around it are furniture as
well: menus, dates and names of boxes above, links to other stories below. Text without
any furniture at its edges is left alone, for wires have short lines of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.boilerplate import Verdict
from koreawire.pipeline.grammars.bylines import byline
from koreawire.pipeline.grammars.captions import photo_credit
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.signoff import is_sign_off
from koreawire.pipeline.prose import ENDS, is_prose, size
from koreawire.pipeline.stamps import is_stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABEL_WORDS = 4  # a menu's entry, a box's name
TITLE = 20  # characters of a headline, at least
RUN = 3  # lines without a sentence: a story that was only interrupted has gone on by then
EDGE = 40  # lines looked at on either side
BREADCRUMB = (" » ", " › ", " > ", " / ", " | ")


def edges(
    lines: Sequence[str], verdicts: Mapping[int, Verdict], headline: str = ""
) -> dict[int, Verdict]:
    """Return the verdicts on further lines at both edges of *lines*."""
    told = [n for n, line in enumerate(lines) if n not in verdicts and is_prose(line)]
    if not told:
        return {}
    found = _above(lines, range(min(told[0], EDGE)), verdicts, headline)
    below = range(told[-1] + 1, len(lines))
    if not any(verdict.section for verdict in verdicts.values()) and len(below) <= EDGE:
        found |= _below(lines, below, verdicts)
    return found


def _above(
    lines: Sequence[str], span: range, verdicts: Mapping[int, Verdict], headline: str
) -> dict[int, Verdict]:
    found = {n: Verdict("stamp") for n in span if n not in verdicts and is_stamp(lines[n])}
    if not found and not any(n in verdicts for n in span):
        return {}
    own = [n for n in span if n not in verdicts and n not in found and not _wire(lines[n])]
    title = next((n for n in own if lines[n] == headline), None)
    if title is None and not headline:
        title = max(own, key=lambda n: (size(lines[n]), -n), default=None)
        if title is not None and size(lines[title]) < TITLE:
            title = None
    for n in own:
        line = lines[n]
        above = title is not None and n < title
        menu = above and all(word[0].isupper() for word in line.split())
        if n != title and (menu or _is_label(line)) and (above or not line.endswith(ENDS)):
            found[n] = Verdict("navigation")
    return found


def _below(
    lines: Sequence[str], span: range, verdicts: Mapping[int, Verdict]
) -> dict[int, Verdict]:
    """Everything below the first furniture, unless the story goes on soon after it."""
    found: dict[int, Verdict] = {}
    run = 0  # lines of furniture and labels since the story's last sentence
    for n in span:
        line = lines[n]
        if n in verdicts:
            run += 1
        elif not run or is_sign_off(line):
            continue
        elif run < RUN and line.endswith(ENDS) and len(line.split()) > LABEL_WORDS:
            run = 0
            found = {}
        else:
            run += 1
            found[n] = Verdict("stamp" if is_stamp(line) else "related")
    return found


def _wire(line: str) -> bool:
    """Is the line an agency's, which the sub-editor reads?"""
    return (
        byline(line) is not None
        or dateline(line) is not None
        or photo_credit(line) is not None
        or is_sign_off(line)
    )


def _is_label(line: str) -> bool:
    return len(line.split()) <= LABEL_WORDS or any(mark in line for mark in BREADCRUMB)
