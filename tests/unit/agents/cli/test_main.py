"""The command line: every command explained, every trouble one line."""

from __future__ import annotations

import inspect

import pytest

from koreawire.agents.cli import main
from koreawire.agents.environment import SettingsError
from koreawire.agents.problem import Problem

LEAVES = dict(main.leaves())
PROMISED = {
    ("up",),
    ("worker",),
    ("topics", "create"),
    ("topics", "list"),
    ("doctor",),
    ("produce",),
    ("tail",),
    ("demo",),
    ("process",),
    ("purge",),
    ("dead-letters", "list"),
    ("dead-letters", "show"),
    ("dead-letters", "replay"),
    ("dead-letters", "drop"),
    ("dead-letters", "park"),
}


def test_every_promised_command_is_there():
    """README and tutorial call them by these names."""
    assert set(LEAVES) >= PROMISED


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_says_what_it_does_and_shows_how(path):
    """A command without an example is learnt by trial and error."""
    first, *_ = inspect.cleandoc(LEAVES[path].help).splitlines()
    assert first.endswith((".", "one differs."))
    assert f"koreawire {' '.join(path)}" in LEAVES[path].help.partition("Examples:")[2]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_option_is_explained(path):
    """Help that only repeats the name of an option is none."""
    for parameter in LEAVES[path].params:
        assert parameter.name == "help" or parameter.help, parameter.name


@pytest.mark.parametrize("trouble", [Problem("the broker is away; start it"), SettingsError("bad")])
def test_a_trouble_is_one_line_and_exit_1(monkeypatch, capsys, trouble):
    """Whoever is called at night reads one line, not forty frames."""

    def fail():
        raise trouble

    monkeypatch.setattr(main, "app", fail)
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"koreawire: {trouble}\n"


def test_a_bug_keeps_its_traceback(monkeypatch):
    """What we did not foresee must be reported with where it happened."""

    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(main, "app", fail)
    with pytest.raises(ZeroDivisionError):
        main.main()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["nope"], 2),
        (["tail"], 2),
        (["tail", "--limit", "x"], 2),
    ],
)
def test_exit_codes_are_those_of_a_unix_command(monkeypatch, arguments, code):
    """Scripts tell wrong usage (2) from a trouble outside (1)."""
    monkeypatch.setattr("sys.argv", ["koreawire", *arguments])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == code
