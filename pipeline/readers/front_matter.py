"""Text with front matter: a block of names and values between dashes, then the story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import html, plain
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.schemas.story import AltId

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

BLOCK = re.compile(r"\s{0,10}---[ \t]*\r?\n(?P<fields>(?:[^\n]{0,2000}\n){1,60}?)---[ \t]*\r?\n")
FIELD = re.compile(r"(?P<name>[A-Za-z_-]{2,30}):\s*(?P<value>.*)$")
LINKS = ("link", "url", "externe_link", "source")


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the draft of the text below the block.

    Raises:
        ValueError: There is neither a title nor a text.
    """
    decoded = decode(payload, charset)
    block = BLOCK.match(decoded.text)
    fields: dict[str, str] = {}
    for line in (block["fields"] if block else "").splitlines():
        field = FIELD.match(line)
        if field:
            fields.setdefault(field["name"].lower(), field["value"].strip().strip("\"'"))
    start = block.end() if block else 0
    text = decoded.text[start:]
    found = html.fragment(text, limits) if "<p" in text else plain.paragraphs(text, limits)
    body = tuple(line._replace(start=line.start + start, end=line.end + start) for line in found)
    title = tidy(fields.get("title", ""))
    if not title and not body:
        raise ValueError("front matter without a title or a text")
    link = next((fields[name] for name in LINKS if fields.get(name, "").startswith("http")), "")
    place = max(decoded.text.find(title[:30]), 0)
    headline = Line(title, place, place + len(title), after_blank=False) if title else None
    published = moment(fields.get("date"))
    facts = Facts(
        first_created=published,
        version_created=published,
        by=fields.get("author") or None,
        language=fields.get("lang") or fields.get("language"),
        ids=(AltId(role="link", value=link),) if link else (),
    )
    return [Draft("front-matter", body, headline, Layout.PAGE, facts, decoded.charset)]
