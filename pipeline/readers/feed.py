"""RSS and Atom: every entry is a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from koreawire.pipeline.lines import Line, split, tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import html
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import child, child_text, name_of, text_of
from koreawire.schemas.story import AltId, Concept

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTRIES = frozenset({"item", "entry"})
# The fullest text first: content:encoded (RSS), content (Atom), then what only sums up.
BODIES = ("encoded", "content", "description", "summary")


def read(root: Element, text: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each entry of a feed.

    Raises:
        ValueError: There is no entry in it.
    """
    channel = child(root, "channel")
    about = root if channel is None else channel
    language = child_text(about, "language") or root.get(XML_LANG)
    entries = [one for one in root.iter() if name_of(one) in ENTRIES]
    drafts = [
        draft
        for entry in entries[: limits.stories + 1]
        if (draft := _entry(entry, text, charset, language, limits)) is not None
    ]
    if not drafts:
        raise ValueError("a feed without a story in it")
    return drafts


def _entry(
    entry: Element, source: str, charset: str, language: str | None, limits: Limits
) -> Draft | None:
    title = tidy(_plain(child_text(entry, "title"), limits))
    body: tuple[Line, ...] = ()
    for name in BODIES:
        found = child(entry, name)
        if found is not None:
            body = _lines(found, source, limits)
            if body:
                break
    if not title and not body:
        return None
    start = max(source.find(title[:30]), 0) if title else 0
    headline = Line(title, start, start + len(title), after_blank=False) if title else None
    return Draft("feed", body, headline, Layout.PAGE, _facts(entry, language), charset)


def _lines(element: Element, source: str, limits: Limits) -> tuple[Line, ...]:
    """The text of a description: markup inside as elements, escaped, or none at all."""
    if element.get("type") == "xhtml" or len(element):
        markup = "".join(etree.tostring(one, encoding="unicode") for one in element)
        return html.fragment(f"{element.text or ''}{markup}", limits)
    text = text_of(element)
    start = max(source.find(text.strip()[:40]), 0)
    marked_up = "<" in text or "&" in text
    found = html.fragment(text, limits) if marked_up else tuple(split(text, limits))
    return tuple(line._replace(start=line.start + start, end=line.end + start) for line in found)


def _plain(text: str, limits: Limits) -> str:
    if "<" not in text and "&" not in text:
        return text
    return " ".join(line.text for line in html.fragment(text, limits))


def _facts(entry: Element, language: str | None) -> Facts:
    ids = [AltId(role="guid", value=value) for value in (child_text(entry, "guid", "id"),) if value]
    link = child(entry, "link")
    href = (link.get("href") or text_of(link).strip()) if link is not None else ""
    if href:
        ids.append(AltId(role="link", value=href))
    author = child(entry, "author", "creator")
    by = child_text(author, "name") or text_of(author).strip() if author is not None else ""
    subjects = [
        Concept(name=tidy(text_of(one) or one.get("term") or ""))
        for one in entry
        if name_of(one) == "category"
    ]
    published = moment(child_text(entry, "pubDate", "published", "date", "issued"))
    updated = moment(child_text(entry, "updated", "modified"))
    return Facts(
        first_created=published,
        version_created=updated or published,
        by=tidy(by) or None,
        language=language,
        ids=tuple(ids),
        subjects=tuple(one for one in subjects if one.name),
    )
