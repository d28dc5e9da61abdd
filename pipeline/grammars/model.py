"""What an agency's grammar consists of: data, with the evidence each form rests on.

`needs` is a piece that stands in whatever the pattern matches: forms that may stand anywhere
in a text are only tried where one of those is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koreawire.schemas.story import Action


class Evidence(StrEnum):
    """How sure a form is. What is only supposed is recognised, but decides nothing alone."""

    SEEN = "seen"  # in published copy
    REPORTED = "reported"  # in other people's code or documentation
    SUPPOSED = "supposed"  # general knowledge


class Place(StrEnum):
    """Where a mark stands."""

    PREFIX = "prefix"  # before the headline
    SUFFIX = "suffix"  # behind it
    LINE = "line"  # on a line of its own above the story
    SLUG = "slug"  # in the slug line


@dataclass(frozen=True, slots=True)
class Mark:
    """A revision mark; group `n` of the pattern is its number, `seq` where it has none.

    `own`: counts only in copy credited to the agency, because others write the
    same for something else (a bracketed figure at the end of a headline).
    """

    pattern: str
    place: Place
    action: Action
    seq: int | None = None
    evidence: Evidence = Evidence.SEEN
    needs: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A line for editors at the top of a story: group `note`; `target` if it names a story."""

    pattern: str
    action: Action | None = None
    evidence: Evidence = Evidence.SEEN


@dataclass(frozen=True, slots=True)
class Order:
    """An order to desks: groups `headline`, `item`, `slug`, `transref`, `city` name its target."""

    pattern: str
    action: Action
    evidence: Evidence = Evidence.SEEN
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the agency writes under a story, a line of its own or the end of the last one.

    `own`: the line credits the story to the agency. `inline`: it may also follow the
    last sentence on its line.
    """

    pattern: str
    own: bool = True
    inline: bool = False
    evidence: Evidence = Evidence.SEEN
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """An agency's forms beyond datelines and credits, which all agencies share.

    `credits` and `prose` are its names inside a credit (lower case) and in running text,
    for an agency that data/reading/agencies.tsv has no row of.
    """

    agency: str
    credits: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    orders: tuple[Order, ...] = ()
    advisories: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()  # opens what must never be published
    closings: tuple[Closing, ...] = ()
