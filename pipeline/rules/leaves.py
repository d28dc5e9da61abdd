"""Conditions that ask one thing, read from their YAML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from koreawire.pipeline.rules import schedule
from koreawire.pipeline.rules.conditions import (
    Between,
    During,
    Entity,
    Matches,
    Named,
    OneOf,
    Subject,
    Unrouted,
)
from koreawire.pipeline.rules.facts import (
    FIELDS,
    FIELDS_OF_NUMBERS,
    FIELDS_OF_VALUES,
    PARTS,
    TEXT,
)
from koreawire.pipeline.rules.patterns import compile_safe
from koreawire.pipeline.rules.source import RulesError, is_mapping
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Callable

    from koreawire.pipeline.rules.conditions import Condition
    from koreawire.pipeline.rules.source import Value

_ENTITIES = {"entity": None, **{str(kind): kind for kind in EntityType}}
LEAVES = (
    *FIELDS_OF_VALUES,
    *FIELDS_OF_NUMBERS,
    *_ENTITIES,
    "named",
    "subject",
    "pattern",
    "schedule",
    "unrouted",
)


def leaf(key: str, at: Value) -> Condition:
    """Return the condition *key* of `LEAVES`, as *at* has it.

    Raises:
        RulesError: With the line of the mistake.
    """
    if key in FIELDS_OF_VALUES:
        return OneOf(key, frozenset(at.texts()))
    if key in FIELDS_OF_NUMBERS:
        return _between(key, at)
    if key in _ENTITIES:
        return _entity(_ENTITIES[key], at)
    return _READERS[key](at)


def keys_of(at: Value, short: str, known: tuple[str, ...]) -> dict[str, Value]:
    """Return the keys of a condition; a bare value or list stands for the key *short*."""
    return at.mapping(known) if is_mapping(at) else {short: at}


def part_of(keys: dict[str, Value], more: tuple[str, ...] = ()) -> str:
    """Return the part of the text that `in` names, or all of it."""
    return keys["in"].one_of(PARTS + more) if "in" in keys else TEXT


def at_least(keys: dict[str, Value]) -> int:
    """Return how often something must be there: `at_least`, or once."""
    return int(keys["at_least"].number(1, 1000)) if "at_least" in keys else 1


def _between(name: str, at: Value) -> Between:
    keys = at.mapping(("at_least", "at_most"))
    if not keys:
        at.wrong("say 'at_least', 'at_most' or both")
    low = keys["at_least"].number(-1e9, 1e9) if "at_least" in keys else -math.inf
    high = keys["at_most"].number(-1e9, 1e9) if "at_most" in keys else math.inf
    return Between(name, low, high)


def _subject(at: Value) -> Subject:
    keys = keys_of(at, "codes", ("codes", "confidence"))
    if "codes" not in keys:
        at.wrong("say which 'codes' of Media Topics")
    confidence = int(keys["confidence"].number(0, 100)) if "confidence" in keys else 0
    return Subject(frozenset(keys["codes"].texts()), confidence)


def _entity(kind: EntityType | None, at: Value) -> Entity:
    keys = keys_of(at, "ids", ("ids", "in", "at_least"))
    if "ids" not in keys:
        at.wrong("say which 'ids', e.g. Q884")
    return Entity(frozenset(keys["ids"].texts()), kind, part_of(keys), at_least(keys))


def _named(at: Value) -> Named:
    keys = at.mapping(("korean", "type", "subtype", "in", "at_least"))
    types = keys["type"].sequence() if "type" in keys else ()
    return Named(
        keys["korean"].truth() if "korean" in keys else None,
        frozenset(kind.one_of(tuple(EntityType)) for kind in types),
        frozenset(keys["subtype"].texts() if "subtype" in keys else ()),
        part_of(keys),
        at_least(keys),
    )


def _pattern(at: Value) -> Matches:
    keys = keys_of(at, "is", ("is", "in"))
    if "is" not in keys:
        at.wrong("say what the pattern 'is'")
    try:
        return Matches(compile_safe(keys["is"].text()), part_of(keys, FIELDS))
    except ValueError as error:
        if isinstance(error, RulesError):
            raise
        keys["is"].wrong(str(error))


def _schedule(at: Value) -> schedule.Schedule:
    keys = at.mapping(("zone", "days", "from", "to"))
    for key in ("zone", "from", "to"):
        if key not in keys:
            at.wrong(f"a schedule needs {key!r}")
    try:
        found = [schedule.days(day) for day in keys["days"].texts()] if "days" in keys else []
        return schedule.Schedule(
            zone=schedule.zone(keys["zone"].text()),
            days=frozenset(range(7)) if not found else frozenset.union(*found),
            start=schedule.clock(keys["from"].text()),
            end=schedule.clock(keys["to"].text()),
        )
    except ValueError as error:
        if isinstance(error, RulesError):
            raise
        at.wrong(str(error))


_READERS: dict[str, Callable[[Value], Condition]] = {
    "named": _named,
    "subject": _subject,
    "pattern": _pattern,
    "schedule": lambda at: During(_schedule(at)),
    "unrouted": lambda at: Unrouted(at.truth()),
}
