"""The ninjs properties `people`, `organisations`, `places` and `events`, made from mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.schemas.enriched import EntityType, NamedEntity, NamedEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.schemas.enriched import Mention

WIKIDATA = "http://www.wikidata.org/entity/"
ABOUT_TIMES = 3  # mentions that make an entity one the story is about, if not in its headline
NAMES_LOCAL = ("koreawire:", "geonames:", "nil:")


@dataclass(slots=True)
class Named:
    """The ninjs lists of one story; an empty one is left out of the record."""

    people: list[NamedEntity] = field(default_factory=list)
    organisations: list[NamedEntity] = field(default_factory=list)
    places: list[NamedEntity] = field(default_factory=list)
    events: list[NamedEvent] = field(default_factory=list)

    def properties(self) -> dict[str, tuple[NamedEntity, ...] | tuple[NamedEvent, ...] | None]:
        """The four properties as an enriched story takes them."""
        return {
            "people": tuple(self.people) or None,
            "organisations": tuple(self.organisations) or None,
            "places": tuple(self.places) or None,
            "events": tuple(self.events) or None,
        }


def named(mentions: Iterable[Mention]) -> Named:
    """Each entity once, in order of first mention; products have no place in ninjs.

    `rel` is `about` for what the headline names or the story names at least three times,
    else `mentions`. A Wikidata entity has a `uri`, any other id is a `literal`.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.id, []).append(mention)
    lists = Named()
    for identifier, group in grouped.items():
        first = group[0]
        about = len(group) >= ABOUT_TIMES or any(m.field == "headline" for m in group)
        entity = NamedEntity(
            name=first.canonical,
            rel="about" if about else "mentions",
            uri=None if identifier.startswith(NAMES_LOCAL) else WIKIDATA + identifier,
            literal=identifier if identifier.startswith(NAMES_LOCAL) else None,
        )
        match first.type:
            case EntityType.PERSON:
                lists.people.append(entity)
            case EntityType.ORGANISATION:
                lists.organisations.append(entity)
            case EntityType.PLACE:
                lists.places.append(entity)
            case EntityType.EVENT:
                lists.events.append(NamedEvent(**entity.model_dump()))
            case EntityType.PRODUCT:
                pass
    return lists
