"""The gazetteer and language commands, run as a person runs them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from koreawire.agents.cli import gazetteer, language
from koreawire.agents.problem import Problem

ROW = [
    "id=koreawire:hong-gil-dong",
    "type=person",
    "korean=yes",
    "en=Hong Gil-dong",
    "ko=홍길동",
    "source=koreawire",
]


def run(app, *words):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_a_row_is_added_and_passes_the_lint(tmp_path):
    """Who adds a person must not have to know the order of twelve columns."""
    file = tmp_path / "people.tsv"
    assert run(gazetteer.app, "add", "--file", str(file), *ROW).exit_code == 0
    assert "홍길동" in file.read_text(encoding="utf-8")
    assert "1 rows in 1 files, nothing wrong" in run(gazetteer.app, "lint", str(file)).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["colour=red"], "no column=value"),
        (["id=Q56226", "type=person", "en=X", "source=k-families-data"], "1 problems"),
        (["id=koreawire:x", "type=river", "en=X", "source=koreawire"], "not a gazetteer row"),
    ],
)
def test_an_unsound_row_is_refused_and_nothing_written(tmp_path, words, said):
    """A bad row would stop every worker at its start."""
    file = tmp_path / "people.tsv"
    with pytest.raises(Problem, match=said):
        run(gazetteer.app, "add", "--file", str(file), *words)
    assert not file.exists()


def test_a_text_is_tried_and_shows_ids():
    """The quickest way to see why a name was not found."""
    output = run(gazetteer.app, "test", "Kim Jong-un in Pyongyang", "--language", "nl").output
    assert "Q56226" in output
    assert "Q18808" in output


def test_backends_are_compared_on_known_texts(tmp_path):
    """A desk chooses its backend by its own texts."""
    file = tmp_path / "texts.jsonl"
    row = {"text": "De minister zei dat er geen gesprekken komen.", "lang": "nl"}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    output = run(language.app, "evaluate", str(file), "--backend", "py3langid").output
    assert "100.0" in output
    file.write_text("[]\n", encoding="utf-8")
    with pytest.raises(Problem, match="not an object with text and lang"):
        run(language.app, "evaluate", str(file))
