"""`koreawire dead-letters`: what could not be used, and what to do about it."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Callable, Coroutine  # noqa: TC003 - typer reads annotations
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from koreawire.agents import parked
from koreawire.agents.cli.letters import as_json, shown, table
from koreawire.agents.cli.moment import moment
from koreawire.agents.client.dead_letters import Wanted, letters
from koreawire.agents.client.handling import Hand, Order, hand
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load

if TYPE_CHECKING:
    from koreawire.agents.client.dead_letters import Letter
    from koreawire.agents.settings import Settings

app = typer.Typer(
    name="dead-letters",
    no_args_is_help=True,
    help="See, repair and give up what could not be used.",
)

Ids = Annotated[
    list[str] | None, typer.Argument(help="Letters by their id, as `list` shows them: 0:17, or 17.")
]
Stage = Annotated[str | None, typer.Option(help="Agent that could not use it, e.g. normalise.")]
Reason = Annotated[str | None, typer.Option(help="Part of the reason, in any case.")]
Provider = Annotated[str | None, typer.Option(help="Who sent it, where that was known.")]
Since = Annotated[str | None, typer.Option(help="Parked since: 2026-11-24T08:30 (UTC) or 12h, 3d.")]
Until = Annotated[str | None, typer.Option(help="Parked before: the same.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="So many at most.")]
All = Annotated[bool, typer.Option("--all", help="All of them: where nothing else is said.")]
Because = Annotated[str | None, typer.Option(help="Why, for the record of what was done.")]


@app.command(name="list")
def list_(
    *,
    stage: Stage = None,
    reason: Reason = None,
    provider: Provider = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    handled: Annotated[
        bool, typer.Option("--handled", help="Also those that were replayed or dropped.")
    ] = False,
    jsonl: Annotated[
        bool | None,
        typer.Option("--jsonl/--table", help="JSON lines, or a table; else a table on a terminal."),
    ] = None,
) -> None:
    """List the dead letters that nobody has dealt with, oldest first.

    A letter that was delivered twice is listed once.

    Examples:

      koreawire dead-letters list

      koreawire dead-letters list --stage normalise --reason charset --since 12h

      koreawire dead-letters list --handled --jsonl | jq .reason
    """
    settings = load()
    wanted = _wanted(
        stage=stage, reason=reason, provider=provider, since=since, until=until, handled=handled
    )
    json_wanted = jsonl if jsonl is not None else not sys.stdout.isatty()
    show = (lambda letter: sys.stdout.buffer.write(as_json(letter))) if json_wanted else table()
    if not asyncio.run(_each(settings, wanted, limit, show)):
        typer.echo("no dead letter fits", err=True)


@app.command()
def show(
    letter: Annotated[str, typer.Argument(help="A letter by its id, as `list` shows it.")],
    *,
    raw: Annotated[
        bool, typer.Option("--raw", help="Only the record's own bytes, unchanged, for a file.")
    ] = False,
) -> None:
    """Show what was wrong with one record, its headers, and its bytes made safe to look at.

    Examples:

      koreawire dead-letters show 17

      koreawire dead-letters show 17 --raw > item.html
    """

    def write(found: Letter) -> None:
        if raw:
            sys.stdout.buffer.write(found.record.value or b"")
        else:
            for line in shown(found):
                typer.echo(line)

    wanted = _wanted([letter], handled=True)
    if not asyncio.run(_each(load(), wanted, None, write)):
        raise Problem(f"there is no dead letter {letter}; see `koreawire dead-letters list`")


@app.command()
def replay(
    ids: Ids = None,
    *,
    stage: Stage = None,
    reason: Reason = None,
    provider: Provider = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    all_: All = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also what was tried too often, or dealt with before.")
    ] = False,
    because: Because = None,
) -> None:
    """Send records to the topic they came from again, after what was wrong is mended.

    Key, bytes, headers and origin are those of the first time, so an item that
    can be used now leaves no trace of having failed. One that fails again is a
    new letter and counts its attempts; after KOREAWIRE_REPLAY_ATTEMPTS of them it
    needs --force.

    Examples:

      koreawire dead-letters replay 17 18

      koreawire dead-letters replay --stage normalise --reason "charset" --since 3d
    """
    settings = load()
    wanted = _wanted(
        ids, stage=stage, reason=reason, provider=provider, since=since, until=until, handled=force
    )
    _require(wanted, all_=all_)

    async def act(doer: Hand, letter: Letter) -> bool:
        tried = letter.said.attempts
        if tried >= settings.replay_attempts and not force:
            typer.echo(
                f"koreawire: {letter.id} was tried {tried} times; --force if need be", err=True
            )
            return False
        await doer.replay(letter)
        return True

    _deal(settings, wanted, limit, act, done="replayed", because=because)


@app.command()
def drop(
    ids: Ids = None,
    *,
    stage: Stage = None,
    reason: Reason = None,
    provider: Provider = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    all_: All = False,
    because: Because = None,
) -> None:
    """Give records up: they are listed no more, and their bytes expire with the topic.

    Examples:

      koreawire dead-letters drop 17 --because "a test item"

      koreawire dead-letters drop --provider oldscraper --until 2026-11-01
    """
    wanted = _wanted(ids, stage=stage, reason=reason, provider=provider, since=since, until=until)
    _require(wanted, all_=all_)

    async def act(doer: Hand, letter: Letter) -> bool:
        await doer.drop(letter)
        return True

    _deal(load(), wanted, limit, act, done="dropped", because=because)


@app.command()
def park(
    topic: Annotated[str, typer.Argument(help="The topic, with or without the prefix.")],
    partition: Annotated[int, typer.Argument(min=0, help="Its partition.")],
    offset: Annotated[int, typer.Argument(min=0, help="The record's offset.")],
    *,
    because: Because = None,
) -> None:
    """Move one record out of the way that meets a bug and stops the worker.

    The worker's last line names it: topic, partition, offset. Exactly that
    record becomes a dead letter; a worker that meets it again says so and goes
    on with the next. Replay it when the bug is mended.

    Examples:

      koreawire dead-letters park wire.items.raw.v1 2 1234 --because "bug 17"
    """
    settings = load()
    name = topic.removeprefix(settings.topic_prefix)
    why = f"parked by hand by {_who()}" + (f": {because}" if because else "")
    record = asyncio.run(parked.park(settings, name, partition, offset, reason=why))
    typer.echo(f"{record.topic}:{record.partition}:{record.offset} {why}")


def _wanted(
    ids: list[str] | None = None,
    *,
    stage: str | None = None,
    reason: str | None = None,
    provider: str | None = None,
    since: str | None = None,
    until: str | None = None,
    handled: bool = False,
) -> Wanted:
    now = datetime.now(UTC)
    return Wanted(
        ids=frozenset(one if ":" in one else f"0:{one}" for one in ids or ()),
        stage=stage,
        reason=reason,
        provider=provider,
        since=moment(since, now),
        until=moment(until, now),
        handled=handled,
    )


def _require(wanted: Wanted, *, all_: bool) -> None:
    """A command without a condition is more often a slip than a wish for all."""
    if wanted.everything and not all_:
        raise typer.BadParameter("say which: ids, a filter, or --all")


async def _each(
    settings: Settings, wanted: Wanted, limit: int | None, tell: Callable[[Letter], Any]
) -> int:
    count = 0
    async with aclosing(letters(settings, wanted)) as found:
        async for letter in found:
            tell(letter)
            count += 1
            if count == limit:
                break
    return count


def _deal(
    settings: Settings,
    wanted: Wanted,
    limit: int | None,
    act: Callable[[Hand, Letter], Coroutine[Any, Any, bool]],
    *,
    done: str,
    because: str | None,
) -> None:
    """Do *act* to each letter, and say how many were done; with any refused, exit 1."""
    counts = {True: 0, False: 0}
    missing = set(wanted.ids)

    async def run() -> None:
        async with (
            hand(settings, Order(_who(), because)) as doer,
            aclosing(letters(settings, wanted)) as found,
        ):
            async for letter in found:
                missing.discard(letter.id)
                counts[await act(doer, letter)] += 1
                if counts[True] == limit:
                    break

    try:
        asyncio.run(run())
    finally:
        refused = f", {counts[False]} refused" if counts[False] else ""
        typer.echo(f"{counts[True]} {done}{refused}")
    if missing:
        names = ", ".join(sorted(one.removeprefix("0:") for one in missing))
        raise Problem(f"no dead letter {names} is open; see `koreawire dead-letters list`")
    if counts[False]:
        raise typer.Exit(1)


def _who() -> str:
    try:
        return getpass.getuser()
    except OSError:  # a container's user without a name
        return "someone without a name"
