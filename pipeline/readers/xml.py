"""XML: which of the formats written in it a document is in."""

from __future__ import annotations

import re
from dataclasses import replace
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


END_TAG = re.compile(r"</[\w:.-]{1,60}\s{0,3}>$|/>$")
TAIL = 80  # characters
ENVELOPE_DEPTH = 4  # elements around a document
# What is looked for in envelopes: names that mean a news format and nothing else.
DOCUMENTS = frozenset({"newsMessage", "newsItem", "NewsML", "nitf", "rss", "RBNews"})


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the drafts of an XML document.

    Raises:
        ValueError: It is broken, or nothing reads documents with its root element.
    """
    root, text, found = parse(payload, charset, limits)
    name = name_of(root)
    if name == "html":
        return html.read(payload, charset, limits)
    if name in ROOTS:
        drafts = ROOTS[name](root, text, found, limits)
        return drafts if _is_whole(text) else [*drafts[:-1], replace(drafts[-1], truncated=True)]
    drafts = [
        draft for one in _wrapped(root) for draft in ROOTS[name_of(one)](one, text, found, limits)
    ]
    if not drafts:
        raise ValueError(f"nothing reads XML with the root element {name[:60]!r}")
    return drafts


def _is_whole(text: str) -> bool:
    """Does the document end with an element that closes? Else it was cut off in transit."""
    tail = text.rstrip()[-TAIL:]
    return tail.endswith("-->") or END_TAG.search(tail) is not None


def _wrapped(root: Element) -> list[Element]:
    """Documents of a known format inside an envelope nobody knows, none inside another."""
    found: list[Element] = []
    level = list(root)
    for _ in range(ENVELOPE_DEPTH):
        found += [one for one in level if name_of(one) in DOCUMENTS]
        level = [inner for one in level if name_of(one) not in DOCUMENTS for inner in one]
    return found
