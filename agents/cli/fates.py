"""The fate of one item in a few words, for a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koreawire.agents.client.accounts import relevant
from koreawire.agents.rows import enriched, headline, replaced
from koreawire.agents.visible import visible

if TYPE_CHECKING:
    from koreawire.agents.client.accounts import Accounts

CELL_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an item; `shown_above` when a Korea story of it is in the other table."""

    fate: str
    what: str
    why: str
    shown_above: bool = False


def fate(item: str, accounts: Accounts) -> Fate:
    """Return what became of *item*; its first story speaks for it."""
    if item in accounts.parked:
        return Fate("dead letter", "", visible(accounts.parked[item], CELL_CHARACTERS))
    origins = sorted(accounts.origins.get(item, ()), key=_number)
    if not origins:
        return Fate("unaccounted for", "", "")
    current = accounts.stories()
    told = [_story(origin, accounts) for origin in origins]
    passed = [key for key, origin in accounts.unique.items() if origin in origins]
    shown = any(key in current for key in passed)
    first = told[0]
    more = f" (+{len(told) - 1})" if len(told) > 1 else ""
    return Fate(
        first.fate + more,
        visible(first.what, CELL_CHARACTERS),
        visible(first.why, CELL_CHARACTERS),
        shown,
    )


def _story(origin: str, accounts: Accounts) -> Fate:
    if origin in accounts.parked:
        return Fate("dead letter", "", accounts.parked[origin])
    said = accounts.fates.get(origin, "unaccounted for")
    if origin in accounts.notices:
        notice = accounts.notices[origin]
        return Fate(f"{said}: {notice['kind']}", notice.get("uri") or "", notice["reason"])
    keys = [key for key, of in accounts.unique.items() if of == origin]
    if keys:
        return _passed(said, keys[-1], origin, accounts)
    for relation in accounts.relations.get(origin, ()):
        return Fate(said, accounts.headlines.get(origin, ""), _relation(relation, accounts))
    return Fate(said, accounts.headlines.get(origin, ""), "")


def _passed(said: str, key: tuple[str, int], origin: str, accounts: Accounts) -> Fate:
    story = accounts.enriched.get(key, {})
    if story and not relevant(story):
        why = enriched(story)[3].removeprefix("not Korea's ")
        return Fate("not Korea's", headline(story), why)
    if any(uri == key[0] and replaced(newer) for (uri, _), newer in accounts.enriched.items()):
        return Fate(f"{said}, then replaced", headline(story), "its update is shown above")
    newer = [uri for uri, sequence in accounts.published if uri == key[0] and sequence > key[1]]
    if newer:
        return Fate(f"{said}, then changed", headline(story), "a newer record is shown above")
    for relation in accounts.relations.get(origin, ()):
        return Fate(said, headline(story), _relation(relation, accounts))
    return Fate(said, headline(story), "")


def _relation(relation: dict[str, Any], accounts: Accounts) -> str:
    other = relation["otherUri"]
    named = [story for (uri, _), story in accounts.enriched.items() if uri == other]
    return f"{relation['kind']} of {headline(named[0]) if named else other}"


def _number(origin: str) -> tuple[int, ...]:
    """Stories of an item in the order of their numbers: `#10` after `#9`."""
    return tuple(int(part) for part in origin.partition("#")[2].split("#") if part.isdigit())
