"""Wire files between ZCZC and NNNN, as AAP and its members send them.

The frame is the teleprinter's start and end of message; in between, code lines (what
they mean differs from agency to agency), then the text. News Bites writes two letters
and a # before each field instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, split
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.plain import paragraphs

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

FRAME = re.compile(r"(?:zczc\b.*|nnnn)$", re.IGNORECASE)
FIELD = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)$")
CODE = re.compile(r"(?:[%$*&#=+][^\s=]?.{0,60}|YY [A-Z]{2,4}|:\s*|[<=]?!)$")
HEADLINE = re.compile(r"\^(?P<text>.+)$")
SLUG = re.compile(r":(?P<text>.{1,80})$")
ENDINGS = re.compile(r"\s?(?:<!|=!|[<=]!|\.-)$")


def read(payload: bytes, charset: str | None, _limits: Limits) -> list[Draft]:
    """Return the draft of one message.

    Raises:
        ValueError: There is no text between its code lines.
    """
    decoded = decode(payload, charset)
    lines = split(decoded.text)
    fields = {
        match["name"]: (match["value"], line) for line in lines if (match := FIELD.match(line.text))
    }
    if "TX" in fields:
        return [_tagged(fields, lines, decoded.charset)]
    headline: Line | None = None
    slug: list[str] = []
    body = 0
    for number, line in enumerate(lines):
        body = number
        if FRAME.match(line.text) or CODE.match(line.text):
            continue
        title, label = HEADLINE.match(line.text), SLUG.match(line.text)
        if title:
            headline = line.part(title.start("text"))
        elif label:
            slug.append(label["text"].strip())
        else:
            break
    start = lines[body].start if lines else 0
    text = decoded.text[start:]
    found = [
        line._replace(
            text=ENDINGS.sub("", line.text), start=line.start + start, end=line.end + start
        )
        for line in paragraphs(text)
        if not FRAME.match(line.text)
    ]
    found = [line for line in found if line.text]
    if not found and headline is None:
        raise ValueError("a ZCZC message without a text")
    facts = Facts(slugline=" ".join(slug) or None)
    return [Draft("zczc", tuple(found), headline, Layout.FIRM, facts, decoded.charset)]


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
