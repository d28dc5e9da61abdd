"""Find: what one rule found at one place, before it becomes a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from koreawire.schemas.enriched import EntityType, Form, Mention

if TYPE_CHECKING:
    from koreawire.pipeline.entities.gazetteer import Entity
    from koreawire.pipeline.entities.link import Link

FIELDS = ("headline", "body")
NOT_SLUG = re.compile(r"[^0-9a-z가-힣]+")


class Find(NamedTuple):
    """A stretch of a field and what it names; `key` is a Korean name's key in any script."""

    field: int  # 0 headline, 1 body
    start: int
    end: int
    id: str
    canonical: str
    type: EntityType
    subtype: str | None
    form: Form
    korean: bool | None
    method: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    key: str | None = None
    surname: str | None = None

    def mention(self, text: str) -> Mention:
        """The mention, its surface cut from *text*, the field as it came."""
        return Mention(
            field="headline" if self.field == 0 else "body",
            start=self.start,
            end=self.end,
            surface=text[self.start : self.end],
            canonical=self.canonical,
            type=self.type,
            subtype=self.subtype,
            form=self.form,
            korean=self.korean,
            id=self.id,
            method=self.method,
            confidence=self.confidence,
            alternatives=self.alternatives or None,
        )

    def overlaps(self, start: int, end: int) -> bool:
        """Does it share a character with that stretch of the same field?"""
        return self.start < end and start < self.end


def linked(
    place: tuple[int, int, int], entity: Entity, chosen: Link, alternatives: tuple[str, ...]
) -> Find:
    """The find of a gazetteer's entity at *place* (field, start, end)."""
    return Find(
        *place,
        entity.id,
        entity.canonical,
        entity.type,
        entity.subtype,
        chosen.form,
        entity.korean,
        "gazetteer",
        chosen.confidence,
        alternatives,
    )


def person(place: tuple[int, int, int], name: str, key: str, *, method: str, sure: float) -> Find:
    """The find of a Korean whom only the grammar of names knows."""
    return Find(
        *place,
        f"nil:{key}",
        name,
        EntityType.PERSON,
        None,
        Form.NAME,
        True,  # noqa: FBT003  # the field `korean`, named above
        method,
        sure,
        key=key,
    )


def organisation(place: tuple[int, int, int], name: str, *, korean: bool | None) -> Find:
    """The find of an organisation named after a country."""
    return Find(
        *place,
        f"nil:{NOT_SLUG.sub('-', name.lower()).strip('-')}",
        name,
        EntityType.ORGANISATION,
        None,
        Form.NAME,
        korean,
        "organisation-grammar",
        0.85,
    )
