"""A dead letter on the screen: a row of a table, a line of JSON, or all there is to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from koreawire.agents.rows import clock
from koreawire.agents.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from koreawire.agents.client.dead_letters import Letter

PIPE_WIDTH = 200  # characters of a table that goes into a pipe
ID_WIDTH, TIME_WIDTH, STAGE_WIDTH, TRIED_WIDTH = 8, 16, 11, 5
CELL_CHARACTERS = 300
LINE_CHARACTERS = 2_000
SHOWN_BYTES = 16_384  # of a value: a screen or two of text; --raw has it all


def table() -> Callable[[Letter], None]:
    """Return a printer of rows under each other."""
    console = Console()
    console.width = width = console.width if console.is_terminal else PIPE_WIDTH
    titles = ("id", "parked (UTC)", "stage", "tried", "from", "reason")
    console.print(_row(titles, width, style="bold"))

    def show(letter: Letter) -> None:
        said = letter.said
        done = f"({letter.handled.action}) " if letter.handled else ""
        who = f" {letter.provider}" if letter.provider else ""
        cells = (
            letter.id,
            clock(letter.record.timestamp),
            said.stage,
            str(said.attempts),
            f"{said.topic}:{said.partition}:{said.offset}{who}",
            done + said.reason,
        )
        console.print(_row(tuple(visible(cell, CELL_CHARACTERS) for cell in cells), width))

    return show


def _row(cells: tuple[str, ...], width: int, style: str = "") -> Table:
    fixed = (ID_WIDTH, TIME_WIDTH, STAGE_WIDTH, TRIED_WIDTH)
    left = max(30, width - sum(fixed) - 5)
    grid = Table.grid(padding=(0, 1))
    for column in (*fixed, left * 2 // 5, left * 3 // 5):
        grid.add_column(width=column, overflow="fold")
    grid.add_row(*(Text(cell, style=style) for cell in cells))
    return grid


def as_json(letter: Letter) -> bytes:
    """Return a letter as one line of JSON, newline at the end."""
    return orjson.dumps(
        {
            "id": letter.id,
            "parkedAt": letter.parked_at,
            "handled": orjson.Fragment(letter.handled.to_json()) if letter.handled else None,
            **orjson.loads(letter.said.to_json()),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def shown(letter: Letter) -> Iterator[str]:
    """Yield all there is to see of a letter, line by line, nothing in it acting on the screen."""
    said, record = letter.said, letter.record
    yield f"{letter.id}, parked {letter.parked_at:%Y-%m-%d %H:%M:%S} UTC by {visible(said.stage)}"
    yield f"reason    {visible(said.reason)} ({visible(said.error)})"
    yield f"from      {visible(said.topic)}:{said.partition}:{said.offset}"
    yield f"tried     {said.attempts} times"
    if letter.handled is not None:
        done = letter.handled
        why = f": {visible(done.because)}" if done.because else ""
        yield f"{done.action:9} by {visible(done.by)}{why}"
    yield f"key       {_text(record.key or b'')}"
    for name, value in sorted(record.headers.items()):
        yield f"header    {visible(name)}: {_text(value)}"
    value = record.value or b""
    rest = f", of which the first {SHOWN_BYTES:,}" if len(value) > SHOWN_BYTES else ""
    yield f"value     {len(value):,} bytes{rest}:"
    for line in value[:SHOWN_BYTES].decode(errors="backslashreplace").splitlines():
        yield f"  {visible(line, LINE_CHARACTERS)}"


def _text(value: bytes) -> str:
    return visible(value.decode(errors="backslashreplace"), CELL_CHARACTERS)
