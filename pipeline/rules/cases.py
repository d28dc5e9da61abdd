"""Cases of a rules file: short stories and the desks that should get them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from koreawire.schemas.story import (
    Action,
    Body,
    Credit,
    Revision,
    Source,
    Story,
    StoryExtension,
    Text,
)

if TYPE_CHECKING:
    from koreawire.pipeline.rules.parse import RulesFile
    from koreawire.pipeline.rules.source import Value

CAME_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)  # when every case comes, unless it says a time
GIVEN = (
    "headline",
    "body",
    "language",
    "provider",
    "originator",
    "urgency",
    "action",
    "revision",
    "age",
    "at",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A story as written in the rules file, when it came, and the desks it belongs to."""

    name: str
    line: int
    story: Story
    came_at_ms: int
    desks: tuple[str, ...]


def cases(file: RulesFile) -> tuple[Case, ...]:
    """Return the cases of a rules file.

    Raises:
        RulesError: With the line of the mistake.
    """
    return tuple(_case(value, file) for value in file.cases)


def _case(value: Value, file: RulesFile) -> Case:
    keys = value.mapping(("name", "given", "desks"))
    for key in ("given", "desks"):
        if key not in keys:
            value.wrong(f"a case needs {key!r}")
    given = keys["given"].mapping(GIVEN)
    name = keys["name"].text() if "name" in keys else value.place()
    desks = tuple(desk.one_of(file.desks) for desk in keys["desks"].sequence())
    came_at = _came_at(given)
    return Case(
        name,
        value.node.start_mark.line + 1,
        _story(given, came_at),
        int(came_at.timestamp() * 1000),
        desks,
    )


def _came_at(given: dict[str, Value]) -> datetime:
    if "at" not in given:
        return CAME_AT
    try:
        came_at = datetime.fromisoformat(given["at"].text())
    except ValueError:
        given["at"].wrong("expected a time such as 2026-01-01T09:00+09:00")
    if came_at.tzinfo is None:
        given["at"].wrong("the time needs a zone, e.g. +09:00")
    return came_at


def _story(given: dict[str, Value], came_at: datetime) -> Story:
    texts = {key: given[key].text() for key in ("headline", "body") if key in given}
    action = Action(given["action"].one_of(tuple(Action))) if "action" in given else Action.NEW
    age = timedelta(minutes=given["age"].number(-1e6, 1e6)) if "age" in given else None
    number = int(given["revision"].number(0, 1000)) if "revision" in given else None
    originators = given["originator"].texts() if "originator" in given else ()
    return Story(
        uri="urn:koreawire:case:1",
        language=given["language"].text() if "language" in given else "en",
        headlines=(Text(value=texts["headline"]),) if "headline" in texts else None,
        bodies=(Body(value=texts["body"]),) if "body" in texts else None,
        urgency=int(given["urgency"].number(1, 9)) if "urgency" in given else None,
        version_created=came_at - age if age is not None else None,
        koreawire=StoryExtension(
            source=Source(
                sha256="", provider=given["provider"].text() if "provider" in given else None
            ),
            revision=Revision(action=action, seq=number),
            credit=Credit(originators=originators) if originators else None,
        ),
    )
