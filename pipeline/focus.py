"""Which Korea a relevant story is about: the South, the North, both, or Koreans abroad."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.signals import DIASPORA as DIASPORA_WORDS
from koreawire.pipeline.signals import DOMESTIC
from koreawire.pipeline.words import parse

if TYPE_CHECKING:
    from koreawire.pipeline.signals import Signals
    from koreawire.schemas.enriched import Mention

SOUTH, NORTH, INTER_KOREAN, DIASPORA = "south", "north", "inter-korean", "diaspora"
BOTH = 0.25  # a side with a quarter of the weight is no bystander
HEADLINE, LEAD, BODY = 4.0, 2.0, 1.0  # what a mention weighs: the headline says what it is about


@dataclass(frozen=True, slots=True)
class Sides:
    """Names and ids of entities of the North, and of neither side."""

    north: frozenset[str]
    both: frozenset[str]


@cache
def sides() -> Sides:
    """Return the sides: the gazetteer's flags, and names of `pipeline/data/sides.txt`."""
    text = (files("koreawire.pipeline") / "data" / "sides.txt").read_text(encoding="utf-8")
    sections = parse(text)
    flagged = {entity.id for entity in entities() if "north" in entity.flags}
    both = frozenset(sections["both"])
    return Sides(frozenset(sections["north"]) | flagged, both)


def focus(found: Signals) -> str | None:
    """Return what a relevant story is about, or `None` where nothing says it.

    Korean copy about everyday matters names no country: that is the South.
    """
    if found.use(DIASPORA_WORDS).lead:
        return DIASPORA
    north = south = 0.0
    known = sides()
    in_lead = {id(mention) for mention in found.lead}
    for mention in found.korean:
        weight = BODY
        if mention.field == "headline":
            weight = HEADLINE
        elif id(mention) in in_lead:
            weight = LEAD
        if _among(mention, known.both):
            continue
        if _among(mention, known.north):
            north += weight
        else:
            south += weight
    if not north and not south:
        return (
            SOUTH
            if found.hangul or found.use(DOMESTIC).count
            else INTER_KOREAN
            if found.korean
            else None
        )
    if min(north, south) >= BOTH * (north + south):
        return INTER_KOREAN
    return NORTH if north > south else SOUTH


def _among(mention: Mention, names: frozenset[str]) -> bool:
    return mention.id in names or mention.canonical in names
