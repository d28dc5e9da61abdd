"""NewsML 1.0 to 1.2, as AFP, ANP, Belga, EFE and others fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import nitf
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import name_of, text_of
from koreawire.pipeline.readers.statuses import pub_status, revision_of_slug
from koreawire.pipeline.readers.xml_text import first_line, lines, placed
from koreawire.schemas.story import Action, AltId, PubStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.lines import Line
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOTES = ("advisoryline", "editorialnote", "note", "correctionline")


def read(root: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each NewsItem.

    Raises:
        ValueError: There is no item in the document.
    """
    items = [one for one in root.iter() if name_of(one) == "NewsItem"]
    if not items:
        raise ValueError("NewsML without a NewsItem")
    return [_item(item, source, charset, limits) for item in items[: limits.stories + 1]]


def _item(item: Element, source: str, charset: str, limits: Limits) -> Draft:
    body = _body(item, source, limits)
    headline = first_line(_find(item, "HeadLine"), limits)
    if not headline and not body:
        kinds = {one.get("FormalName") or "" for one in _all(item, "MediaType")} - {""}
        said = ", ".join(sorted(kind.lower() for kind in kinds)) or "no content"
        return Draft("newsml-1", refusal=f"a news item without text ({said})")
    inline = next((one for one in item.iter() if name_of(one) == "nitf"), None)
    facts = _facts(item)
    if inline is not None and not headline:
        headline = nitf.headline(inline, limits)
    return Draft("newsml-1", body, placed(headline, source), Layout.FIRM, facts, charset)


def _body(item: Element, source: str, limits: Limits) -> tuple[Line, ...]:
    """The text content with most characters: not an abstract beside it, not a caption."""
    best: tuple[Line, ...] = ()
    for content in _all(item, "ContentItem"):
        media = _formal(content, "MediaType").lower()
        if media not in {"", "text", "complexdata"}:
            continue
        for data in _all(content, "DataContent"):
            found = lines(_inner(data), source, limits)
            if sum(len(line.text) for line in found) > sum(len(line.text) for line in best):
                best = found
    return best


def _inner(data: Element) -> Element:
    for name in ("body.content", "body", "block"):
        for one in data.iter():
            if name_of(one) == name:
                return one
    return data


def _facts(item: Element) -> Facts:
    status = pub_status(_formal(item, "Status"))
    slug = _text(item, "SlugLine") or _text(item, "NameLabel")
    revision = _find(item, "RevisionId")
    replaced = revision is not None and (revision.get("Update") or "N") in {"A", "U"}
    action = Action.KILL if status is PubStatus.CANCELED else revision_of_slug(slug)
    status_until = moment(_text(item, "DateAndTime")) if status is PubStatus.WITHHELD else None
    urgency = _formal(item, "Urgency") or _formal(item, "Priority")
    return Facts(
        version=_text(item, "RevisionId") or None,
        first_created=moment(_text(item, "FirstCreated")),
        version_created=moment(_text(item, "ThisRevisionCreated")),
        embargoed_until=status_until,
        pub_status=PubStatus.USABLE if status_until else status,
        urgency=int(urgency) if urgency.isdigit() and 1 <= int(urgency) <= 9 else None,  # noqa: PLR2004 - ninjs
        by=_text(item, "ByLine") or None,
        slugline=slug or None,
        located=_city(item),
        dateline=_text(item, "DateLine") or None,
        language=_formal(item, "Language") or item.get(LANG),
        credit=_text(item, "CreditLine") or _provider(item) or None,
        ed_note="\n".join(_notes(item)) or None,
        copyright_notice=_text(item, "CopyrightLine") or None,
        action=action or (Action.UPDATE if replaced else None),
        ids=_ids(item),
    )


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (one for one in parent.iter() if name_of(one) == name)


def _find(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)


def _text(parent: Element, name: str) -> str:
    return next((text for one in _all(parent, name) if (text := tidy(text_of(one)))), "")


def _formal(parent: Element, name: str) -> str:
    found = next((one.get("FormalName") for one in _all(parent, name) if one.get("FormalName")), "")
    return str(found or "")


def _provider(item: Element) -> str:
    for one in _all(item, "Provider"):
        return _formal(one, "Party")
    return ""


def _city(item: Element) -> str | None:
    for place in _all(item, "Location"):
        for one in _all(place, "Property"):
            if one.get("FormalName") == "City" and one.get("Value"):
                return str(one.get("Value"))
    return None


def _notes(item: Element) -> Iterator[str]:
    for line in _all(item, "NewsLine"):
        if _formal(line, "NewsLineType").lower() in NOTES and (note := _text(line, "NewsLineText")):
            yield note


def _ids(item: Element) -> tuple[AltId, ...]:
    """The public identifier, and the item's own id, which its revisions share."""
    found = [("guid", _text(item, "PublicIdentifier")), ("newsItemId", _text(item, "NewsItemId"))]
    return tuple(AltId(role=role, value=value) for role, value in found if value)
