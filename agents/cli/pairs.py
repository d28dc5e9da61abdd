"""A newsroom's labelled pairs: read, and run through the stages as one stream."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import ValidationError

from koreawire.agents.problem import Problem
from koreawire.agents.settings import load
from koreawire.pipeline.duplicates.evaluation import Linked, Pair
from koreawire.pipeline.flow import Flow
from koreawire.schemas import headers, topics
from koreawire.schemas.raw import CONTENT_TYPE, RawItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Item = dict[str, Any]


def read_pairs(path: Path, items: Path | None) -> tuple[list[Pair], list[Item]]:
    """Return the pairs, and the raw items of their stream in order of time.

    Raises:
        Problem: A line is no pair, or names an item that is not there.
    """
    stream = {str(item.get("itemId")): item for item in _objects(items)} if items else {}
    found = []
    for number, row in enumerate(_objects(path), 1):
        try:
            a, b = (_side(row[side], f"{number}{side}", stream) for side in "ab")
            weight, label = float(row.get("weight", 1)), row.get("label")
            found.append(Pair(a, b, bool(row["same"]), weight, label))
        except (KeyError, TypeError, ValueError, ValidationError) as error:
            raise Problem(f"{path}:{number}: no pair: {str(error).splitlines()[0]}") from None
    if not found:
        raise Problem(f"{path} holds no pairs")
    return found, sorted(stream.values(), key=_moment)


def judge(stream: list[Item]) -> Linked:
    """Run raw items through reading and the ledger; return what relations connect."""
    from koreawire.pipeline.stages import build  # noqa: PLC0415 - it loads the models

    flow = Flow(build(load().options(), ("normalise", "deduplicate")).values())
    linked = Linked()
    for item in stream:
        for output in flow.run(
            None, orjson.dumps(item), {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
        ):
            if output.topic == topics.RELATIONS.name:
                linked.add(orjson.loads(output.value))
    return linked


def _side(value: object, name: str, stream: dict[str, Item]) -> str:
    """Return the id of one side; an item that is given whole joins the stream."""
    if isinstance(value, dict):
        identifier = str(value.get("itemId") or name)
        item = {**value, "itemId": identifier}
        RawItem.model_validate(item)
        stream.setdefault(identifier, item)
        return identifier
    identifier = str(value)
    if identifier not in stream:
        raise ValueError(f"there is no item {identifier!r}; name its file with --items")
    return identifier


def _moment(item: Item) -> tuple[bool, str]:
    """Sort by time, undated ones last; times are compared as instants."""
    fetched = RawItem.model_validate(item).fetched_at
    return (fetched is None, "" if fetched is None else f"{fetched.timestamp():020.6f}")


def _objects(path: Path) -> Iterator[Any]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for line in file:
                if line.strip():
                    yield orjson.loads(line)
    except (OSError, EOFError) as error:
        raise Problem(f"cannot read {path}: {error}") from None
    except orjson.JSONDecodeError as error:
        raise Problem(f"{path}: no JSON lines: {error}") from None
