"""Wire files between ZCZC and NNNN, as AAP and its members send them.

The frame is the teleprinter's start and end of message; in between, code lines (what
they mean differs from agency to agency), then the text. News Bites writes two letters
and a # before each field instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.lines import Line, split
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.plain import WRAP_MAX, paragraphs

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

FRAME = re.compile(r"(?:zczc\b.*|nnnn)$", re.IGNORECASE)
FIELD = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)$")
# Codes of services and addressees; what they stand for differs from member to member.
CODE = re.compile(r"(?:[%$*&+=][^\s=]?.{0,60}|YY [A-Z]{2,4}\b.{0,80}|:\s*|[<=]?!)$")
HEADLINE = re.compile(r"\^(?P<text>.+)$")
EVENT = re.compile(r"#(?P<text>.{2,80})$")
SLUG = re.compile(r":(?P<text>.{1,80})$")
TITLE_END = "<!"
ENDINGS = re.compile(r"\s?(?:<!|=!|[<=]!|\.-)$")
TITLE_MAX = 200  # characters


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the draft of one message.

    Raises:
        ValueError: There is no text between its code lines.
    """
    decoded = decode(payload, charset)
    lines = split(decoded.text, limits)
    fields = {
        match["name"]: (match["value"], line) for line in lines if (match := FIELD.match(line.text))
    }
    if "TX" in fields:
        return [_tagged(fields, lines, decoded.charset)]
    top = _top(lines)
    body = lines[top.taken :]
    if top.headline is None and body and _is_title(body, released=top.released):
        top.headline = body[0]._replace(text=ENDINGS.sub("", body[0].text))
        body = body[1:]
    found = _body(decoded.text, body[0].start, limits) if body else []
    if not found and top.headline is None:
        raise ValueError("a ZCZC message without a text")
    facts = Facts(slugline=" ".join(top.slug) or None)
    return [Draft("zczc", tuple(found), top.headline, Layout.FIRM, facts, decoded.charset)]


@dataclass
class _Top:
    """The code lines above a text, read; `released`: a client's release, by its codes."""

    taken: int = 0
    headline: Line | None = None
    slug: list[str] = field(default_factory=list)
    released: bool = False


def _top(lines: list[Line]) -> _Top:
    top = _Top()
    for number, line in enumerate(lines):
        top.taken = number
        title, event, label = (form.match(line.text) for form in (HEADLINE, EVENT, SLUG))
        if title:
            top.headline = line.part(title.start("text"))
        elif event:
            top.headline = top.headline or line.part(event.start("text"))
        elif FRAME.match(line.text) or CODE.match(line.text):
            top.released = line.text[:1] == "*"
        elif label:
            top.slug.append(label["text"].strip())
        else:
            break
    return top


def _is_title(body: list[Line], *, released: bool) -> bool:
    """Is the first line a title: marked as one, or the first of a client's release?"""
    first = body[0].text
    if first.endswith(TITLE_END):
        return True
    return released and len(first) <= TITLE_MAX and len(body) > 1 and dateline(first) is None


def _body(text: str, start: int, limits: Limits) -> list[Line]:
    """Paragraphs from *start*; joined where all lines were set to a measure."""
    narrow = all(len(line) <= WRAP_MAX for line in text[start:].splitlines())
    found = [
        line._replace(
            text=ENDINGS.sub("", line.text), start=line.start + start, end=line.end + start
        )
        for line in paragraphs(text[start:], limits, wrapped=narrow)
        if not FRAME.match(line.text)
    ]
    return [line for line in found if line.text]


def _tagged(fields: dict[str, tuple[str, Line]], lines: list[Line], charset: str) -> Draft:
    """A message of tagged fields: TI the headline, TX the text to the end."""
    begin = next(number for number, line in enumerate(lines) if line.text.startswith("TX#"))
    first = lines[begin].part(3)
    body = [*([first] if first.text else []), *lines[begin + 1 :]]
    title = fields.get("TI")
    headline = title[1].part(3) if title and title[0].strip() else None
    slug = fields.get("KY", ("", None))[0].strip()
    facts = Facts(slugline=slug or None)
    return Draft("zczc", tuple(body), headline, Layout.FIRM, facts, charset)
