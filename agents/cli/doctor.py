"""`koreawire doctor`: is everything here that a worker needs?"""

from __future__ import annotations

import asyncio
import platform
import time
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from koreawire.agents.broker.embedded import find_binary
from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.client.connection import NO_BROKER
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.agents.settings import Settings

PACKAGES = ("faust-streaming", "mode-streaming", "aiokafka", "pydantic", "py3langid", "langdetect")
PIPE_WIDTH = 160


class Mark(StrEnum):
    """What a check says."""

    OK = "ok"
    WRONG = "WRONG"
    FACT = ""


class Check(NamedTuple):
    """One thing looked at."""

    name: str
    mark: Mark
    finding: str


def doctor() -> None:
    """Check the broker, the topics, the models and the versions; end with 1 if one is wrong.

    Examples:

      koreawire doctor

      KOREAWIRE_BROKER=localhost:9092 koreawire doctor
    """
    settings = load()
    checks = [*_versions(), *_models(settings), _embedded(), *_cluster(settings)]
    table = Table(show_header=False, box=None)
    for check in checks:
        table.add_row(check.mark, check.name, Text(check.finding))
    Console(width=None if Console().is_terminal else PIPE_WIDTH).print(table)
    wrong = [check for check in checks if check.mark is Mark.WRONG]
    if wrong:
        first = f"{wrong[0].name}: {wrong[0].finding}"
        raise Problem(f"{len(wrong)} of {len(checks)} checks failed, first {first}")
    typer.echo("nothing is wrong")


def _versions() -> Iterator[Check]:
    yield Check("koreawire", Mark.FACT, version("koreawire"))
    yield Check("python", Mark.FACT, f"{platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        try:
            yield Check(package, Mark.FACT, version(package))
        except PackageNotFoundError:
            yield Check(package, Mark.WRONG, "is not installed; install koreawire again")


def _models(settings: Settings) -> Iterator[Check]:
    from koreawire.pipeline.stages import build  # noqa: PLC0415 - it loads the models' code

    started = time.monotonic()
    try:
        stages = build(settings.options())
    except (ValueError, OSError, ImportError) as error:
        yield Check("models", Mark.WRONG, str(error))
        return
    seconds = time.monotonic() - started
    yield Check("models", Mark.OK, f"{', '.join(stages)} loaded in {seconds:.1f} s")


def _embedded() -> Check:
    try:
        return Check("embedded broker", Mark.FACT, find_binary())
    except Problem as problem:
        return Check("embedded broker", Mark.FACT, str(problem))


def _cluster(settings: Settings) -> list[Check]:
    """The broker and its topics; without a broker set, `up` brings its own."""
    if not settings.brokers:
        return [Check("broker", Mark.FACT, NO_BROKER)]
    try:
        return asyncio.run(_look(settings))
    except Problem as problem:
        return [Check("broker", Mark.WRONG, str(problem))]


async def _look(settings: Settings) -> list[Check]:
    specs = topics.specs(settings)
    async with admin(settings) as client:
        cluster = await client.describe_cluster()
        found = await topics.existing(client, [settings.topic(spec.name) for spec in specs])
    brokers = ", ".join(f"{broker['host']}:{broker['port']}" for broker in cluster["brokers"])
    checks = [Check("broker", Mark.OK, f"cluster {cluster['cluster_id']}: {brokers}")]
    for spec in specs:
        name = settings.topic(spec.name)
        wrong = topics.differences(spec, found.get(name))
        said = "; ".join(wrong) or f"{spec.partitions} partitions"
        if name not in found:
            said += "; run `koreawire topics create`"
        checks.append(Check(name, Mark.WRONG if wrong else Mark.OK, said))
    return checks
