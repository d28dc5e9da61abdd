"""IPTC 7901, the teletype format of dpa, ats and others: SOH header STX text ETX date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.bylines import byline
from koreawire.pipeline.grammars.model import Place
from koreawire.pipeline.grammars.registry import marks
from koreawire.pipeline.lines import Line, split
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.plain import paragraphs
from koreawire.schemas.story import AltId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.pipeline.readers.limits import Limits

# eca00075 3 i 510    dpa 1003: service and number, priority, category, words, item number.
HEADER = re.compile(
    r"(?P<service>[a-z]{2,4})\s?(?P<seq>\d{2,6})\s+(?P<priority>\d)\s+(?P<category>[a-z]{1,4})\s+"
    r"(?P<words>\d{1,5})(?P<rest>[^\n]{0,40})"
)
ITEM = re.compile(r"(?P<agency>[a-z][a-z-]{1,8})\s+(?P<number>\d{2,6})\s*$")
TOP = 10  # lines above the body; the last ends with an equals sign


def is_header(text: str) -> bool:
    """Is this the header of a message in IPTC 7901?"""
    return HEADER.search(text[:200]) is not None


def read(header: str, text: str, offset: int, charset: str, limits: Limits) -> Draft:
    """Return the draft of one message; *offset* is where *text* begins in the payload."""
    top = split(text, limits)
    headline, above, rest = _parted(top)
    body = paragraphs(text[rest:], limits, wrapped=True)
    found = HEADER.search(header)
    item = ITEM.search(found["rest"].strip()) if found else None
    ids = [AltId(role="itemNumber", value=item["number"])] if item else []
    if found:
        ids.append(AltId(role="transref", value=f"{found['service']}{found['seq']}"))
    below = header.split("\n", 1)[1] if "\n" in header else ""
    facts = Facts(
        urgency=(int(found["priority"]) or None) if found else None,
        slugline=" ".join(below.split()) or None,
        credit=item["agency"] if item else None,
        ids=tuple(ids),
    )
    lines = (*_moved(above, offset), *_moved(body, offset + rest))
    title = next(iter(_moved([headline], offset)), None) if headline else None
    return Draft("iptc-7901", lines, title, Layout.FIRM, facts, charset)


def _moved(lines: Iterable[Line], offset: int) -> tuple[Line, ...]:
    return tuple(line._replace(start=line.start + offset, end=line.end + offset) for line in lines)


def _parted(lines: list[Line]) -> tuple[Line | None, list[Line], int]:
    """Headline, lines with marks and bylines, and where the body begins.

    The equals sign ends what is above the body; lines of one word or ending in a
    colon there are keywords.
    """
    end = next((number for number, line in enumerate(lines[:TOP]) if line.text.endswith("=")), None)
    if end is None:
        return None, [], 0
    above: list[Line] = []
    title: list[Line] = []
    for line in lines[: end + 1]:
        bare = line._replace(text=line.text.rstrip("= "))
        if marks(Place.LINE).first(bare.text) or byline(bare.text):
            above.append(bare)
        elif bare.text and " " in bare.text and not bare.text.endswith(":"):
            title.append(bare)
    if not title:
        return None, above, lines[end].end
    whole = Line(" ".join(one.text for one in title), title[0].start, title[-1].end, False)  # noqa: FBT003
    return whole, above, lines[end].end
