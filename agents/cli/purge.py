"""`koreawire purge`: one story out of what this project keeps, for legal reasons."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from koreawire.agents.client import topics
from koreawire.agents.client.purging import purge as purge_state
from koreawire.agents.settings import load
from koreawire.schemas.topics import DAY_MS, HANDLED, NOTICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.agents.settings import Settings


def purge(
    uri: Annotated[str, typer.Argument(help="The story's uri, e.g. urn:koreawire:anp:7.")],
) -> None:
    """Take the words of one story out of the state, and say what that does not reach.

    Stop the workers first. What stays is that there was such a story and that it
    is recalled: a later version of it is stopped, as after a kill. Records on
    topics cannot be taken out one by one; they expire. Readers hear nothing of a
    purge: to recall a story from them, send the agency's kill first.

    Examples:

      koreawire purge urn:koreawire:anp:7
    """
    settings = load()
    done = asyncio.run(purge_state(settings, uri))
    typer.echo(
        f"{done.changelog}: {done.entries} entries in {done.segments} segments rewritten without"
        f" words of {uri}"
    )
    for line in beyond(settings):
        typer.echo(line)


def beyond(settings: Settings) -> Iterator[str]:
    """Yield what a purge does not reach, and when it goes."""
    yield "Not reached, and gone by itself:"
    yield "  older copies of those segments: when the broker compacts it, an hour or more"
    for spec in topics.specs(settings):
        if spec.name not in (NOTICES.name, HANDLED.name):  # they hold no words of a story
            days = f"{spec.retention_ms / DAY_MS:g} days"
            yield f"  {settings.topic(spec.name)}: {days} after it came"
    yield "Not reached at all:"
    yield "  what readers of the topics have taken; backups; the scraper; a replay of the raw item."
    yield "  KOREAWIRE_REBUILD_STATE=1 reads the words back while they are on the topics."
