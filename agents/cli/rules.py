"""`koreawire rules`: check a rules file, try its cases, see why a story went where it went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from koreawire.agents.problem import Problem
from koreawire.agents.settings import load
from koreawire.pipeline.event_time import came_at, told_time
from koreawire.pipeline.rules.source import RulesError
from koreawire.schemas.enriched import EnrichedStory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.routing import Rules
    from koreawire.pipeline.rules.cases import Case

app = typer.Typer(name="rules", no_args_is_help=True, help="Check and explain the desks file.")

RulesPath = Annotated[
    Path | None,
    typer.Argument(help="A desks file (YAML); else KOREAWIRE_RULES_FILE, else the shipped one."),
]


@app.command()
def lint(path: RulesPath = None) -> None:
    """Check a desks file; every mistake is told with its line.

    Examples:

      koreawire rules lint desks.yaml
    """
    rules = rules_in_force(path)
    typer.echo(
        f"{rules.version}: {len(rules.file.rules)} rules, {len(rules.file.desks)} desks,"
        f" {len(_cases(rules))} cases"
    )


@app.command(name="test")
def try_cases(path: RulesPath = None) -> None:
    """Enrich the cases of a desks file and compare their desks; exit 1 if one differs.

    Examples:

      koreawire rules test desks.yaml
    """
    from koreawire.pipeline.enrich import Enrich  # noqa: PLC0415 - it loads the models

    rules = rules_in_force(path)
    found = _cases(rules)
    enrich = Enrich.load()
    failed = 0
    for case in found:
        story = enrich.enrich(case.story, rules, case.came_at_ms)
        desks = story.koreawire.desks or ()
        if set(desks) != set(case.desks):
            failed += 1
            typer.echo(
                f"line {case.line}: {case.name}: expected {_list(case.desks)}, got {_list(desks)}"
            )
    typer.echo(f"{len(found) - failed} of {len(found)} cases as expected")
    if failed:
        raise typer.Exit(1)


@app.command()
def explain(
    stories: Annotated[
        str, typer.Argument(help="JSON lines of enriched stories, as `tail` writes them; or -.")
    ],
    rules_file: Annotated[
        Path | None, typer.Option("--rules", help="A desks file instead of the one in force.")
    ] = None,
) -> None:
    """Show, for each story, every rule that was tried and whether it held.

    Examples:

      koreawire tail korea.stories.v1 --jsonl --limit 1 | koreawire rules explain -

      koreawire rules explain stories.jsonl --rules desks.yaml
    """
    rules = rules_in_force(rules_file)
    console = Console()
    for story, time_ms in _stories(stories):
        table = Table(title=story.headline or story.uri, title_justify="left")
        table.add_column("line", justify="right")
        for column in ("rule", "held", "desks", "asks"):
            table.add_column(column)
        for trial in rules.explain(story, time_ms):
            table.add_row(
                str(trial.rule.line),
                trial.rule.name,
                "yes" if trial.held else "no",
                _list(trial.rule.desks) if trial.held else "",
                trial.rule.when.said,
            )
        console.print(table)
        console.print(f"{rules.version}: {_list(rules.desks(story, time_ms))}\n")


def rules_in_force(path: Path | None = None) -> Rules:
    """Return the rules of *path*, else of the settings, else the shipped ones.

    Raises:
        Problem: They cannot be read, or have mistakes; each with its line.
    """
    from koreawire.pipeline.routing import Rules  # noqa: PLC0415 - it loads the matcher

    chosen = path or load().rules_file
    try:
        if chosen is None:
            return Rules.shipped()
        return Rules.load(chosen.read_text(encoding="utf-8"), chosen.name)
    except RulesError as error:
        raise Problem(str(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"cannot read {chosen}: {error}") from None


def _cases(rules: Rules) -> tuple[Case, ...]:
    from koreawire.pipeline.rules.cases import cases  # noqa: PLC0415

    try:
        return cases(rules.file)
    except RulesError as error:
        raise Problem(str(error)) from None


def _stories(path: str) -> Iterator[tuple[EnrichedStory, int | None]]:
    """Yield enriched stories with when they came, from bare values or whole records."""
    try:
        lines = sys.stdin.buffer if path == "-" else Path(path).read_bytes().splitlines()
    except OSError as error:
        raise Problem(f"cannot read {path}: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = orjson.loads(line)
            time = None
            if isinstance(found, dict) and isinstance(found.get("value"), dict):
                said = {name: value.encode() for name, value in found.get("headers", {}).items()}
                time = told_time(said)
                time = None if time is None else came_at(said, time)
                found = found["value"]
            yield EnrichedStory.model_validate(found), time
        except (orjson.JSONDecodeError, ValidationError, ValueError) as error:
            raise Problem(f"{path}:{number}: no enriched story: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _list(desks: tuple[str, ...]) -> str:
    return ", ".join(desks) or "no desk"
