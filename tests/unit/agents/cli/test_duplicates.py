"""`koreawire duplicates` and `families`: what a newsroom asks of relations."""

from __future__ import annotations

import json

import pytest
from tests.support.ledger_desk import MORE, TEXT
from typer.testing import CliRunner

from koreawire.agents.cli.main import app
from koreawire.agents.problem import Problem

RUNNER = CliRunner()


def run(*arguments):
    return RUNNER.invoke(app, [str(one) for one in arguments])


def item(identifier, body, hour, **more):
    return {
        "provider": "daily",
        "itemId": identifier,
        "fetchedAt": f"2025-11-24T{hour:02}:00:00Z",
        "contentType": "text/plain",
        "headline": "Laver farmers ask for help",
        "payload": body,
        **more,
    }


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT + MORE)
    return tmp_path


def test_explain_says_what_decided(files):
    """A decision that cannot be read cannot be trusted."""
    found = run("duplicates", "explain", files / "a.txt", files / "b.txt")
    assert found.exit_code == 0, found.output
    assert found.output.startswith("update by shared shingles")
    assert "containment" in found.output
    assert "only in the second: Tuesday" in found.output


def test_explain_of_nothing_is_one_line(files):
    """A misspelt name should not look like a story without duplicates."""
    found = run("duplicates", "explain", files / "a.txt", "no-such-file")
    assert isinstance(found.exception, Problem)


def test_evaluate_counts_pairs_that_are_given_whole(tmp_path):
    """A newsroom labels what it has at hand: two texts and a verdict."""
    pairs = [
        {
            "a": item("1", TEXT, 10),
            "b": item("2", TEXT + MORE, 11),
            "same": True,
            "label": "update",
        },
        {"a": item("1", TEXT, 10), "b": item("3", MORE, 12, headline="Shops"), "same": False},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, pairs)))
    found = run("duplicates", "evaluate", path)
    assert found.exit_code == 0, found.output
    assert "2 pairs" in found.output
    assert "named right: 1 of 1" in found.output
    assert "0 pairs missed, 0 connected wrongly" in found.output


def test_evaluate_finds_ids_in_a_stream(tmp_path):
    """Pairs mean more with the stream around them."""
    (tmp_path / "items.jsonl").write_text(
        "\n".join(json.dumps(item(str(n), f"{n}. {TEXT}", n)) for n in (1, 2, 3))
    )
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"a": "1", "b": "3", "same": True}))
    found = run(
        "duplicates", "evaluate", tmp_path / "pairs.jsonl", "--items", tmp_path / "items.jsonl"
    )
    assert found.exit_code == 0, found.output
    assert "0 pairs missed" in found.output


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"a": "1", "b": "2", "same": true}', "nonsense"])
def test_what_is_no_pair_is_told_with_its_line(tmp_path, line):
    """A silent skip would move every figure."""
    path = tmp_path / "pairs.jsonl"
    path.write_text(line)
    found = run("duplicates", "evaluate", path)
    assert isinstance(found.exception, Problem)
    assert "pairs.jsonl" in str(found.exception)


def test_families_show_who_told_a_story(tmp_path):
    """A desk asks who has it, and whose text is the newest."""
    (tmp_path / "items.jsonl").write_text(
        "\n".join(json.dumps(one) for one in (item("1", TEXT, 10), item("2", TEXT + MORE, 11)))
    )
    process = run("process", "--quiet", tmp_path / "items.jsonl")
    (tmp_path / "run.jsonl").write_bytes(process.stdout_bytes)
    found = run("families", "urn:koreawire:daily:1", "--from", tmp_path / "run.jsonl")
    assert found.exit_code == 0, found.output
    assert "newest urn:koreawire:daily:2" in found.output.replace("\n", " ")
    assert "2 members, independence 1 (daily)" in found.output.replace("\n", " ")
