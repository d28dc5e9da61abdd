"""ninjs 1, 2 and 3, and the JSON of AP, Reuters, dpa and Superdesk that is close to it.

Names are compared in lower case without underscores, because the generations and the
agencies differ in nothing else (`versioncreated`, `versionCreated`, `version_created`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import html, plain
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.statuses import article, editorial_action, pub_status, urgency_of
from koreawire.schemas.story import Action, AltId, Concept, Genre, PubStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.readers.limits import Limits

Json = dict[str, Any]
PICTURES = frozenset({"image", "picture", "photo", "graphic"})
TEXT_TYPES = frozenset({"", "text", "composite", "article", "story", "item", "newsitem"})
NO_STORY = {
    "event": "an event",
    "planning": "a planning item",
    "advisory": "an advisory",
    "package": "a package: it lists items",
}
# Bodies in order: what is marked up tells paragraphs from line ends.
BODIES = ("bodyhtml", "bodyxhtml", "bodytext", "articlehtml", "body", "bodynitf", "story")
DESCRIPTIONS = ("descriptiontext", "descriptionhtml", "teaser")
ENVELOPES = (
    *(("data", name) for name in ("item", "items")),
    *((name,) for name in ("item", "items", "_items", "entries", "content", "hits", "results")),
)
SIGNS = frozenset(
    {
        *BODIES,
        *DESCRIPTIONS,
        "descriptions",
        "bodies",
        "headlines",
        "renditions",
        "versioncreated",
        "pubstatus",
    }
)
MARKED_UP = ("<p", "<br", "<div", "</")


def read(document: Any, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each item of a document; nothing if none of it is ninjs."""
    drafts: list[Draft] = []
    for item in items(document):
        if len(drafts) > limits.stories:
            break
        drafts.append(_item(item, source, charset, limits))
    return drafts


def items(document: Any) -> Iterator[Json]:
    """Yield the ninjs items in a document: itself, its list, or inside an API's envelope."""
    for entry in document if isinstance(document, list) else [document]:
        if not isinstance(entry, dict):
            continue
        inner = _opened(entry)
        if inner is not None:
            yield from inner
        elif _is_item(entry):
            yield entry


def _opened(entry: Json) -> list[Json] | None:
    """The items inside an envelope, or None if *entry* is no envelope of items."""
    for path in ENVELOPES:
        found: Any = entry
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        entries = found if isinstance(found, list) else [found]
        inner = [one.get("item", one) for one in entries if isinstance(one, dict)]
        inner = [one for one in inner if isinstance(one, dict) and _is_item(one)]
        if inner:
            return inner
    return None


def _is_item(entry: Json) -> bool:
    names = {_plain(name) for name in entry}
    if "$schema" in entry or "payload" in entry:
        return False
    named = bool(names & {"uri", "urn", "guid", "id", "usn"})
    return named and (bool(names & SIGNS) or "type" in names or "uri" in names)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _item(entry: Json, source: str, charset: str, limits: Limits) -> Draft:
    item = {_plain(name): value for name, value in entry.items()}
    kind = _string(item.get("type")).lower()
    if kind in NO_STORY:
        return Draft("ninjs", refusal=NO_STORY[kind], advisory=kind == "advisory")
    if kind not in TEXT_TYPES:
        return Draft("ninjs", refusal=f"{article(kind[:20])} item, no text")
    if _is_its_picture(item):
        return Draft("ninjs", refusal="a picture item, no text")
    body = _body(item, source, limits)
    headline = _headline(item, limits)
    if not headline and not body:
        return Draft("ninjs", refusal="an item without headline and text")
    start = max(source.find(headline[:20]), 0)
    line = Line(headline, start, start + len(headline), after_blank=False) if headline else None
    return Draft("ninjs", body, line, Layout.FIRM, _facts(item), charset)


def _is_its_picture(item: Json) -> bool:
    """Is the item one of its own associations, a picture? dpa sends single pictures so."""
    links = item.get("associations")
    uris = {_string(item.get(name)) for name in ("urn", "uri", "guid")} - {""}
    return isinstance(links, list) and any(
        _string(one.get("type")).lower() in PICTURES
        and bool(uris & {_string(one.get(name)) for name in ("urn", "uri", "guid")})
        for one in links
        if isinstance(one, dict)
    )


def _headline(item: Json, limits: Limits) -> str:
    found = _of_role(item.get("headlines"), "main") or _string(
        item.get("headline") or item.get("headline1") or item.get("title") or item.get("name")
    )
    if any(sign in found for sign in MARKED_UP):
        return " ".join(line.text for line in html.fragment(found, limits))
    return tidy(found)


