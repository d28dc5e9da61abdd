"""NITF 3.0 to 3.6, as AP, PA, AAP, EFE and ANSA fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import name_of, text_of
from koreawire.pipeline.readers.statuses import pub_status, urgency_of
from koreawire.pipeline.readers.xml_text import first_line, lines, placed
from koreawire.schemas.story import AltId, Concept, PubStatus

if TYPE_CHECKING:
    from koreawire.pipeline.lines import Line
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(root: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return the draft of a NITF document."""
    title = headline(root, limits)
    body = _body(root, source, limits)
    if not title and not body:
        return [Draft("nitf", refusal="a NITF document without text")]
    return [Draft("nitf", body, placed(title, source), Layout.FIRM, _facts(root), charset)]


def headline(root: Element, limits: Limits) -> str:
    """Return the headline of the body, else the title of the head."""
    for name in ("hl1", "hedline", "title"):
        found = _find(root, name)
        if found is not None and (text := first_line(found, limits)):
            return text
    return ""


def _body(root: Element, source: str, limits: Limits) -> tuple[Line, ...]:
    return lines(_find(root, "body.content"), source, limits) or lines(
        _find(root, "abstract"), source, limits
    )


def _facts(root: Element) -> Facts:
    docdata = _find(root, "docdata")
    status = pub_status(docdata.get("management-status") or "") if docdata is not None else None
    embargoed = docdata is not None and docdata.get("management-status") == "embargoed"
    released = moment(_norm(root, "date.release"))
    issued = moment(_norm(root, "date.issue"))
    note = _find(root, "ed-msg")
    urgency = _attribute(root, "urgency", "ed-urg")
    return Facts(
        version=_attribute(root, "du-key", "version") or None,
        first_created=issued,
        version_created=issued if embargoed else released or issued,
        embargoed_until=released if embargoed else None,
        embargoed=embargoed and released is None,
        pub_status=PubStatus.USABLE if embargoed or status is None else status,
        urgency=urgency_of(urgency),
        by=_byline(root) or None,
        slugline=_attribute(root, "du-key", "key") or _text(root, "slugline") or None,
        located=_attribute(root, "evloc", "city") or _text(root, "dateline", "location") or None,
        dateline=_text(root, "dateline") or None,
        language=root.get("baselang") or root.get(LANG),
        credit=_text(root, "distributor") or _attribute(root, "from-src", "src-name") or None,
        ed_note=tidy((note.get("info") or "") if note is not None else "") or None,
        copyright_notice=_attribute(root, "doc.copyright", "holder") or None,
        ids=_ids(root),
        subjects=tuple(
            Concept(name=one.get("key"))
            for one in root.iter()
            if name_of(one) == "keyword" and one.get("key")
        ),
    )


def _find(root: Element, name: str) -> Element | None:
    return next((one for one in root.iter() if name_of(one) == name), None)


def _text(root: Element, *names: str) -> str:
    """The text of an element, found down a path of names."""
    found: Element | None = root
    for name in names:
        found = _find(found, name) if found is not None else None
    return tidy(text_of(found))


def _byline(root: Element) -> str:
    """Names, then what they are: `<byline>By <person/><byttl/></byline>`."""
    found = _find(root, "byline")
    if found is None:
        return ""
    title = _text(found, "byttl")
    whole = tidy(text_of(found))
    names = whole.removesuffix(title).strip(" ,") if title else whole
    return ", ".join(filter(None, (names, title)))


def _attribute(root: Element, name: str, attribute: str) -> str:
    found = _find(root, name)
    return str(found.get(attribute) or "") if found is not None else ""


def _norm(root: Element, name: str) -> str:
    return _attribute(root, name, "norm")


def _ids(root: Element) -> tuple[AltId, ...]:
    value = _attribute(root, "doc-id", "id-string")
    return (AltId(role="docId", value=value),) if value else ()
