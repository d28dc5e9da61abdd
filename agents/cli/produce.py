"""`koreawire produce`: files, folders, JSONL or stdin to the raw topic."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from koreawire.agents.client import producing
from koreawire.agents.client.inputs import inputs
from koreawire.agents.settings import load
from koreawire.schemas.topics import RAW

MEGABYTE = 1_000_000


def produce(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, .jsonl(.gz) of RawItems, or - for stdin.")
    ],
    *,
    partition: Annotated[
        int | None,
        typer.Option(min=0, help="Send all to one partition: keeps the order of the input."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Send raw items to the raw topic and say what the broker confirmed.

    Wire files go as their own bytes, lines of .jsonl as RawItems keyed
    provider:itemId. A record above the topic's limit is refused in one line,
    and so is what cannot be read; the rest goes on, and the command ends with 1.

    Examples:

      koreawire produce story.html inbox/

      koreawire produce --partition 0 items.jsonl.gz

      scraper | koreawire produce -
    """
    settings = load()
    console = Console(stderr=True)
    unread: list[str] = []

    def tell(what: str) -> None:
        unread.append(what)
        typer.echo(f"koreawire: {what}", err=True)

    with _progress(console, quiet=quiet) as progress:
        task = progress.add_task("confirmed", total=None, megabytes=0.0)

        def show(done: producing.Produced) -> None:
            size = done.confirmed_bytes / MEGABYTE
            progress.update(task, completed=done.confirmed, megabytes=size)

        done = asyncio.run(
            producing.produce(
                settings,
                inputs(paths, unread=tell),
                partition=partition,
                refused=lambda line: typer.echo(f"koreawire: {line}", err=True),
                progress=show,
            )
        )
    typer.echo(summary(settings.topic(RAW.name), done))
    if done.refused or unread:
        raise typer.Exit(1)


def summary(topic: str, done: producing.Produced) -> str:
    """Return the closing line: what the broker confirmed, and where it is."""
    places = ", ".join(
        f"{partition}:{first}" + (f"-{last}" if last != first else "")
        for partition, (first, last) in sorted(done.places.items())
    )
    where = f" at {places}" if places else ""
    refused = f"; {done.refused} refused" if done.refused else ""
    size = f"{done.confirmed_bytes:,} bytes"
    return f"{topic}: {done.confirmed} records confirmed ({size}){where}{refused}"


def _progress(console: Console, *, quiet: bool) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} confirmed, {task.fields[megabytes]:.1f} MB"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