def _body(item: Json, source: str, limits: Limits) -> tuple[Line, ...]:
    values = [_of_role(item.get("bodies"), "main", "xhtml", "html", "text", "content")]
    values += [_string(item.get(name)) for name in BODIES]
    # ninjs 1 allows any property body_<form>; where there is no body, what describes it.
    values += [_string(value) for name, value in item.items() if name.startswith("body")]
    values += [_of_role(item.get("descriptions"), "text", "summary", "abstract")]
    values += [_string(item.get(name)) for name in DESCRIPTIONS]
    for value in values:
        if value.strip():
            found = (
                html.fragment(value, limits)
                if any(sign in value for sign in MARKED_UP)
                else plain.paragraphs(value, limits)
            )
            if found:
                return tuple(_placed(found, source))
    return ()


def _placed(found: tuple[Line, ...], source: str) -> Iterator[Line]:
    """Lines where the document has them; escapes inside may hide one, then the last place."""
    position = 0
    for line in found:
        start = source.find(line.text[:20], position)
        position = start if start >= 0 else position
        yield line._replace(start=position, end=position + len(line.text))


def _of_role(values: Any, *roles: str) -> str:
    """The value of the first role found among a list of `{role, value}`, else the first."""
    if not isinstance(values, list):
        return ""
    entries = [one for one in values if isinstance(one, dict) and _string(one.get("value"))]
    for role in roles:
        for one in entries:
            if _string(one.get("role")).lower() == role:
                return _string(one["value"])
    return _string(entries[0]["value"]) if entries else ""


def _facts(item: Json) -> Facts:
    def said(*names: str) -> str:
        return next((text for name in names if (text := tidy(_string(item.get(name))))), "")

    embargo = said("embargoeduntil", "embargoed")
    until = moment(embargo)
    status = pub_status(said("pubstatus"))
    urgency = said("urgency")
    place = item.get("datelinelocation")
    located = said("located") or (
        tidy(_string(place.get("city") or place.get("name"))) if isinstance(place, dict) else ""
    )
    return Facts(
        version=said("version") or None,
        first_created=moment(said("firstcreated")),
        version_created=moment(said("versioncreated")),
        content_created=moment(said("contentcreated")),
        embargoed_until=until,
        embargoed=bool(embargo) and until is None and embargo.lower() not in {"false", "0"},
        pub_status=status,
        urgency=urgency_of(urgency),
        by=said("by", "byline") or None,
        slugline=said("slugline", "slug") or None,
        located=located or None,
        dateline=said("dateline") or None,
        language=said("language") or None,
        credit=said("creditline", "source") or "/".join(_sources(item)) or None,
        ed_note=said("ednote") or "\n".join(_ed_notes(item)) or None,
        copyright_notice=said("copyrightnotice") or None,
        usage_terms=said("usageterms") or None,
        action=Action.KILL
        if status is PubStatus.CANCELED
        else editorial_action([said("signal").rpartition(":")[2].lower()]),
        ids=tuple(_ids(item)),
        subjects=tuple(
            Concept(name=name) for name in _names(item.get("subjects") or item.get("subject"))
        ),
        genres=tuple(Genre(name=name) for name in _names(item.get("genres") or item.get("genre"))),
    )


def _ed_notes(item: Json) -> list[str]:
    entries = item.get("ednotes")
    found = [
        tidy(_string(one.get("ednote") or one.get("value")))
        for one in (entries if isinstance(entries, list) else [])
        if isinstance(one, dict)
    ]
    return [note for note in found if note]


def _sources(item: Json) -> list[str]:
    return _names(item.get("infosources") or item.get("infosource"))


def _names(values: Any) -> list[str]:
    entries = values if isinstance(values, list) else []
    found = [tidy(_string(one.get("name"))) for one in entries if isinstance(one, dict)]
    return [name for name in found if name]


def _ids(item: Json) -> Iterator[AltId]:
    for role in ("uri", "urn", "guid", "usn"):
        value = _string(item.get(role))
        if value:
            yield AltId(role=role, value=value)
    ids = item.get("altids")
    if isinstance(ids, dict):
        for role, value in sorted(ids.items()):
            if isinstance(value, str) and value:
                yield AltId(role=role, value=value)
    for one in ids if isinstance(ids, list) else []:
        if isinstance(one, dict) and _string(one.get("value")):
            yield AltId(role=_string(one.get("role")) or None, value=_string(one["value"]))


def _string(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""
