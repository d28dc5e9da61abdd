"""HTML: the article of a page, as lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, Places, tidy
from koreawire.pipeline.readers.charset import decode, lookup
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.html_article import article
from koreawire.pipeline.readers.html_metadata import metadata
from koreawire.pipeline.readers.html_tree import blocks, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.pipeline.readers.html_tree import Block
    from koreawire.pipeline.readers.limits import Limits

META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w:.-]{2,30})", re.IGNORECASE
)
HEAD_BYTES = 4096
SITE_MAX = 25  # characters: an outlet's name behind a title
WORD = re.compile(r"\w+")
SITE_TAIL = re.compile(r"\s(?:[|•·»–—:-]|::)\s")


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the page's article as one draft.

    Raises:
        ValueError: The page holds no text, or is built to exhaust the parser.
    """
    decoded = decode(payload, charset or declared_charset(payload))
    draft = page(decoded.text, limits)
    if not draft.lines and draft.headline is None:
        raise ValueError("the page holds no text")
    return [
        Draft(
            draft.reader,
            draft.lines,
            draft.headline,
            draft.layout,
            draft.facts,
            decoded.charset,
            draft.dropped,
        )
    ]


def declared_charset(payload: bytes) -> str | None:
    """Return the charset a page's own meta element names; one nobody knows counts as none."""
    found = META_CHARSET.search(payload[:HEAD_BYTES])
    if found is None:
        return None
    try:
        lookup(found[1].decode())
    except ValueError:
        return None
    return found[1].decode()


def page(html: str, limits: Limits) -> Draft:
    """Return the draft of a page or of a fragment of one (positions count its source)."""
    tree = parse(html, limits)
    about = metadata(tree)
    found, dropped = article(blocks(tree, limits))
    headline = _headline(found, about.headline, about.site, html)
    # The first h1 is the headline, or a logo in its place; later ones may head parts.
    first = next((block for block in found if block.tag == "h1"), None)
    texts = [block for block in found if block is not first]
    facts = Facts(
        by=about.by or None,
        language=about.language or None,
        version_created=about.modified or about.published,
        first_created=about.published,
    )
    return Draft("html", tuple(lines(texts, html)), headline, Layout.PAGE, facts, dropped=dropped)


def fragment(html: str, limits: Limits) -> tuple[Line, ...]:
    """Return all text of a fragment (a feed's description, an XML body) as lines."""
    return tuple(lines(blocks(parse(html, limits), limits), html))


def lines(found: Iterable[Block], source: str) -> list[Line]:
    """Return blocks as lines, placed where their text begins in the source."""
    result: list[Line] = []
    places, position = Places(source), 0
    for block in found:
        start = places.find(block.raw, position) if block.raw else position
        for text in block.text.split("\n"):
            clean = tidy(text)
            if clean:
                result.append(Line(clean, start, start + len(clean), after_blank=True))
        position = start
    return result


def _headline(found: list[Block], said: str, site: str, html: str) -> Line | None:
    """The h1 of the article where it agrees with what the page says of itself, else that."""
    heading = next((tidy(block.text) for block in found if block.tag == "h1"), "")
    said = _without_site(said, site)
    text = heading if _agree(heading, said) else said
    if not text:
        return None
    start = max(html.find(text[:30]), 0)
    return Line(text, start, start + len(text), after_blank=False)


def _agree(heading: str, said: str) -> bool:
    """Do they share a word? An h1 that shares none with the page's title is a logo or a label."""
    if not heading or not said:
        return bool(heading)
    words = set(WORD.findall(said.casefold()))
    return not words or bool(words & set(WORD.findall(heading.casefold())))


def _without_site(title: str, site: str) -> str:
    """A page title without the outlet's name behind it."""
    parts = SITE_TAIL.split(title)
    if len(parts) > 1 and (
        not site or parts[-1].strip().casefold() == site.casefold() or len(parts[-1]) < SITE_MAX
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |•·»–—:-")
    return title
