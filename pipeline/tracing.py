"""Tracing: where each field of a story came from, its characters and the rule that took it.

A record keeps the spans that a rule cut out of the text, and names its reader; a field
without a span is one the format has outright. Here both are put together, with the
decoded raw text, for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.item import open_record
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.readers.sniff import media_type
from koreawire.schemas.story import PubStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.record import Record
    from koreawire.schemas.story import Span, Story

# Fields that a rule reads out of another field's characters.
WITHIN = {"by": ("dateline",), "located": ("dateline",)}
PROBE_MIN = 4  # characters: less stands anywhere
PROBE = 40  # characters of a value that are looked for in the raw text


@dataclass(frozen=True, slots=True)
class Traced:
    """A field: `start` and `end` are characters of the decoded raw text, None where unknown."""

    field: str
    value: str
    start: int | None
    end: int | None
    rule: str


def raw_text(record: Record) -> tuple[bytes, str]:
    """Return the payload of a raw record, and the text that positions count in."""
    item = open_record(record, DEFAULT)
    _, charset = media_type(item.content_type)
    return item.payload, decode(item.payload, item.charset or charset).text


def traced(story: Story, text: str) -> list[Traced]:
    """Return every field of a story that has a value, in the order of an editor's interest."""
    extension = story.koreawire
    spans: dict[str, list[Span]] = {}
    for span in extension.trace or ():
        spans.setdefault(span.field, []).append(span)
    reader = (extension.quality.reader if extension.quality else None) or "reader"
    found: list[Traced] = []
    for field, value in _fields(story):
        names = _names(story, field)
        cut = next((spans[name] for name in names if name in spans), None)
        start: int | None = None
        end: int | None = None
        if cut:
            rule = ", ".join(dict.fromkeys(one.rule for one in cut))
            start, end = min(one.start for one in cut), max(one.end for one in cut)
        elif field == "altIds: url":
            rule = "said beside the payload"
        else:
            rule = f"{reader}: the format's field"
            if len(value) >= PROBE_MIN and (at := text.find(value[:PROBE])) >= 0:
                start, end = at, at + len(value)
        if start == end:  # said beside the payload: it has no characters there
            start = end = None
        found.append(Traced(field, value, start, end, rule))
    return found


def _names(story: Story, field: str) -> tuple[str, ...]:
    """The names a field's characters may be traced under, the likeliest first."""
    extension = story.koreawire
    if field == "credit" and extension.dateline and extension.dateline.agencies:
        return ("dateline", "credit")
    level = extension.revision.level if extension.revision else None
    if field == "revision" and level and story.headlines and level in story.headlines[-1].value:
        return ("headlines",)  # a mark before or behind the headline
    return (field, *WITHIN.get(field, ()))


def _fields(story: Story) -> Iterator[tuple[str, str]]:
    extension = story.koreawire
    credit, revision = extension.credit, extension.revision
    moments = ("first_created", "version_created", "content_created", "embargoed_until")
    pairs = {
        "headlines": story.headline,
        "by": story.by,
        "dateline": extension.dateline.text if extension.dateline else None,
        "located": story.located,
        "credit": "/".join(dict.fromkeys((credit.distributor, *credit.originators)))
        if credit and credit.distributor
        else None,
        "credit.photo": "/".join(credit.photo) if credit else None,
        "revision": " ".join(
            filter(None, (revision.action, str(revision.seq or ""), revision.level))
        )
        if revision
        else None,
        "slugline": story.slugline,
        "urgency": str(story.urgency) if story.urgency else None,
        "version": story.version,
        **{_camel(name): _moment(story, name) for name in moments},
        "contentDate": extension.content_date,
        "pubStatus": None if story.pub_status is PubStatus.USABLE else story.pub_status.value,
        "edNote": story.ed_note,
        "copyrightNotice": story.copyright_notice,
        "usageTerms": story.usage_terms,
        "subjects": ", ".join(one.name or "" for one in story.subjects or ()),
        "genres": ", ".join(one.name or "" for one in story.genres or ()),
        **{f"altIds: {one.role}": one.value for one in story.alt_ids or ()},
        "bodies": story.body,
    }
    return ((name, value) for name, value in pairs.items() if value)


def _moment(story: Story, name: str) -> str | None:
    found = getattr(story, name)
    return found.isoformat() if found else None


def _camel(name: str) -> str:
    head, tail = name.split("_")
    return head + tail.capitalize()
