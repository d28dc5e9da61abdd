"""The registry of readers: a payload and its declared type to drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.readers import (
    front_matter,
    html,
    json_document,
    mail,
    plain,
    table,
    teletype,
    xml,
    zczc,
)
from koreawire.pipeline.readers.draft import Draft
from koreawire.pipeline.readers.sniff import Format, format_of, media_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from koreawire.pipeline.readers.item import Item
    from koreawire.pipeline.readers.limits import Limits

    Reader = Callable[[bytes, str | None, Limits], list[Draft]]

READERS: dict[Format, Reader] = {
    Format.TEXT: plain.read,
    Format.HTML: html.read,
    Format.XML: xml.read,
    Format.JSON: json_document.read,
    Format.MAIL: mail.read,
    Format.TELETYPE: teletype.read,
    Format.ZCZC: zczc.read,
    Format.FRONT_MATTER: front_matter.read,
    Format.TABLE: table.read,
}
# What may hold pictures, written out; every other document is text, and searched for it.
PAGES = frozenset({Format.HTML, Format.MAIL})


def read(item: Item, limits: Limits) -> list[Draft]:
    """Return the drafts of an item's payload, its own headline given to a lone one.

    Raises:
        ValueError: Nothing reads it, it is broken, or it asks for more than the limits.
    """
    if not item.payload.strip():
        return [Draft("plain", headline=_given(item.headline or ""))]
    kind, charset = media_type(item.content_type)
    form = format_of(item.payload, kind)
    if form not in PAGES and len(item.payload) > limits.document_bytes:
        raise ValueError(
            f"{form} of {len(item.payload)} bytes, above the limit of {limits.document_bytes}"
        )
    drafts = READERS[form](item.payload, item.charset or charset, limits)
    if len(drafts) > limits.stories:
        raise ValueError(
            f"the item holds {len(drafts)} stories, above the limit of {limits.stories}"
        )
    characters = len(item.headline or "") + sum(map(_characters, drafts))
    if characters > limits.text_characters:
        raise ValueError(
            f"the item holds {characters} characters of text, above the limit of"
            f" {limits.text_characters}"
        )
    if item.headline and len(drafts) == 1 and not drafts[0].refusal:
        return [replace(drafts[0], headline=_given(item.headline) or drafts[0].headline)]
    return drafts


def _characters(draft: Draft) -> int:
    headline = len(draft.headline.text) if draft.headline else 0
    return headline + sum(len(line.text) for line in draft.lines)


def _given(headline: str) -> Line | None:
    """The headline sent beside the payload; it has no place in its text."""
    text = tidy(headline)
    return Line(text, 0, 0, after_blank=False) if text else None
