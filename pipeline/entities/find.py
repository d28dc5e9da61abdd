"""Find: what one rule found at one place, before it becomes a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.organisations import OF_STATES
from koreawire.pipeline.twins import maker
from koreawire.schemas.enriched import EntityType, Form, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koreawire.pipeline.entities.gazetteer import Entity

FIELDS = ("headline", "body")
new_tuple = tuple.__new__  # past the keywords of a named tuple, which cost as much again
COUNTRIES = frozenset({"country", "territory"})
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


def mentions(finds: Iterable[Find], texts: Sequence[str]) -> tuple[Mention, ...]:
    """The mentions of *finds*, their surfaces cut from *texts*, the fields as they came.

    Built without validation, the cost of which was a sixth of a story's: every value
    comes from a table or a rule of this package.
    """
    make = maker(Mention)
    return tuple(
        [
            make(
                field=FIELDS[field],
                start=start,
                end=end,
                surface=texts[field][start:end],
                canonical=name,
                type=kind,
                subtype=subtype,
                form=form,
                korean=korean,
                id=identifier,
                method=method,
                confidence=sure,
                alternatives=others or None,
            )
            for (
                field, start, end, identifier, name, kind, subtype, form, korean, method, sure,
                others, _,
            ) in finds
        ]
    )  # fmt: skip


class Template(NamedTuple):
    """What every find of an entity repeats; one for each row of the gazetteer."""

    id: str
    canonical: str
    type: EntityType
    subtype: str | None
    korean: bool | None
    country: bool  # or a territory: its name may be a part of an organisation's
    of_state: bool  # a Korean institution that every state has one of

    @classmethod
    def of(cls, entity: Entity) -> Template:
        """The template of a row."""
        kind, korean = entity.subtype, entity.korean
        country, of_state = kind in COUNTRIES, bool(korean) and kind in OF_STATES
        return cls(entity.id, entity.canonical, entity.type, kind, korean, country, of_state)

    def find(
        self, place: tuple[int, int, int], form: Form, sure: float, others: tuple[str, ...] = ()
    ) -> Find:
        """The find of the entity at *place* (field, start, end)."""
        identifier, canonical, kind, subtype, korean, _, _ = self
        field, start, end = place
        return new_tuple(
            Find,
            (
                field, start, end, identifier, canonical, kind, subtype, form, korean,
                "gazetteer", sure, others, None,
            ),
        )  # fmt: skip


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


def organisation(field: int, span: tuple[int, int], text: str, *, korean: bool | None) -> Find:
    """The find of an organisation named after a country."""
    name = text[slice(*span)]
    return Find(
        field,
        *span,
        f"nil:{NOT_SLUG.sub('-', name.lower()).strip('-')}",
        name,
        EntityType.ORGANISATION,
        None,
        Form.NAME,
        korean,
        "organisation-grammar",
        0.85,
    )
