"""NewsML 1.0 to 1.2, as AFP, ANP, Belga, EFE and others fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import nitf
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import name_of, text_of
from koreawire.pipeline.readers.statuses import pub_status, revision_of_slug, urgency_of
from koreawire.pipeline.readers.xml_text import first_line, inner, lines, placed
from koreawire.schemas.story import Action, AltId, PubStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.lines import Line
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_BODY = frozenset({"title", "caption", "keyword", "abstract"})  # roles of components
NOTES = ("advisoryline", "editorialnote", "note", "correctionline")


def read(root: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each story: an item's, or one for each of its languages.

    Raises:
        ValueError: There is no item in the document.
    """
    items = [one for one in root.iter() if name_of(one) == "NewsItem"]
    if not items:
        raise ValueError("NewsML without a NewsItem")
    return [
        draft
        for item in items[: limits.stories + 1]
        for draft in _item(item, source, charset, limits)
    ]


def _item(item: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    texts = _texts(item, source, limits)
    drafts: list[Draft] = []
    for owner, body in texts:
        headline = first_line(_find(owner, "HeadLine"), limits) or first_line(
            _find(item, "HeadLine"), limits
        )
        inline = _find(owner, "nitf")
        if inline is not None and not headline:
            headline = nitf.headline(inline, limits)
        if headline or body:
            facts = _facts(item, owner)
            line = placed(headline, source)
            drafts.append(Draft("newsml-1", body, line, Layout.FIRM, facts, charset))
    if drafts:
        return drafts
    kinds = {one.get("FormalName") or "" for one in _all(item, "MediaType")} - {""}
    said = ", ".join(sorted(kind.lower() for kind in kinds)) or "no content"
    return [Draft("newsml-1", refusal=f"a news item without text ({said})")]


def _texts(item: Element, source: str, limits: Limits) -> list[tuple[Element, tuple[Line, ...]]]:
    """The fullest text in each language, with the component whose lines describe it.

    An item may hold its story in several languages (Belga), and beside the story its
    abstract, captions and renditions. Without any text the item's own headline counts.
    """
    owned: dict[Element, list[Element]] = {}
    for content in _all(item, "ContentItem"):
        owned.setdefault(_owner(content, item), []).append(content)
    best: dict[str, tuple[Element, tuple[Line, ...]]] = {}
    for owner, contents in owned.items():
        body = _body(contents, source, limits)
        language = owner.get(LANG) or ""
        if _size(body) > _size(best.get(language, (owner, ()))[1]):
            best[language] = (owner, body)
    if len(best) > 1:
        best.pop("", None)
    return list(best.values()) or [(item, ())]


def _owner(content: Element, item: Element) -> Element:
    """The nearest component around a content item that has lines of its own, else the item."""
    for above in content.iterancestors():
        if above is item or any(name_of(one) == "NewsLines" for one in above):
            return above
    return item


def _size(body: tuple[Line, ...]) -> int:
    return sum(len(line.text) for line in body)


def _body(contents: list[Element], source: str, limits: Limits) -> tuple[Line, ...]:
    """The lead and the text content with most characters: not an abstract, not a caption."""
    best: tuple[Line, ...] = ()
    lead: tuple[Line, ...] = ()
    for content in contents:
        media = _formal(content, "MediaType").lower()
        role = _role(content)
        if media not in {"", "text", "complexdata"} or role in NO_BODY:
            continue
        for data in _all(content, "DataContent"):
            found = lines(inner(data), source, limits)
            if role == "lead":
                lead = found
            elif _size(found) > _size(best):
                best = found
    return (*lead, *best)


def _role(content: Element) -> str:
    """The role of the component that a content item is of."""
    parent = content.getparent()
    for one in parent if parent is not None else ():
        if name_of(one) == "Role":
            return (one.get("FormalName") or "").lower()
    return ""


def _facts(item: Element, owner: Element) -> Facts:
    def line(name: str) -> str:
        return _text(owner, name) or _text(item, name)

    status = pub_status(_formal(item, "Status"))
    slug = _slug(line("SlugLine"), _text(item, "NameLabel"))
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
        urgency=urgency_of(urgency),
        by=line("ByLine") or None,
        slugline=slug or None,
        located=_city(owner) or _city(item),
        dateline=line("DateLine") or None,
        language=_formal(owner, "Language")
        or _formal(item, "Language")
        or owner.get(LANG)
        or item.get(LANG),
        credit=line("CreditLine") or _party(item, "Provider") or _party(item, "Source") or None,
        ed_note="\n".join(_notes(item)) or None,
        copyright_notice=line("CopyrightLine") or None,
        action=action or (Action.UPDATE if replaced else None),
        ids=_ids(item),
    )


def _slug(line: str, label: str) -> str:
    """The slug line; AFP's whole slug is in the label, its slug line may be the country."""
    return label if "-" in label and " " not in label else line or label


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (one for one in parent.iter() if name_of(one) == name)


def _find(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)


def _text(parent: Element, name: str) -> str:
    return next((text for one in _all(parent, name) if (text := tidy(text_of(one)))), "")


def _formal(parent: Element, name: str) -> str:
    found = next((one.get("FormalName") for one in _all(parent, name) if one.get("FormalName")), "")
    return str(found or "")


def _party(item: Element, role: str) -> str:
    for one in _all(item, role):
        if found := _formal(one, "Party"):
            return found
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
