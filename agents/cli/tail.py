"""`koreawire tail`: a topic as a table for people or JSON lines for programs."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from koreawire.agents.client.reading import read
from koreawire.agents.client.record import as_record
from koreawire.agents.rows import Row, row
from koreawire.agents.settings import load
from koreawire.pipeline.dead_letters import describe
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from koreawire.agents.settings import Settings
    from koreawire.pipeline.record import Record

TITLES = Row("time (UTC)", "lang", "what", "desks", "why")
PIPE_WIDTH = 200  # characters of a table that goes into a pipe
TIME_WIDTH, LANGUAGE_WIDTH = 16, 4


def tail(
    topic: Annotated[str, typer.Argument(help="A topic, with or without the prefix.")],
    *,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Also what is there already.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="End after so many records.")
    ] = None,
    until_end: Annotated[
        bool, typer.Option("--until-end", help="End where the topic ends now.")
    ] = False,
    jsonl: Annotated[
        bool | None,
        typer.Option("--jsonl/--table", help="JSON lines, or a table; else a table on a terminal."),
    ] = None,
) -> None:
    """Show the records of a topic as they come; Ctrl-C ends it.

    A JSON line has topic, partition, offset, timestamp, key, headers and value;
    the value of a dead letter is its description.

    Examples:

      koreawire tail korea.stories.v1

      koreawire tail wire.dead-letter.v1 --from-beginning --until-end

      koreawire tail korea.stories.v1 --from-beginning --limit 10 --jsonl | jq .value.uri
    """
    settings = load()
    name = topic.removeprefix(settings.topic_prefix)
    as_json = jsonl if jsonl is not None else not sys.stdout.isatty()
    show = _json_lines() if as_json else _table(Console())
    asyncio.run(
        _follow(settings, name, show, limit, from_beginning=from_beginning, until_end=until_end)
    )


async def _follow(
    settings: Settings,
    name: str,
    show: Callable[[Record], None],
    limit: int | None,
    *,
    from_beginning: bool,
    until_end: bool,
) -> None:
    shown = 0
    found = read(
        settings, [settings.topic(name)], from_beginning=from_beginning, until_end=until_end
    )
    async with aclosing(found):
        async for consumed in found:
            show(as_record(name, consumed))
            shown += 1
            if shown == limit:
                break


def json_line(record: Record) -> bytes:
    """Return a record as one line of JSON, newline at the end."""
    value: object
    if record.topic == topics.DEAD_LETTER.name:
        value = orjson.Fragment(describe(record).to_json())
    else:
        value = _json(record.value)
    return orjson.dumps(
        {
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "timestamp": record.timestamp,
            "key": None if record.key is None else record.key.decode(errors="replace"),
            "headers": {
                name: value.decode(errors="replace") for name, value in record.headers.items()
            },
            "value": value,
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _json(value: bytes | None) -> object:
    """The value as JSON where it is JSON, else as text: a raw topic holds wire files too."""
    if value is None:
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value.decode(errors="replace")


def _json_lines() -> Callable[[Record], None]:
    def show(record: Record) -> None:
        sys.stdout.buffer.write(json_line(record))
        sys.stdout.buffer.flush()

    return show


def _table(console: Console) -> Callable[[Record], None]:
    """Return a printer of rows under each other; widths are fixed, so nothing is awaited."""
    width = console.width if console.is_terminal else PIPE_WIDTH
    console.width = width
    console.print(_line(TITLES, width, style="bold"))

    def show(record: Record) -> None:
        found = row(record.topic, record.headers, record.value, record.timestamp)
        console.print(_line(found, width))

    return show


def _line(cells: Row, width: int, style: str = "") -> Table:
    left = max(30, width - TIME_WIDTH - LANGUAGE_WIDTH - 4)
    grid = Table.grid(padding=(0, 1))
    for fixed in (TIME_WIDTH, LANGUAGE_WIDTH, left * 5 // 10, left * 2 // 10, left * 3 // 10):
        grid.add_column(width=fixed, overflow="fold")
    grid.add_row(*(Text(cell, style=style) for cell in cells))
    return grid
