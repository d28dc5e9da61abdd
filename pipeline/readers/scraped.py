"""JSON of common scrapers, read by the shapes in data/reading/scrapers.yaml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import html, plain
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.tables import text as data
from koreawire.schemas.story import AltId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.readers.limits import Limits

Json = dict[str, Any]
ENVELOPE_DEPTH = 3  # objects around a list of articles
NAMES_SHOWN = 6  # in the reason of a dead letter


@cache
def shapes() -> list[Json]:
    """Return the shapes, the most particular first."""
    found: list[Json] = yaml.safe_load(data("reading", "scrapers.yaml"))
    return found


def read(document: Any, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each article of a document.

    Raises:
        ValueError: It has no shape that is known, or no text.
    """
    entries = document if isinstance(document, list) else [document]
    if not any(map(_shape, entries)):
        entries = _inside(document) or entries
    drafts: list[Draft] = []
    for entry in entries[: limits.stories + 1]:
        shape = _shape(entry)
        if shape is None:
            continue
        for article in walk(entry, f"{shape['each']}.*") if "each" in shape else [entry]:
            draft = _article(article, shape, source, limits)
            if draft is not None:
                drafts.append(draft)
    if not drafts:
        raise ValueError(
            f"JSON that is neither a raw item nor an article of a known shape: {_shown(entries)}"
        )
    return [
        Draft(one.reader, one.lines, one.headline, one.layout, one.facts, charset, one.dropped)
        for one in drafts
    ]


def _inside(document: Any) -> list[Any]:
    """The first list of articles inside an envelope, as APIs and JSON-LD graphs wrap them."""
    level = [document]
    for _ in range(ENVELOPE_DEPTH):
        inner = [value for one in level if isinstance(one, dict) for value in one.values()]
        for value in inner:
            if isinstance(value, list) and any(map(_shape, value)):
                return value
        level = inner
    return []


def _shown(entries: list[Any]) -> str:
    """What a document nobody knows looks like: the names of its first entry."""
    first = next((entry for entry in entries if isinstance(entry, dict)), None)
    if first is None:
        return "no object in it"
    names = [str(name)[:30] for name in list(first)[:NAMES_SHOWN]]
    return f"it has {', '.join(names) or 'nothing'}{', …' if len(first) > NAMES_SHOWN else ''}"


def _shape(entry: Any) -> Json | None:
    if not isinstance(entry, dict):
        return None
    return next((shape for shape in shapes() if all(name in entry for name in shape["has"])), None)


def _article(article: Any, shape: Json, source: str, limits: Limits) -> Draft | None:
    if "page" in shape:
        page = next((one for one in walk(article, shape["page"]) if isinstance(one, str)), "")
        return html.page(page, limits) if page.strip() else None
    inner = next(iter(walk(article, shape["at"])), None) if "at" in shape else article
    headline = _first(inner, shape.get("headline", ()))
    body = _body(inner, shape, limits)
    if not headline and not body:
        return None
    link = _first(inner, shape.get("link", ()))
    published = moment(_first(inner, shape.get("published", ())))
    facts = Facts(
        first_created=published,
        version_created=moment(_first(inner, shape.get("modified", ()))) or published,
        by=", ".join(_strings(inner, shape.get("by", ()))) or None,
        language=_first(inner, shape.get("language", ())) or None,
        ids=(AltId(role="link", value=link),) if link else (),
    )
    start = max(source.find(headline[:20]), 0) if headline else 0
    line = (
        Line(tidy(headline), start, start + len(headline), after_blank=False) if headline else None
    )
    return Draft(f"json:{shape['name']}", body, line, Layout.PAGE, facts)


def _body(article: Any, shape: Json, limits: Limits) -> tuple[Line, ...]:
    """The text: the first path that gives any, all of them where they are parts of one."""
    if "sections" in shape:
        return _sections(article, shape)
    for path in shape.get("body", ()):
        for value in walk(article, path):
            if isinstance(value, str) and value.strip():
                if "<p" in value or "<br" in value or "</" in value:
                    return html.fragment(value, limits)
                return plain.paragraphs(value, limits)
    return ()


def _sections(article: Any, shape: Json) -> tuple[Line, ...]:
    found: list[Line] = []
    for section in walk(article, f"{shape['sections']}.*"):
        texts = [value for path in ("headline.*", "paragraphs.*") for value in walk(section, path)]
        found += [
            Line(tidy(value), 0, len(value), after_blank=True)
            for value in texts
            if isinstance(value, str) and value.strip()
        ]
    return tuple(found)


def _first(article: Any, paths: Any) -> str:
    return next((value for value in _strings(article, paths) if value), "")


def _strings(article: Any, paths: Any) -> list[str]:
    for path in paths:
        found = [
            tidy(value) for value in walk(article, path) if isinstance(value, str) and value.strip()
        ]
        if found:
            return found
    return []


def walk(value: Any, path: str) -> Iterator[Any]:
    """Yield what *path* leads to in a JSON value."""
    head, _, rest = path.partition(".")
    found: list[Any] = []
    if head == "*":
        found = value if isinstance(value, list) else []
    elif isinstance(value, dict) and head in value:
        found = [value[head]]
    for one in found:
        if rest:
            yield from walk(one, rest)
        else:
            yield one
