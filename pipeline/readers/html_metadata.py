"""What a page says about itself: JSON-LD, meta elements and the html element's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from selectolax.lexbor import LexborHTMLParser

ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Live)?\w{0,12}(?:Article|BlogPosting)$"
)
NESTING = ("@graph", "mainEntity", "hasPart")
# Meta elements, the best first (Open Graph, Dublin Core, schema.org, news sitemaps).
TITLES = ("og:title", "twitter:title", "dc.title", "title")
PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date.issued", "pubdate")
MODIFIED = ("article:modified_time", "datemodified", "lastmod", "og:updated_time")
AUTHORS = ("author", "article:author", "dc.creator", "byl")
SITES = ("og:site_name", "application-name")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own word on its article; empty where it says nothing."""

    headline: str = ""
    site: str = ""
    by: str = ""
    language: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    body: str = ""
    description: str = ""


def metadata(parser: LexborHTMLParser) -> Metadata:
    """Return what the page says of its article; JSON-LD before meta elements."""
    article: dict[str, Any] = next(iter(_articles(parser)), {})
    metas = _metas(parser)
    root = parser.root
    language = (root.attributes.get("lang") if root is not None else None) or ""
    return Metadata(
        headline=_text(article.get("headline")) or _first(metas, TITLES) or _title(parser),
        site=_first(metas, SITES) or _name(article.get("publisher")),
        by=_name(article.get("author")) or _author(_first(metas, AUTHORS)),
        language=_text(article.get("inLanguage")) or language or metas.get("og:locale", ""),
        published=moment(_text(article.get("datePublished")) or _first(metas, PUBLISHED)),
        modified=moment(_text(article.get("dateModified")) or _first(metas, MODIFIED)),
        body=_string(article.get("articleBody")),
        description=_text(article.get("description")) or metas.get("og:description", ""),
    )


def _articles(parser: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for script in parser.css('script[type="application/ld+json"]'):
        try:
            found = orjson.loads((script.text() or "").strip())
        except orjson.JSONDecodeError:
            continue
        stack = [found]
        for _ in range(200):  # objects looked at: a page of lists is no article
            if not stack:
                break
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item[:50]))
            elif isinstance(item, dict):
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and ARTICLE_TYPES.match(kind) for kind in kinds):
                    yield item
                stack.extend(item[key] for key in NESTING if key in item)


def _metas(parser: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in parser.css("meta[content]"):
        attributes = meta.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content:
            found.setdefault(name.lower(), tidy(content))
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _title(parser: LexborHTMLParser) -> str:
    node = parser.css_first("title")
    return tidy(node.text()) if node is not None else ""


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return tidy(value) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """The name of a person or organisation, or of several."""
    people = value if isinstance(value, list) else [value]
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in people[:10]]
    return ", ".join(name for name in names if name)


def _author(value: str) -> str:
    return "" if value.startswith("http") else value
