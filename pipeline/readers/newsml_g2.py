"""NewsML-G2 (2.9 and later): messages, news items; packages, plans and vocabularies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.agencies import provider_agency
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import child, child_text, name_of, text_of
from koreawire.pipeline.readers.statuses import (
    article,
    editorial_action,
    pub_status,
    revision_of_slug,
    urgency_of,
)
from koreawire.pipeline.readers.xml_text import first_line, inner, lines, placed, texts
from koreawire.schemas.story import Action, AltId, Concept, Genre, PubStatus

if TYPE_CHECKING:
    from koreawire.pipeline.lines import Line
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_STORY = {
    "packageItem": "a package: it lists items",
    "planningItem": "a planning item",
    "conceptItem": "a concept of a controlled vocabulary",
    "knowledgeItem": "a controlled vocabulary",
    "catalogItem": "a catalog of vocabularies",
    "catalog": "a catalog of vocabularies",
}
SECOND = ("sub", "kicker", "over")  # roles of headlines that stand beside the main one
NO_DATA = re.compile(r"no[- ]?data", re.IGNORECASE)  # Reuters' word for unknown
ORIGIN_ROLES = ("origprov", "source", "contentsource", "supplier")


def read(root: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each item of a message, or for the item that the document is.

    Raises:
        ValueError: A message without any item.
    """
    items = [root] if name_of(root) != "newsMessage" else _items(root)
    if not items:
        raise ValueError("a news message without an item")
    drafts = [_item(item, source, charset, limits) for item in items[: limits.stories + 1]]
    stories = [draft for draft in drafts if draft.refusal is None]
    return [*stories, *(draft for draft in drafts if draft.refusal)]


def _items(message: Element) -> list[Element]:
    return [
        item
        for item_set in message
        if name_of(item_set) == "itemSet"
        for item in item_set
        if name_of(item) == "newsItem" or name_of(item) in NO_STORY
    ]


def _item(item: Element, source: str, charset: str, limits: Limits) -> Draft:
    kind = name_of(item)
    if kind in NO_STORY:
        return Draft("newsml-g2", refusal=NO_STORY[kind])
    meta = child(item, "itemMeta")
    content = child(item, "contentMeta")
    klass = _qcode(child(meta, "itemClass")) if meta is not None else ""
    if klass not in {"", "text"}:
        return Draft("newsml-g2", refusal=f"{article(klass[:20])} item, no text")
    body = _body(item, source, limits)
    headline = _headline(item, content, meta, limits)
    if not headline and not body:
        remote = any(name_of(one) == "remoteContent" for one in item.iter())
        where = "whose content is elsewhere" if remote else "without text"
        return Draft("newsml-g2", refusal=f"a text item {where}")
    facts = _facts(item, meta, content)
    return Draft("newsml-g2", body, placed(headline, source), Layout.FIRM, facts, charset)


def _headline(item: Element, content: Element | None, meta: Element | None, limits: Limits) -> str:
    for parent in (content, item):
        if parent is not None:
            for one in parent:
                if _is_main(one) and (text := first_line(one, limits)):
                    return text
    return first_line(child(meta, "title"), limits) if meta is not None else ""


def _is_main(headline: Element) -> bool:
    role = (headline.get("role") or "").rpartition(":")[2].lower()
    return name_of(headline) == "headline" and not role.startswith(SECOND)


def _body(item: Element, source: str, limits: Limits) -> tuple[Line, ...]:
    """The rendition with most text: inline XML, or inline data."""
    best: tuple[Line, ...] = ()
    for content in item.iter():
        if name_of(content) not in {"inlineXML", "inlineData"}:
            continue
        found = lines(inner(content), source, limits)
        if sum(len(line.text) for line in found) > sum(len(line.text) for line in best):
            best = found
    return best or _description(item, source, limits)


def _description(item: Element, source: str, limits: Limits) -> tuple[Line, ...]:
    """What the item says of its content, where it brings none."""
    content = child(item, "contentMeta")
    found = child(content, "description") if content is not None else None
    return lines(found, source, limits)


