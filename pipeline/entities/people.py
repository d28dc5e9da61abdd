"""People: the gazetteer's Koreans by the key of their name, whatever its spelling or script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.korean_names import latin_names
from koreawire.pipeline.entities.romanise import name_key, southern, spells, surname_length
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.entities.gazetteer import Entity

GIVEN = re.compile(r"[ -]")
ALTERNATIVES_MAX = 5


class KoreanPeople:
    """Which people of the gazetteer a Korean name found by grammar might be."""

    def __init__(self, gazetteer: Sequence[Entity]) -> None:
        self._gazetteer = gazetteer
        self._keys: dict[str, tuple[str, ...]] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_hangul: dict[str, list[int]] = {}
        for place, entity in enumerate(gazetteer):
            if entity.type is EntityType.PERSON and entity.korean:
                self._keys[entity.id] = tuple(dict.fromkeys(_keys(entity)))
                for key in self._keys[entity.id]:
                    self._by_key.setdefault(key, []).append(place)
                for name in dict.fromkeys(southern(name.text) for name in entity.names):
                    if is_hangul(name):
                        self._by_hangul.setdefault(name, []).append(place)

    def keys(self, identifier: str) -> tuple[str, ...]:
        """The name keys of a linked Korean; empty for anybody else."""
        return self._keys.get(identifier, ())

    def bearers(self, key: str, surface: str) -> list[int]:
        """The gazetteer's people whose Hangul name *surface* can be a spelling of."""
        if is_hangul(surface):
            return self._by_hangul.get(southern(surface), [])
        return [
            place
            for place in self._by_key.get(key, ())
            if self._can_be(surface, self._gazetteer[place])
        ]

    @staticmethod
    def _can_be(surface: str, entity: Entity) -> bool:
        given = [part for part in GIVEN.split(surface)[1:] if part.strip("‐‑–")]
        return any(
            spells([part.strip("‐‑– ") for part in given], name.text[surname_length(name.text) :])
            for name in entity.names
            if is_hangul(name.text)
        )


def _keys(entity: Entity) -> list[str]:
    """A key for each Hangul name; without one, of each Latin name."""
    hangul = [n.text for n in entity.names if is_hangul(n.text) and surname_length(n.text)]
    if hangul:
        return [name_key(text) for text in hangul if " " not in text]
    return [name.key for n in entity.names for name in latin_names(n.text, korean_context=True)]
