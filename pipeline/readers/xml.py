"""XML: which of the formats written in it a document is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.readers import feed, html, newsml_1, newsml_g2, nitf, xml_shapes
from koreawire.pipeline.readers.safe_xml import name_of, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

    TreeReader = Callable[[Element, str, str, Limits], list[Draft]]

# Root element to reader.
ROOTS: dict[str, TreeReader] = {
    "rss": feed.read,
    "feed": feed.read,
    "RDF": feed.read,
    "newsMessage": newsml_g2.read,
    "newsItem": newsml_g2.read,
    "NewsML": newsml_1.read,
    "nitf": nitf.read,
    **dict.fromkeys(newsml_g2.NO_STORY, newsml_g2.read),
    **dict.fromkeys(xml_shapes.shapes(), xml_shapes.read),
}


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the drafts of an XML document.

    Raises:
        ValueError: It is broken, or nothing reads documents with its root element.
    """
    root, text, found = parse(payload, charset, limits)
    name = name_of(root)
    if name == "html":
        return html.read(payload, charset, limits)
    reader = ROOTS.get(name)
    if reader is None:
        raise ValueError(f"nothing reads XML with the root element {name[:60]!r}")
    return reader(root, text, found, limits)
