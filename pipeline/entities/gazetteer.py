"""Gazetteer: the entities that matter to Korea coverage, read from the rows in data/gazetteer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from koreawire.pipeline.lasting import lasting
from koreawire.schemas.enriched import EntityType

COLUMNS = (
    "id",
    "type",
    "subtype",
    "korean",
    "en",
    "ko",
    "nl",
    "da",
    "aliases",
    "demonyms",
    "flags",
    "source",
)
LANGUAGES = ("en", "ko", "nl", "da")
SEPARATOR = " | "
NEAR = "near:"  # a flag: the id behind it supports a weak name
WEAK = "~"  # after a name: link it only where the story gives other support


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entity; `language` None is any."""

    text: str
    language: str | None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of the gazetteer; `korean` None where nobody knows."""

    id: str
    type: EntityType
    subtype: str | None
    korean: bool | None
    names: tuple[Name, ...]
    demonyms: tuple[Name, ...]
    flags: frozenset[str]
    near: frozenset[str]  # ids whose presence supports a weak name of this one
    source: str

    @property
    def canonical(self) -> str:
        """The name shown to people: English, else the first there is."""
        return self.names[0].text


def parse_names(cell: str) -> tuple[Name, ...]:
    """The names of a cell: `en:US | Seoul | ko:다카~`."""
    return tuple(parse_name(part) for part in cell.split(SEPARATOR) if part)


def parse_name(text: str, language: str | None = None) -> Name:
    """One name, with its language prefix and weakness mark if it has them."""
    prefix, colon, rest = text.partition(":")
    if colon and len(prefix) == len("en") and prefix.islower():
        text, language = rest, prefix
    weak = text.endswith(WEAK)
    return Name(text.removesuffix(WEAK), language, weak)


def parse_row(line: str) -> Entity:
    """The entity of a tab-separated row.

    Raises:
        ValueError: A column is missing or a value is outside its vocabulary.
    """
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"gazetteer row of {len(cells)} columns, not {len(COLUMNS)}: {line[:80]}")
    row = dict(zip(COLUMNS, cells, strict=True))
    names = [parse_name(row[code], code) for code in LANGUAGES if row[code]]
    names.extend(parse_names(row["aliases"]))
    if not names:
        raise ValueError(f"gazetteer row without a name: {line[:80]}")
    flags = row["flags"].split()
    return Entity(
        id=row["id"],
        type=EntityType(row["type"]),
        subtype=row["subtype"] or None,
        korean={"yes": True, "no": False, "": None}[row["korean"]],
        names=tuple(dict.fromkeys(names)),
        demonyms=parse_names(row["demonyms"]),
        flags=frozenset(flag for flag in flags if not flag.startswith(NEAR)),
        near=frozenset(flag.removeprefix(NEAR) for flag in flags if flag.startswith(NEAR)),
        source=row["source"],
    )


def gazetteer_texts() -> dict[str, str]:
    """File name to text of every gazetteer file, in order of name."""
    folder = resources.files("koreawire.pipeline.data.gazetteer")
    files = [item for item in folder.iterdir() if item.name.endswith(".tsv")]
    return {item.name: item.read_text("utf-8") for item in sorted(files, key=lambda f: f.name)}


@lasting
def entities() -> tuple[Entity, ...]:
    """Every entity, in order of file and row."""
    return tuple(
        parse_row(line)
        for text in gazetteer_texts().values()
        for line in text.split("\n")[1:]
        if line
    )


@cache
def gazetteer_version() -> str:
    """A fingerprint of all rows: 12 hex digits; goes into every story it judged."""
    digest = hashlib.sha256()
    for name, text in gazetteer_texts().items():
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()[:12]