def _facts(item: Element, meta: Element | None, content: Element | None) -> Facts:
    empty = item[:0]
    meta = empty if meta is None else meta
    content = empty if content is None else content
    embargo = next((one for one in meta if name_of(one) == "embargoed"), None)
    until = moment(text_of(embargo)) if embargo is not None else None
    signals = [_qcode(one) for one in meta if name_of(one) == "signal"]
    status = pub_status(_qcode_of(meta, "pubStatus"))
    action = editorial_action(signals)
    if status is PubStatus.CANCELED:
        action = Action.KILL
    rights = next((one for one in item if name_of(one) == "rightsInfo"), empty)
    slug = _text(content, "slugline")
    return Facts(
        version=item.get("version"),
        first_created=moment(_text(meta, "firstCreated")),
        version_created=moment(_text(meta, "versionCreated")),
        content_created=moment(_text(content, "contentCreated")),
        embargoed_until=until,
        embargoed=embargo is not None and until is None,
        pub_status=status,
        urgency=urgency_of(_text(content, "urgency")),
        by="; ".join(texts(content, "by")) or None,
        slugline=slug or None,
        located=_located(content),
        dateline=_text(content, "dateline") or None,
        language=_language(item, content),
        credit=_text(content, "creditline")
        or "/".join(_origins(content))
        or provider_agency(_provider(meta)),
        ed_note="\n".join(texts(meta, "edNote")) or None,
        copyright_notice=_text(rights, "copyrightNotice") or None,
        usage_terms=_text(rights, "usageTerms") or None,
        action=action or revision_of_slug(slug),
        ids=_ids(item, content),
        subjects=tuple(_concepts(content)),
        genres=tuple(
            Genre(name=_text(one, "name") or one.get("qcode"))
            for one in content
            if name_of(one) == "genre"
        ),
    )


def _text(parent: Element, name: str) -> str:
    return child_text(parent, name) if len(parent) else ""


def _qcode(element: Element | None) -> str:
    """The code behind the colon of a qcode, or the end of a uri, lower case."""
    if element is None:
        return ""
    code = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return str(code).rpartition("/")[2].rpartition(":")[2].lower()


def _qcode_of(parent: Element, name: str) -> str:
    return next((_qcode(one) for one in parent if name_of(one) == name), "")


def _located(content: Element) -> str | None:
    for one in content:
        if name_of(one) == "located":
            place = _text(one, "name") or one.get("literal") or ""
            return None if NO_DATA.match(place) else place or None
    return None


def _provider(meta: Element) -> str:
    for one in meta:
        if name_of(one) == "provider":
            return one.get("literal") or _qcode(one) or _text(one, "name")
    return ""


def _language(item: Element, content: Element) -> str | None:
    declared = next((one.get("tag") for one in content if name_of(one) == "language"), None)
    found = declared or item.get(LANG)
    return str(found) if found else None


def _origins(content: Element) -> list[str]:
    """Names of sources: distributors first where the roles tell them apart."""
    found: list[str] = []
    for one in content:
        if name_of(one) != "infoSource":
            continue
        role = (one.get("role") or "").rpartition(":")[2].lower()
        if role in ORIGIN_ROLES or not role:
            name = one.get("literal") or _text(one, "name") or _qcode(one)
            if name and name not in found:
                found.append(name)
    return found


def _ids(item: Element, content: Element) -> tuple[AltId, ...]:
    ids = [AltId(role="guid", value=item.get("guid"))] if item.get("guid") else []
    for one in content:
        if name_of(one) == "altId" and (value := text_of(one).strip()):
            role = (one.get("type") or "altId").rpartition(":")[2]
            ids.append(AltId(role=role, value=value))
    return tuple(ids)


def _concepts(content: Element) -> list[Concept]:
    found = []
    for one in content:
        if name_of(one) == "subject":
            name = _text(one, "name") or one.get("literal") or one.get("qcode")
            if name:
                found.append(Concept(name=name, literal=one.get("qcode") or one.get("literal")))
    return found
