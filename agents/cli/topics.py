"""`koreawire topics`: the topics the project needs, on the broker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Column, Table

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import load

if TYPE_CHECKING:
    from koreawire.agents.client.topics import Topic
    from koreawire.agents.settings import Settings
    from koreawire.schemas.topics import TopicSpec

HOUR_MS = 3_600_000
PIPE_WIDTH = 160

app = typer.Typer(name="topics", no_args_is_help=True, help="Create and list the topics.")


@app.command()
def create() -> None:
    """Create the topics that are missing; those that exist are left as they are.

    Partitions and retention come from the one list of topics, one more topic
    for each desk of the rules; replicas from KOREAWIRE_REPLICATION_FACTOR, else
    from the number of brokers (three at most).

    Examples:

      koreawire topics create

      KOREAWIRE_TOPIC_PREFIX=test. koreawire topics create
    """
    settings = load()
    made = asyncio.run(_create(settings))
    for name in made:
        typer.echo(f"created {name}")
    typer.echo(f"{len(made)} topics created, {len(topics.specs(settings)) - len(made)} were there")


@app.command(name="list")
def list_() -> None:
    """List the topics: who may read them, what is in them, and whether they exist.

    Examples:

      koreawire topics list
    """
    settings = load()
    specs = topics.specs(settings)
    found = asyncio.run(_existing(settings, specs)) if settings.brokers else None
    table = Table(
        Column("topic", no_wrap=True),
        "key",
        "holds",
        "partitions",
        "kept",
        "readers",
        "on the broker",
    )
    for spec in specs:
        table.add_row(
            settings.topic(spec.name),
            spec.key,
            ", ".join(model.__name__ for model in spec.models),
            str(spec.partitions),
            f"{spec.retention_ms // HOUR_MS} h",
            spec.readers.value,
            _state(settings, spec, found),
        )
    Console(width=None if Console().is_terminal else PIPE_WIDTH).print(table)


def _state(settings: Settings, spec: TopicSpec, found: dict[str, Topic] | None) -> str:
    if found is None:
        return "no broker is set"
    wrong = topics.differences(spec, found.get(settings.topic(spec.name)))
    return "; ".join(wrong) or "as specified"


async def _create(settings: Settings) -> tuple[str, ...]:
    async with admin(settings) as client:
        return await topics.create(client, settings, topics.specs(settings))


async def _existing(settings: Settings, specs: tuple[TopicSpec, ...]) -> dict[str, Topic]:
    async with admin(settings) as client:
        return await topics.existing(client, [settings.topic(spec.name) for spec in specs])
