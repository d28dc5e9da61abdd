"""`koreawire families`: who told a story, which telling is the newest, how many wrote it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from koreawire.agents.cli.lines import lines
from koreawire.agents.problem import Problem
from koreawire.schemas import headers, topics

READ = (topics.RELATIONS.name, topics.NORMALISED.name, topics.UNIQUE.name)


def families(
    uri: Annotated[str, typer.Argument(help="The uri of any member.")],
    source: Annotated[
        Path | None, typer.Option("--from", help="Output of `process`; else the broker is read.")
    ] = None,
) -> None:
    """Show the family of a story: members, newest version, agencies, languages.

    Independence counts the agencies that wrote its texts: six outlets with one
    text of an agency count one.

    Examples:

      koreawire families urn:koreawire:yonhap:AEN1

      koreawire process items.jsonl > run.jsonl && koreawire families URI --from run.jsonl
    """
    from koreawire.pipeline.duplicates.membership import family_of  # noqa: PLC0415

    read = lines(READ, source)
    relations = [value for topic, _, value in read if topic == topics.RELATIONS.name]
    told = [
        (said, value)
        for topic, said, value in read
        if topic != topics.RELATIONS.name and "kind" not in value
    ]
    times = {
        value["uri"]: datetime.fromtimestamp(time / 1000, UTC).isoformat()
        for said, value in reversed(told)
        if (time := int(said.get(headers.TIME, 0)))
    }
    family = family_of(uri, relations, [value for _, value in told], times=times)
    if family is None:
        raise Problem(f"{uri} is unknown here; `koreawire tail {topics.UNIQUE.name}` shows uris")
    table = Table("published", "relation", "language", "credit", "headline", "uri", box=None)
    for member in family.members:
        marks = [member.relation or "-", "replaced" if member.replaced_by else ""]
        table.add_row(
            member.published[:16],
            " ".join(filter(None, marks)),
            member.language,
            "/".join(member.agencies) or member.provider,
            member.headline,
            member.uri,
        )
    console = Console()
    console.print(f"family {family.canonical}, newest {family.newest}", highlight=False)
    console.print(
        f"{len(family.members)} members, independence {family.independence}"
        f" ({', '.join(family.agencies) or 'unknown'}), languages {', '.join(family.languages)}",
        highlight=False,
    )
    console.print(table)
