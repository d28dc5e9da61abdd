"""`koreawire rules`: what a desk editor sees of a rules file."""

import json
from datetime import UTC, datetime

import pytest
from tests.support.enriched import HOUR_MS, NOON_MS, enriched
from typer.testing import CliRunner

from koreawire.agents.cli.rules import app
from koreawire.agents.problem import Problem

NOON = datetime.fromtimestamp(NOON_MS / 1000, UTC)
GOOD = """\
desks: {a: A, b: B}
rules:
  - {name: one, desk: a, when: {language: en}}
cases:
  - {name: an English story, given: {headline: South Korea votes}, desks: [a]}
"""


@pytest.fixture
def rules_file(tmp_path):
    def write(text):
        path = tmp_path / "desks.yaml"
        path.write_text(text)
        return str(path)

    return write


def run(*arguments, text=None):
    return CliRunner().invoke(app, list(arguments), input=text)


def test_lint_names_the_version_that_records_will_carry(rules_file):
    """The editor can tell later which rules sent a story."""
    result = run("lint", rules_file(GOOD))
    assert result.exit_code == 0
    assert result.stdout.startswith("desks-")
    assert "1 rules, 2 desks, 1 cases" in result.stdout


def test_lint_tells_a_mistake_with_its_line(rules_file):
    """One line, no traceback."""
    result = run("lint", rules_file(GOOD.replace("language", "langage")))
    assert isinstance(result.exception, Problem)
    assert "desks.yaml:3:" in str(result.exception)


def test_a_mistake_in_a_case_is_told_as_well(rules_file):
    """A case that names no desk of the file would never be tried."""
    result = run("lint", rules_file(GOOD.replace("desks: [a]}", "desks: [c]}")))
    assert isinstance(result.exception, Problem)
    assert "desks.yaml:5:" in str(result.exception)


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    """The usual mistake."""
    result = run("lint", str(tmp_path / "none.yaml"))
    assert isinstance(result.exception, Problem)


def test_cases_that_hold_are_counted(rules_file):
    """The editor's own examples, through the real models."""
    result = run("test", rules_file(GOOD))
    assert (result.exit_code, result.stdout) == (0, "1 of 1 cases as expected\n")


def test_a_case_that_fails_says_what_came_instead(rules_file):
    """Exit 1, so that a check in a pipeline stops."""
    result = run("test", rules_file(GOOD.replace("desks: [a]}", "desks: [b]}")))
    assert result.exit_code == 1
    assert "an English story: expected b, got a" in result.stdout


def test_the_shipped_rules_do_what_their_cases_say():
    """The file people copy must be an example of itself."""
    assert run("test").exit_code == 0


@pytest.mark.parametrize("as_record", [False, True])
def test_explain_shows_each_rule_and_the_desks(rules_file, tmp_path, as_record):
    """From a bare value or a whole record, as `tail` and `process` write them."""
    value = json.loads(enriched("South Korea votes").to_json())
    line = {"headers": {"koreawire-time": str(NOON_MS)}, "value": value} if as_record else value
    stories = tmp_path / "stories.jsonl"
    stories.write_text(json.dumps(line) + "\n")
    result = run("explain", str(stories), "--rules", rules_file(GOOD))
    assert result.exit_code == 0
    assert "South Korea votes" in result.stdout
    assert "one" in result.stdout


def test_explain_judges_age_as_the_worker_did(rules_file, tmp_path):
    """A story that was read in late must not be shown as if it had come at once."""
    value = json.loads(enriched("X", version_created=NOON).to_json())
    late = str(NOON_MS + 48 * HOUR_MS)
    line = {"headers": {"koreawire-time": str(NOON_MS), "koreawire-clock": late}, "value": value}
    stories = tmp_path / "stories.jsonl"
    stories.write_text(json.dumps(line) + "\n")
    rules = rules_file(GOOD.replace("language: en", "age: {at_most: 60}"))
    assert "no desk" in run("explain", str(stories), "--rules", rules).stdout


def test_a_case_can_say_which_revision_it_is(rules_file):
    """What rules can ask, their cases can give."""
    text = GOOD.replace("language: en", "revision: {at_least: 2}")
    assert run("test", rules_file(text)).exit_code == 1
    text = text.replace("headline: South", "revision: 2, action: update, headline: South")
    assert run("test", rules_file(text)).exit_code == 0


def test_explain_refuses_what_is_no_story(tmp_path):
    """With the line of the input."""
    stories = tmp_path / "stories.jsonl"
    stories.write_text('{"uri": 1}\n')
    result = run("explain", str(stories))
    assert isinstance(result.exception, Problem)
    assert "stories.jsonl:1" in str(result.exception)
