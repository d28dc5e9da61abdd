"""The koreawire command: a command is a module of this folder and a line of `COMMANDS`."""

from __future__ import annotations

import logging
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from koreawire.agents.cli import (
    dead_letters,
    duplicates,
    gazetteer,
    language,
    overrides,
    rules,
    topics,
)
from koreawire.agents.cli.demo import demo
from koreawire.agents.cli.doctor import doctor
from koreawire.agents.cli.explain import explain
from koreawire.agents.cli.families import families
from koreawire.agents.cli.process import process
from koreawire.agents.cli.produce import produce
from koreawire.agents.cli.purge import purge
from koreawire.agents.cli.tail import tail
from koreawire.agents.cli.up import up
from koreawire.agents.cli.worker import worker
from koreawire.agents.environment import SettingsError
from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = (up, worker, process, explain, produce, tail, families, demo, doctor, purge)
GROUPS = {
    "topics": topics.app,
    "dead-letters": dead_letters.app,
    "duplicates": duplicates.app,
    "rules": rules.app,
    "gazetteer": gazetteer.app,
    "language": language.app,
    "desk": overrides.desk_app,
    "relevance": overrides.relevance_app,
    "overrides": overrides.app,
}

app = typer.Typer(
    name="koreawire",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,  # a bug keeps Python's own traceback
)
for command in COMMANDS:
    app.command()(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        typer.echo(f"koreawire {version('koreawire')}")
        raise typer.Exit


@app.callback()
def koreawire(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Raw wire items in, enriched Korea stories out, over Kafka topics.

    Settings come from the environment: KOREAWIRE_BROKER=host:port names the
    cluster; `koreawire doctor` checks the rest.

    Examples:

      koreawire demo

      koreawire up

      koreawire produce story.html && koreawire tail korea.stories.v1
    """


def leaves() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command that can be run, with the words that call it: for reference and tests."""
    yield from _leaves(get_command(app), ())


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, child in inner.items():
        yield from _leaves(child, (*path, name))


def main() -> None:
    """Run the command; a trouble a person can mend is one line on stderr and exit 1."""
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())  # we tell its troubles
    try:
        app()
    except (Problem, SettingsError) as problem:
        sys.stderr.write(f"koreawire: {problem}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
