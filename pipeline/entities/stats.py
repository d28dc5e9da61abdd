"""Stats: how much of the world the gazetteer holds, by kind and language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.gazetteer import LANGUAGES
from koreawire.pipeline.entities.inflect import is_hangul

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.pipeline.entities.gazetteer import Entity


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of the statistics: a kind of entity, and how many have what."""

    kind: str
    rows: int
    korean: int
    wikidata: int
    geonames: int
    local: int
    named: dict[str, int]  # language to how many have a name there
    names: int  # all names and demonyms


def tallies(entities: Iterable[Entity]) -> list[Tally]:
    """A line for each kind, and the sum last."""
    by_kind: dict[str, list[Entity]] = {}
    everything: list[Entity] = []
    for entity in entities:
        by_kind.setdefault(entity.type.value, []).append(entity)
        everything.append(entity)
    lines = [_tally(kind, by_kind[kind]) for kind in sorted(by_kind)]
    return [*lines, _tally("all", everything)]


def _tally(kind: str, entities: list[Entity]) -> Tally:
    prefixes = Counter(entity.id.partition(":")[0] for entity in entities)
    named = {
        language: sum(is_named(entity, language) for entity in entities) for language in LANGUAGES
    }
    return Tally(
        kind=kind,
        rows=len(entities),
        korean=sum(bool(entity.korean) for entity in entities),
        wikidata=len(entities) - prefixes["geonames"] - prefixes["koreawire"],
        geonames=prefixes["geonames"],
        local=prefixes["koreawire"],
        named=named,
        names=sum(len(entity.names) + len(entity.demonyms) for entity in entities),
    )


def is_named(entity: Entity, language: str) -> bool:
    """Has *entity* a name for texts in *language*: one of that language, or one of none?

    A romanised name is the name in every language of Latin script.
    """
    if language == "ko":
        return any(is_hangul(name.text) or name.language == "ko" for name in entity.names)
    return any(
        name.language in (language, None) or (name.language == "en" and travels(entity))
        for name in entity.names
        if not is_hangul(name.text)
    )


def travels(entity: Entity) -> bool:
    """Are the English names of *entity* read in other languages too (people, organisations)?"""
    return entity.type.value != "place" or entity.korean is True


def as_table(entities: Iterable[Entity]) -> list[list[str]]:
    """The statistics as rows of cells, the header first."""
    head = ["kind", "rows", "Korean", "Wikidata", "GeoNames", "own id", *LANGUAGES, "names"]
    rows = [
        [
            tally.kind,
            *map(str, (tally.rows, tally.korean, tally.wikidata, tally.geonames, tally.local)),
            *(str(tally.named[language]) for language in LANGUAGES),
            str(tally.names),
        ]
        for tally in tallies(entities)
    ]
    return [head, *rows]
