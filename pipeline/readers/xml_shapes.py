"""Small XML formats, read by the table in data/reading/xml_shapes.yaml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.safe_xml import child, name_of, text_of
from koreawire.pipeline.readers.statuses import urgency_of
from koreawire.pipeline.readers.xml_text import first_line, lines, placed
from koreawire.pipeline.tables import text as data
from koreawire.schemas.story import Action, AltId, PubStatus, Target

if TYPE_CHECKING:
    from koreawire.pipeline.lines import Line
    from koreawire.pipeline.readers.limits import Limits
    from koreawire.pipeline.readers.safe_xml import Element

Shape = dict[str, Any]
LANGUAGES = ("lang", "language", "{http://www.w3.org/XML/1998/namespace}lang")


@cache
def shapes() -> dict[str, Shape]:
    """Return every shape by its root element."""
    found: list[Shape] = yaml.safe_load(data("reading", "xml_shapes.yaml"))
    return {shape["root"]: shape for shape in found}


def read(root: Element, source: str, charset: str, limits: Limits) -> list[Draft]:
    """Return a draft for each story of a document whose root has a shape."""
    shape = shapes()[name_of(root)]
    stories = [root]
    if "each" in shape:
        stories = [one for one in root.iter() if name_of(one) == shape["each"]]
    if not stories:
        raise ValueError(f"{shape['name']}: a document without a story")
    return [_story(one, shape, source, charset, limits) for one in stories[: limits.stories + 1]]


def _story(element: Element, shape: Shape, source: str, charset: str, limits: Limits) -> Draft:
    reader = f"xml:{shape['name']}"
    if "not" in shape:
        name, word, reason = shape["not"]
        if tidy(text_of(child(element, name))) == word:
            return Draft(reader, refusal=reason)
    body: tuple[Line, ...] = ()
    for name in shape["body"]:
        body = body or lines(_find(element, name), source, limits)
    for name in shape.get("lead", ()):
        body = (*lines(_find(element, name), source, limits), *body)
    title = next(
        (text for name in shape["headline"] if (text := first_line(_find(element, name), limits))),
        "",
    )
    if not title and not body:
        return Draft(reader, refusal=f"{shape['name']}: an item without text")
    facts = _facts(element, shape)
    return Draft(reader, body, placed(title, source), Layout.FIRM, facts, charset)


def _facts(element: Element, shape: Shape) -> Facts:
    def said(field: str) -> str:
        names = shape.get(field, ())
        return next((text for name in names if (text := _text(element, name))), "")

    action = next(
        (
            Action(action)
            for flag, action in shape.get("flags", {}).items()
            if _text(element, flag).lower() == "true"
        ),
        None,
    )
    zone = ZoneInfo(shape["zone"]) if "zone" in shape else None
    created = moment(said("created"), zone=zone)
    target = said("target")
    urgency = said("urgency")
    return Facts(
        version=said("version") or None,
        version_created=created,
        pub_status=PubStatus.CANCELED if action is Action.KILL else PubStatus.USABLE,
        urgency=urgency_of(urgency),
        by=said("by") or None,
        slugline=said("slugline") or None,
        located=said("located").split(";")[0].strip() or None,  # city;region;country
        language=next((found for name in LANGUAGES if (found := element.get(name))), None),
        credit=said("credit").strip("/ ") or None,
        ed_note=said("note") or None,
        action=action,
        target=Target(id=target) if target else None,
        ids=tuple(
            AltId(role=role, value=value)
            for role, name in shape.get("ids", {}).items()
            if (value := _text(element, name))
        ),
    )


def _find(element: Element, name: str) -> Element | None:
    return next((one for one in element.iter() if name_of(one) == name), None)


def _text(element: Element, name: str) -> str:
    return tidy(text_of(_find(element, name)))
