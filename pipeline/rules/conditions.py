"""Conditions of a rule: each a small value that says whether it holds for a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from koreawire.pipeline.rules.facts import FIELDS

if TYPE_CHECKING:
    import re

    from koreawire.pipeline.rules.facts import Facts
    from koreawire.pipeline.rules.schedule import Schedule
    from koreawire.schemas.enriched import EntityType


class Condition(Protocol):
    """Something that holds for a story or does not; `said` is how an editor would put it."""

    @property
    def said(self) -> str:
        """What the condition asks, in words."""

    def holds(self, facts: Facts) -> bool:
        """Does it hold for the story of *facts*?"""


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    @property
    def said(self) -> str:
        """The parts, joined."""
        return " and ".join(part.said for part in self.parts)

    def holds(self, facts: Facts) -> bool:
        """Do all parts hold?"""
        for part in self.parts:  # noqa: SIM110 - a generator costs as much as what it asks
            if not part.holds(facts):
                return False
        return True


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    @property
    def said(self) -> str:
        """The parts, joined."""
        return "(" + " or ".join(part.said for part in self.parts) + ")"

    def holds(self, facts: Facts) -> bool:
        """Does any part hold?"""
        for part in self.parts:  # noqa: SIM110 - a generator costs as much as what it asks
            if part.holds(facts):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    @property
    def said(self) -> str:
        """The part, denied."""
        return f"not {self.part.said}"

    def holds(self, facts: Facts) -> bool:
        """Does the part not hold?"""
        return not self.part.holds(facts)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field of the story has one of some values."""

    name: str
    values: frozenset[str]

    @property
    def said(self) -> str:
        """The field and the values."""
        return f"{self.name} {' or '.join(sorted(self.values))}"

    def holds(self, facts: Facts) -> bool:
        """Has the field one of the values?"""
        return not self.values.isdisjoint(facts.values(self.name))


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of a list is named, often and early enough."""

    ids: frozenset[str]
    type: EntityType | None
    part: str
    at_least: int

    @property
    def said(self) -> str:
        """The entities and where."""
        return f"{self.type or 'entity'} {', '.join(sorted(self.ids))} in the {self.part}"

    def holds(self, facts: Facts) -> bool:
        """Is it named at least so often within that part?"""
        start, end = facts.within(self.part)
        count = 0
        for identifier in self.ids & facts.entities.keys():
            for place, kind in facts.entities[identifier]:
                count += start <= place < end and self.type in (None, kind)
        return count >= self.at_least


@dataclass(frozen=True, slots=True)
class Named:
    """Names of a kind are there: Korean or not, of some types or subtypes."""

    korean: bool | None
    types: frozenset[str]
    subtypes: frozenset[str]
    part: str
    at_least: int

    @property
    def said(self) -> str:
        """The kind and where."""
        whose = {True: "Korean ", False: "foreign ", None: ""}[self.korean]
        what = " or ".join(sorted(self.subtypes or self.types)) or "name"
        return f"{self.at_least} {whose}{what} in the {self.part}"

    def holds(self, facts: Facts) -> bool:
        """Are there so many different ones within that part?"""
        korean, types, subtypes = self.korean, self.types, self.subtypes
        found = set()
        for mention in facts.named(self.part):
            if (
                (korean is None or mention.korean is korean)
                and (not types or mention.type in types)
                and (not subtypes or mention.subtype in subtypes)
            ):
                found.add(mention.id)
                if len(found) >= self.at_least:
                    return True
        return False


@dataclass(frozen=True, slots=True)
class Subject:
    """One of some subjects applies, with enough confidence."""

    codes: frozenset[str]
    confidence: int

    @property
    def said(self) -> str:
        """The subjects."""
        return f"subject {' or '.join(sorted(self.codes))}"

    def holds(self, facts: Facts) -> bool:
        """Is one of the subjects there with that confidence?"""
        for code, confidence in facts.subjects.items():
            if confidence >= self.confidence and code in self.codes:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Between:
    """A number of the story lies in a range; a story without the number does not."""

    name: str
    low: float
    high: float

    @property
    def said(self) -> str:
        """The number and its range."""
        return f"{self.name} from {self.low:g} to {self.high:g}"

    def holds(self, facts: Facts) -> bool:
        """Is the number known, and in the range?"""
        number = facts.number(self.name)
        return number is not None and self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Mentions:
    """Words of the rules' own list `name` are used, often enough."""

    name: str
    label: str
    part: str
    at_least: int

    @property
    def said(self) -> str:
        """The list and where."""
        return f"{self.at_least} of the words {self.label!r} in the {self.part}"

    def holds(self, facts: Facts) -> bool:
        """Are there so many of the words within that part?"""
        start, end = facts.within(self.part)
        places = facts.hits.get(self.name, ())
        return sum(start <= place < end for place, _ in places) >= self.at_least


@dataclass(frozen=True, slots=True)
class Matches:
    """A pattern is found in a part of the text or in a field."""

    pattern: re.Pattern[str]
    part: str

    @property
    def said(self) -> str:
        """The pattern and where."""
        return f"/{self.pattern.pattern}/ in the {self.part}"

    def holds(self, facts: Facts) -> bool:
        """Is the pattern found there?"""
        if self.part in FIELDS:
            return self.pattern.search((getattr(facts.story, self.part) or "")[:1000]) is not None
        start, end = facts.within(self.part)
        return self.pattern.search(facts.text, start, end) is not None


@dataclass(frozen=True, slots=True)
class Unrouted:
    """No rule before this one has given the story a desk, or one has."""

    wanted: bool

    @property
    def said(self) -> str:
        """What is asked."""
        return "no desk yet" if self.wanted else "a desk already"

    def holds(self, facts: Facts) -> bool:
        """Is the story without a desk so far?"""
        return (not facts.desks) is self.wanted


@dataclass(frozen=True, slots=True)
class During:
    """The story came within some hours."""

    schedule: Schedule

    @property
    def said(self) -> str:
        """The hours."""
        hours = f"{self.schedule.start:%H:%M}-{self.schedule.end:%H:%M}"
        return f"it comes {hours} {self.schedule.zone.key}"

    def holds(self, facts: Facts) -> bool:
        """Is its event time within the hours? Unknown times are not."""
        return facts.event_time_ms is not None and self.schedule.covers(facts.event_time_ms)
