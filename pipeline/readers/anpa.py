"""ANPA 1312, the teletype format of AP and Kyodo: SOH header STX ^lines< text ETX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.plain import paragraphs
from koreawire.schemas.story import AltId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.readers.limits import Limits

# a0105KYODO and u s <DC4><DC2> BC-Soccer-Emperor's-Cup   09-12 0344
SERVICE = re.compile(r"^(?P<service>[a-z])(?P<seq>\d{3,5})")
SECOND = re.compile(
    r"(?P<priority>[a-z])\s?(?P<category>[a-z])\s?[\x11-\x14]{1,2}\s?(?P<keyword>[^\s]{1,40})\s+"
    r"(?P<date>\d\d-\d\d)(?:\s+(?P<words>\d{1,5}))?"
)
SLUG = re.compile(r"(?:AM|PM|BC|AP)-[^\n<]{2,80}$")
PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 7, "z": 8}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
TABLE = "\x1d"  # group separator: cells of agate tables
MARKS = "^<+="
TOP = 8  # lines of slug, headline, notes and byline


def read(header: str, text: str, offset: int, charset: str, limits: Limits) -> Draft:
    """Return the draft of one message; *offset* is where *text* begins in the payload."""
    lines = list(_lines(text, offset, limits))
    slug = next((line.text for line in lines[:2] if SLUG.match(line.text)), "")
    rest = [line for line in lines if line.text != slug]
    found = SECOND.search(header)
    service = SERVICE.search(header.strip())
    number = service["service"] + service["seq"] if service else ""
    facts = Facts(
        urgency=PRIORITIES.get(found["priority"]) if found else None,
        slugline=slug or (found["keyword"] if found else None),
        ids=(AltId(role="itemNumber", value=number),) if number else (),
    )
    return Draft("anpa-1312", tuple(rest), None, Layout.FIRM, facts, charset)


def _lines(text: str, offset: int, limits: Limits) -> Iterator[Line]:
    """The marked lines of the top, then the paragraphs of the body.

    A line that begins with `^` or ends with `<` is a field of its own; text lines are
    set narrow, and indented where a paragraph begins.
    """
    body: list[str] = []
    taken = 0
    position = 0
    for raw in text.split("\n"):
        bare = raw.strip("\r \t")
        marked = bare.startswith("^") or bare.endswith("<")
        if bare and not body and taken < TOP and (marked or not raw[:1].isspace()):
            clean = tidy(CONTROLS.sub(" ", bare).strip(MARKS + " "))
            if clean:
                start = offset + position
                yield Line(clean, start, start + len(raw), after_blank=False)
                taken += 1
        elif bare or body:
            body.append(CONTROLS.sub(" ", raw.rstrip("<\r")))
        if not body:
            position += len(raw) + 1
    for line in paragraphs("\n".join(body), limits, wrapped=True):
        yield line._replace(start=line.start + offset + position, end=line.end + offset + position)
