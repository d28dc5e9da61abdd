"""Text inside XML elements: NITF, XHTML and agencies' own markup, as lines."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, Places, bound, tidy
from koreawire.pipeline.readers import html
from koreawire.pipeline.readers.safe_xml import name_of, text_of
from koreawire.pipeline.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

# Elements inside a sentence; every other element begins a line of its own.
ELEMENTS = {
    row["role"]: frozenset(row["elements"].split()) for row in rows("reading", "xml_elements.tsv")
}
INLINE, SKIPPED = ELEMENTS["inline"], ELEMENTS["skipped"]
ESCAPED = ("<p", "<br", "<div", "</")  # markup that was escaped into text
REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|lt|gt|nbsp);")
BREAK = "\u2028"  # stands for <br/> until its block is whole
NARROW, WIDE = 45, 84  # characters: a longest line between them was set to a measure
FULL_SHARE = 0.7  # of the longest line: a shorter one was ended by its writer
DEPTH_MAX = 90  # elements; the reader of the document refused what is deeper


def lines(element: Element | None, source: str, limits: Limits) -> tuple[Line, ...]:
    """Return the text of *element* as lines, placed where they begin in *source*."""
    if element is None:
        return ()
    found: list[Line] = []
    places, position = Places(source), 0
    for text in _blocks(element):
        bound(text, limits)
        if any(sign in text for sign in ESCAPED):
            start = places.find(text.strip()[:20], 0)
            found += [
                line._replace(start=line.start + start, end=line.end + start)
                for line in html.fragment(text, limits)
            ]
            continue
        for piece in _pieces(text):
            clean = tidy(_dereferenced(piece))
            if clean:
                position = places.find(clean[:24], position)
                found.append(Line(clean, position, position + len(clean), after_blank=True))
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """The paragraphs of a block: parted by blank lines and by breaks that end a line."""
    found: list[str] = []
    for paragraph in text.split("\n\n"):
        parts = paragraph.split(BREAK)
        longest = max(len(tidy(part)) for part in parts)
        full = longest * FULL_SHARE if NARROW <= longest <= WIDE else None
        for number, part in enumerate(parts):
            if number and full and len(tidy(parts[number - 1])) >= full:
                found[-1] = f"{found[-1]} {part}"  # broken at a column, not by the writer
            else:
                found.append(part)
    return found


def _dereferenced(text: str) -> str:
    """Text whose character references were escaped twice, as a reader sees it."""
    for _ in range(2):
        if REFERENCE.search(text) is None:
            break
        text = unescape(text)
    return text


def _blocks(element: Element) -> list[str]:
    """The texts between block elements, in order."""
    blocks: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        text = "".join(parts)
        parts.clear()
        if text.strip():
            blocks.append(text)

    def walk(node: Element, depth: int) -> None:
        parts.append(node.text or "")
        for inner in node:
            name = name_of(inner)
            if name and name.lower() not in SKIPPED and depth < DEPTH_MAX:
                block = name.lower() not in INLINE
                if name.lower() == "br":
                    parts.append(BREAK)
                    block = False
                if block:
                    flush()
                walk(inner, depth + 1)
                if block:
                    flush()
            parts.append(inner.tail or "")

    walk(element, 0)
    flush()
    return blocks


def inner(content: Element) -> Element:
    """Return the body of inline XHTML, NITF or TT's markup; what precedes it is a head."""
    for name in ("body.content", "body", "block"):
        for one in content.iter():
            if name_of(one).lower() == name:
                return one
    return content


def first_line(element: Element | None, limits: Limits) -> str:
    """Return the text of a short element (a headline, a byline) on one line."""
    text = tidy(_dereferenced(text_of(element)))
    if any(sign in text for sign in ESCAPED):
        text = " ".join(line.text for line in html.fragment(text, limits))
    return text


def texts(element: Element, *names: str) -> Iterator[str]:
    """Yield the tidy text of each child of one of *names* that has any."""
    for one in element:
        if name_of(one) in names and (text := tidy(text_of(one))):
            yield text


def placed(text: str, source: str) -> Line | None:
    """Return *text* as a line where it stands in *source*; None for no text."""
    if not text:
        return None
    start = max(source.find(text[:24]), 0)
    return Line(text, start, start + len(text), after_blank=False)
