"""`koreawire demo`: the sample set through a desk of its own, every item accounted for."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from koreawire.agents.cli.desk import desk
from koreawire.agents.cli.fates import Fate, fate
from koreawire.agents.client import producing
from koreawire.agents.client.accounts import READ, Accounts
from koreawire.agents.client.reading import read
from koreawire.agents.client.record import as_record
from koreawire.agents.problem import Problem
from koreawire.agents.rows import row
from koreawire.pipeline.samples import samples
from koreawire.schemas.topics import RAW

if TYPE_CHECKING:
    from koreawire.agents.cli.desk import Desk, Worker
    from koreawire.pipeline.samples import Sample

LIMIT_SECONDS = 60.0  # a warm run takes about ten
POLL_SECONDS = 0.1
PIPE_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: items by place in the raw topic, and what is known of them."""

    items: dict[str, Sample]
    accounts: Accounts

    def unaccounted(self) -> list[str]:
        """Return the names of the items nothing is known of yet."""
        return [sample.name for item, sample in self.items.items() if self.accounts.open(item)]

    def complete(self) -> bool:
        """Whether every item and story has come to its end."""
        return not self.unaccounted() and not self.accounts.under_way()


def demo(
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the worker's log.")
    ] = False,
) -> None:
    """Run the sample set through a broker and a worker of its own, and show what came out.

    Ends with 0 when every item is accounted for. Nothing is left behind.

    Examples:

      koreawire demo
    """
    console = Console(width=None if Console().is_terminal else PIPE_WIDTH)
    started = time.monotonic()
    with (
        console.status("a broker, the topics and a worker start"),
        desk(web_port=0, always_embedded=True, verbose=verbose) as running,
    ):
        run = asyncio.run(_run(running))
    _stories(console, run)
    _others(console, run)
    missing = run.unaccounted()
    if not run.complete():
        raise Problem(
            f"unaccounted for after {LIMIT_SECONDS:g} s: {', '.join(missing) or 'stories'}; "
            "run `koreawire demo --verbose`"
        )
    seconds = time.monotonic() - started
    console.print(f"{len(run.items)} items, all accounted for, in {seconds:.1f} s")


async def _run(running: Desk) -> Run:
    """Produce the samples in their order and watch the topics until nothing is open."""
    settings = running.settings
    items = list(samples())
    await producing.produce(settings, items, partition=0, refused=_refused)
    places = {f"{RAW.name}:0:{offset}": sample for offset, sample in enumerate(items)}
    run = Run(places, Accounts())
    watching = asyncio.create_task(_watch(running, run))
    deadline = time.monotonic() + LIMIT_SECONDS
    while not watching.done() and time.monotonic() < deadline:
        _check(running.worker)
        await asyncio.wait({watching}, timeout=POLL_SECONDS)
    if watching.done():
        watching.result()
    watching.cancel()
    return run


async def _watch(running: Desk, run: Run) -> None:
    settings = running.settings
    topics = {settings.topic(spec.name): spec.name for spec in READ}
    async with aclosing(read(settings, list(topics), from_beginning=True)) as records:
        async for consumed in records:
            run.accounts.add(as_record(topics[consumed.topic], consumed))
            if run.complete():
                return


def _refused(line: str) -> None:
    raise Problem(f"a sample was refused: {line}")


def _check(worker: Worker) -> None:
    if worker.ended is not None:
        raise Problem(f"the worker ended with {worker.ended}: {worker.last_words()}")


def _stories(console: Console, run: Run) -> None:
    table = Table(title="Korea stories", title_justify="left", show_lines=False)
    for title in ("time (UTC)", "lang"):
        table.add_column(title, no_wrap=True)
    table.add_column("headline", ratio=5)
    table.add_column("desks", ratio=2)
    table.add_column("why", ratio=4)
    rows = [
        row(record.topic, record.headers, record.value, record.timestamp)
        for record in run.accounts.stories().values()
    ]
    for found in sorted(rows):
        table.add_row(*(Text(cell) for cell in found))
    console.print(table)


def _others(console: Console, run: Run) -> None:
    """Show the fate of each item that did not become a Korea story as it stands."""
    table = Table(title="Every other item", title_justify="left", show_lines=False)
    table.add_column("item", no_wrap=True)
    table.add_column("fate", no_wrap=True)
    table.add_column("what", ratio=4)
    table.add_column("why", ratio=4)
    for item, sample in run.items.items():
        found: Fate = fate(item, run.accounts)
        if not found.shown_above:
            table.add_row(Text(sample.name), found.fate, Text(found.what), Text(found.why))
    console.print(table)
