"""Text inside XML elements: NITF, XHTML and agencies' own markup, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, tidy
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
DEPTH_MAX = 90  # elements; the reader of the document refused what is deeper


def lines(element: Element | None, source: str, limits: Limits) -> tuple[Line, ...]:
    """Return the text of *element* as lines, placed where they begin in *source*."""
    if element is None:
        return ()
    found: list[Line] = []
    position = 0
    for text in _blocks(element):
        if any(sign in text for sign in ESCAPED):
            start = max(source.find(text.strip()[:20]), 0)
            found += [
                line._replace(start=line.start + start, end=line.end + start)
                for line in html.fragment(text, limits)
            ]
            continue
        for piece in text.split("\n\n"):
            clean = tidy(piece)
            if clean:
                start = source.find(clean[:24], position)
                position = start if start >= 0 else position
                found.append(Line(clean, position, position + len(clean), after_blank=True))
    return tuple(found)


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
                if block:
                    flush()
                walk(inner, depth + 1)
                if block:
                    flush()
            parts.append(inner.tail or "")

    walk(element, 0)
    flush()
    return blocks


def first_line(element: Element | None, limits: Limits) -> str:
    """Return the text of a short element (a headline, a byline) on one line."""
    text = tidy(text_of(element))
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
