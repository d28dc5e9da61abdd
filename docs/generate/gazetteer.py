"""The page of the gazetteer: what a row is, and how many there are of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.agents.cli.gazetteer import markdown_table
from koreawire.pipeline.entities.gazetteer import entities, gazetteer_version
from koreawire.pipeline.entities.stats import as_table

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    ("id", "`Q…` Wikidata, `geonames:…`, or `koreawire:…` where no source bears an id out"),
    ("type, subtype", "person, organisation, place, event, product; country, city, politician …"),
    ("korean", "`yes` or `no`: of the peninsula or not; empty where unknown"),
    ("en, ko, nl, da", "the name in each language; empty where it is the English one"),
    ("aliases", "other names, `language:name`, split by ` | `; without a prefix for any language"),
    ("demonyms", "adjectives and inhabitants, inflected by the rules of the language"),
    ("flags", "`context`, `shared`, `north`, `south`, `near:<id>`; see below"),
    ("source", "the keys of the sources that bear the id out; `koreawire` for our own ids"),
)
FLAGS = (
    ("`~` after a name", "weak: read only where the story supports it"),
    ("`context`", "several people bear the name: linked only with a word near by that says who"),
    ("`context-ko`", "the same, for the name in Hangul only"),
    ("`shared`", "two rows share a name knowingly; the story decides"),
    ("`near:<id>`", "an entity whose presence supports a weak name, as Armenia does for Georgia"),
)
SOURCES = """\
Wikidata ids and most names of people and institutions come from the reference list of the project
(Wikidata, CC0; Who's On First, attribution; Research Organization Registry, CC0; Unicode CLDR,
Unicode-3.0; and others: the keys are its own). City ids come from GeoNames (CC BY 4.0). Names in
Hangul are weighed against word and name lists drawn from mecab-ko-dic (Apache-2.0)."""


def gazetteer() -> Iterator[str]:
    """Yield the lines of the page."""
    head, *rows = as_table(entities())
    yield f"Version `{gazetteer_version()}`: a fingerprint of all rows."
    yield ""
    yield from markdown_table(head, rows)
    yield from ("", "## A row", "")
    yield from markdown_table(("column", "holds"), COLUMNS)
    yield from ("", "## Marks", "")
    yield from markdown_table(("mark", "means"), FLAGS)
    yield from ("", "## Sources", "", SOURCES)
