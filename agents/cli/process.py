"""`koreawire process`: the agents' decisions offline, one line of JSON for each record."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from koreawire.agents.client.inputs import Input, inputs
from koreawire.agents.settings import load
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.flow import Flow
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.record import Output


def process(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, .jsonl(.gz), or - for stdin.")
    ],
    *,
    each: Annotated[
        bool, typer.Option("--each", help="Decide every input alone, with no history.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no count.")] = False,
) -> None:
    """Decide offline what the agents would publish, without a broker.

    Writes one JSON object a line for each record, in the agents' order: input,
    topic, key, headers, value. Dead letters included; exit 0 when every input
    is accounted for. What cannot be read is told in one line; the rest goes on,
    and the command ends with 1.

    Examples:

      koreawire process story.txt

      koreawire process --each items.jsonl.gz > decisions.jsonl

      cat page.html | koreawire process -
    """
    from koreawire.pipeline.stages import build  # noqa: PLC0415 - it loads every model's code

    flow = Flow(build(load().options()).values())
    fates: Counter[str] = Counter()
    console = Console(stderr=True, quiet=quiet)
    write = sys.stdout.buffer.write
    unread: list[str] = []

    def tell(what: str) -> None:
        unread.append(what)
        typer.echo(f"koreawire: {what}", err=True)

    for item in _watched(inputs(paths, unread=tell), console):
        if each:
            flow.forget()
        fates["items"] += 1
        for output in flow.run(item.key, item.value, item.headers):
            fates.update(_fates(output))
            write(line(item.name, output))
    sys.stdout.buffer.flush()
    console.print(summary(fates))
    if unread:
        raise typer.Exit(1)


def line(name: str, output: Output) -> bytes:
    """Return one line of output: JSON, newline at the end."""
    dead = output.topic == topics.DEAD_LETTER.name
    value = describe(output).to_json() if dead else output.value
    return orjson.dumps(
        {
            "input": name.encode(errors="surrogateescape").decode(errors="replace"),
            "topic": output.topic,
            "key": None if output.key is None else output.key.decode(errors="replace"),
            "headers": {
                name: value.decode(errors="replace") for name, value in output.headers.items()
            },
            "value": orjson.Fragment(value),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def summary(fates: Counter[str]) -> str:
    """Return the closing count: what became of the items and their stories."""
    shown = [f"{fates['items']} items", f"{fates['stories']} stories"]
    shown += [
        f"{count} {name}"
        for name, count in sorted(fates.items())
        if name not in {"items", "stories"}
    ]
    return ", ".join(shown)


def _fates(output: Output) -> Iterator[str]:
    if output.topic == topics.NORMALISED.name and output.headers.get(headers.KIND) == b"story":
        yield "stories"
    elif output.topic == topics.KOREA_STORIES.name:
        yield "Korea-relevant"
    elif output.topic == topics.DEAD_LETTER.name:
        yield "parked"
    elif output.topic in FATE_TOPICS and headers.CAUSE not in output.headers:
        yield output.headers[headers.FATE].decode()


FATE_TOPICS = {topics.UNIQUE.name, topics.RELATIONS.name, topics.NOTICES.name}


def _watched(items: Iterable[Input], console: Console) -> Iterator[Input]:
    """Yield *items* with a running count on stderr, where somebody watches."""
    if not console.is_terminal:
        yield from items
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} items"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("items", total=None)
        for item in items:
            yield item
            progress.advance(task)
