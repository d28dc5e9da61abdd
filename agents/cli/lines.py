"""Records for a command that looks back: from a file of `process` or `tail`, else the broker."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.agents.client.reading import read
from koreawire.agents.client.record import as_record
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from koreawire.agents.settings import Settings

Line = tuple[str, dict[str, str], dict[str, Any]]  # topic, headers, value


def lines(wanted: Sequence[str], path: Path | None) -> list[Line]:
    """Return what *wanted* topics hold, in order: in a file of JSON lines, or on the broker.

    Raises:
        Problem: The file cannot be read or holds something else; no broker.
    """
    if path is None:
        return asyncio.run(_from_broker(load(), wanted))
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            found = [orjson.loads(line) for line in file if line.strip()]
        return [
            (one["topic"], one.get("headers") or {}, one["value"])
            for one in found
            if one["topic"] in wanted
        ]
    except (OSError, EOFError) as error:
        raise Problem(f"cannot read {path}: {error}") from None
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise Problem(f"{path} has no lines of `koreawire process` or `koreawire tail`") from None


async def _from_broker(settings: Settings, wanted: Sequence[str]) -> list[Line]:
    found: list[Line] = []
    for topic in wanted:
        records = read(settings, [settings.topic(topic)], from_beginning=True, until_end=True)
        async with aclosing(records):
            async for consumed in records:
                record = as_record(topic, consumed)
                headers = {
                    name: value.decode(errors="replace") for name, value in record.headers.items()
                }
                found.append((topic, headers, orjson.loads(record.value or b"{}")))
    return found
