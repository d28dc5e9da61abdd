"""The ninjs properties `people`, `organisations`, `places` and `events`, made from mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.twins import maker
from koreawire.schemas.enriched import EntityType, NamedEntity, NamedEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.schemas.enriched import Mention

WIKIDATA = "http://www.wikidata.org/entity/"
ABOUT_TIMES = 3  # mentions that make an entity one the story is about, if not in its headline
NAMES_LOCAL = ("koreawire:", "geonames:", "nil:")
# Products have no place in ninjs.
PROPERTIES: dict[EntityType, tuple[str, type[NamedEntity | NamedEvent]]] = {
    EntityType.PERSON: ("people", NamedEntity),
    EntityType.ORGANISATION: ("organisations", NamedEntity),
    EntityType.PLACE: ("places", NamedEntity),
    EntityType.EVENT: ("events", NamedEvent),
}


def named(mentions: Iterable[Mention]) -> dict[str, tuple[NamedEntity | NamedEvent, ...] | None]:
    """The four properties as an enriched story takes them: each entity once, in order.

    `rel` is `about` for what the headline names or the story names at least three times,
    else `mentions`. A Wikidata entity has a `uri`, any other id is a `literal`.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.id, []).append(mention)
    lists: dict[str, list[NamedEntity | NamedEvent]] = {name: [] for name, _ in PROPERTIES.values()}
    for identifier, group in grouped.items():
        first = group[0]
        if first.type not in PROPERTIES:
            continue
        about = len(group) >= ABOUT_TIMES or any(m.field == "headline" for m in group)
        local = identifier.startswith(NAMES_LOCAL)
        values = {
            "name": first.canonical,
            "rel": "about" if about else "mentions",
            "uri": None if local else WIKIDATA + identifier,
            "literal": identifier if local else None,
        }
        name, model = PROPERTIES[first.type]
        lists[name].append(maker(model)(**values))
    return {name: tuple(found) or None for name, found in lists.items()}
