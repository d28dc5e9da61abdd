"""`koreawire desk`, `relevance` and `overrides`: what people decide, sent and read back."""

from __future__ import annotations

import asyncio
import getpass
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from pydantic import ValidationError

from koreawire.agents.cli.rules import rules_in_force
from koreawire.agents.client import producing
from koreawire.agents.client.reading import read
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load
from koreawire.pipeline.overrides import labelled, merged
from koreawire.schemas import headers, topics
from koreawire.schemas.override import CONTENT_TYPE, Override

if TYPE_CHECKING:
    from koreawire.agents.settings import Settings

desk_app = typer.Typer(no_args_is_help=True, help="Put a story on the desks a person chose.")
relevance_app = typer.Typer(no_args_is_help=True, help="Say that a story is Korea's, or is not.")
app = typer.Typer(no_args_is_help=True, help="What people decided: take back, export.")

Uri = Annotated[str, typer.Argument(help="The story's uri, e.g. urn:koreawire:anp:7.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for colleagues and for the record.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; else your user name.")]


class Answer(StrEnum):
    """Is it Korea's?"""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class _Sent:
    """An override as a raw record."""

    value: bytes
    key: bytes
    name: str = "the override"

    @property
    def headers(self) -> dict[str, bytes]:
        return {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}


@desk_app.command(name="set")
def desk_set(
    uri: Uri,
    desks: Annotated[list[str], typer.Argument(help="Desks of the rules in force.")],
    why: Why,
    by: By = None,
) -> None:
    """Put a story on these desks and no others; it is Korea's then.

    The story is published again with the next sequence, on its old desks too; later
    versions of it follow the decision.

    Examples:

      koreawire desk set urn:koreawire:anp:7 economy politics --why "about the chip law"
    """
    known = rules_in_force().file.desks
    for desk in desks:
        if desk not in known:
            raise Problem(f"there is no desk {desk!r}; the rules have {', '.join(known)}")
    _send(uri, why, by, desks=tuple(dict.fromkeys(desks)))


@relevance_app.command(name="set")
def relevance_set(
    uri: Uri,
    answer: Annotated[Answer, typer.Argument(help="Is it Korea's?")],
    why: Why,
    by: By = None,
) -> None:
    """Say that a story is Korea's, or is not, whatever the model thinks.

    A story that is Korea's goes to the desks of the rules, unless `desk set` chose them.

    Examples:

      koreawire relevance set urn:koreawire:anp:7 no --why "Korea is only in the byline"
    """
    _send(uri, why, by, relevant=answer is Answer.YES)


@app.command(name="clear")
def clear(uri: Uri, why: Why, by: By = None) -> None:
    """Take back what was decided of a story: models and rules speak again.

    Examples:

      koreawire overrides clear urn:koreawire:anp:7 --why "set on the wrong story"
    """
    _send(uri, why, by)


@app.command(name="export")
def export() -> None:
    """Write what stands, with the stories, as JSON lines of labelled data.

    A line has id, lang, title, text, source, date, korea_relevant, desks, why, by, at, and
    under `model` what the model had said: the shape that the training scripts read.
    Stories that are no longer on the topics are left out, and counted on stderr.

    Examples:

      koreawire overrides export > labels.jsonl
    """
    settings = load()
    decided, stories = asyncio.run(_decided(settings))
    found = [
        labelled(stories[uri], override) for uri, override in decided.items() if uri in stories
    ]
    for line in found:
        typer.echo(orjson.dumps(line).decode())
    missing = len(decided) - len(found)
    typer.echo(f"{len(found)} stories, {missing} no longer on {topics.ENRICHED.name}", err=True)


def _send(uri: str, why: str, by: str | None, **decided: Any) -> None:
    settings = load()
    try:
        override = Override(
            uri=uri, why=why, by=by or getpass.getuser(), at=datetime.now(UTC), **decided
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Problem(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    refused: list[str] = []
    sent = _Sent(override.to_json(), uri.encode())
    done = asyncio.run(producing.produce(settings, [sent], refused=refused.append))
    if refused:
        raise Problem(refused[0])
    ((partition, (offset, _)),) = done.places.items()
    typer.echo(
        f"{uri}: sent, {settings.topic(topics.RAW.name)} {partition}:{offset};"
        f" {settings.topic(topics.NOTICES.name)} tells what the desk made of it"
    )


async def _decided(settings: Settings) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what stands by uri, oldest decision first, and the newest record of each story."""
    decided: dict[str, Any] = {}
    async for notice in _values(settings, topics.NOTICES.name):
        override = (notice.get("koreawire") or {}).get("override")
        if override is not None:
            decided[notice["uri"]] = merged(decided.pop(notice["uri"], None), override)
    decided = {uri: override for uri, override in decided.items() if override is not None}
    stories: dict[str, Any] = {}
    async for story in _values(settings, topics.ENRICHED.name):
        uri, sequence = story["uri"], story["koreawire"].get("sequence") or 0
        known = stories.get(uri)
        if uri in decided and (known is None or sequence >= known["koreawire"].get("sequence", 0)):
            stories[uri] = story
    return decided, stories


async def _values(settings: Settings, topic: str) -> Any:
    found = read(settings, [settings.topic(topic)], from_beginning=True, until_end=True)
    async with aclosing(found):
        async for record in found:
            if record.value is not None:
                yield orjson.loads(record.value)
