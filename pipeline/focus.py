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
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from koreawire.pipeline.signals import Signals
    from koreawire.schemas.enriched import Mention

SOUTH, NORTH, INTER_KOREAN, DIASPORA = "south", "north", "inter-korean", "diaspora"
BOTH = 0.25  # a side with a quarter of the weight is no bystander
HEADLINE, LEAD, BODY = 4.0, 2.0, 1.0  # what a mention weighs: the headline says what it is about


@dataclass(frozen=True, slots=True)
class Sides:
    """Names and ids of entities of the North, of neither side, and words that say neither."""

    north: frozenset[str]
    both: frozenset[str]
    bare: frozenset[str]


@cache
def sides() -> Sides:
    """Return the sides: the gazetteer's flags, and names of `pipeline/data/sides.txt`."""
    text = (files("koreawire.pipeline") / "data" / "sides.txt").read_text(encoding="utf-8")
    sections = parse(text)
    flagged = {entity.id for entity in entities() if "north" in entity.flags}
    both = {entity.id for entity in entities() if entity.type is EntityType.EVENT}
    return Sides(
        frozenset(sections["north"]) | flagged,
        frozenset(sections["both"]) | both,
        frozenset(sections["bare"]),
    )


def focus(found: Signals) -> str | None:
    """Return what a relevant story is about, or `None` where nothing says it.

    Names that only their form tells (a Kim, a Korean society) and bare "Korea" say
    neither side; where nothing else does, it is the South: the North is named as such.
    """
    if found.use(DIASPORA_WORDS).lead:
        return DIASPORA
    north, south = _weights(found)
    if north or south:
        if min(north, south) >= BOTH * (north + south):
            return INTER_KOREAN
        return NORTH if north > south else SOUTH
    if found.hangul or found.use(DOMESTIC).times:
        return SOUTH
    if not found.korean:
        return None
    of_both = all(_among(mention, sides().both) for mention in found.korean)
    return INTER_KOREAN if of_both else SOUTH


def _weights(found: Signals) -> tuple[float, float]:
    """Return what the names of the North weigh, and those of the South."""
    north = south = 0.0
    known = sides()
    in_lead = {id(mention) for mention in found.lead}
    for mention in found.korean:
        weight = BODY
        if mention.field == "headline":
            weight = HEADLINE
        elif id(mention) in in_lead:
            weight = LEAD
        if _among(mention, known.north):
            north += weight
        elif not (
            mention.id.startswith("nil:")
            or mention.surface in known.bare
            or _among(mention, known.both)
        ):
            south += weight
    return north, south


def _among(mention: Mention, names: frozenset[str]) -> bool:
    return mention.id in names or mention.canonical in names
