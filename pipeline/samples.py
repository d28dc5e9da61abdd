"""The sample set: a day at a wire desk, written for this project and shipped with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
import yaml

from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE as RAW_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

# What a file name says for certain; the rest is left to be sniffed, as on the topic.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".rss": "application/rss+xml",
    ".eml": "message/rfc822",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One raw record: `name` is its file below `samples/`, with `#<line>` inside JSONL."""

    name: str
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes] = field(default_factory=dict)


def samples() -> Iterator[Sample]:
    """Yield every sample in the order of its arrival; the broken ones come last.

    The order matters: updates, a kill and an embargo speak of what came before.
    """
    folder = _data() / "samples"
    for file in _sorted(folder):
        if file.is_file() and file.name.endswith(".jsonl"):
            for number, line in enumerate(file.read_bytes().splitlines(), start=1):
                yield Sample(f"{file.name}#{number}", _key(line), line, _typed(RAW_ITEM))
    for file in _sorted(folder / "raw"):
        suffix = file.name[file.name.rfind(".") :]
        yield Sample(f"raw/{file.name}", None, file.read_bytes(), _typed(CONTENT_TYPES.get(suffix)))


def expectations() -> dict[str, dict[str, Any]]:
    """Return what should become of each sample, by its name (`data/samples.yaml`)."""
    read: dict[str, dict[str, Any]] = yaml.safe_load(
        (_data() / "samples.yaml").read_text(encoding="utf-8")
    )
    return read


def _data() -> Traversable:
    return files("koreawire.pipeline") / "data"


def _sorted(folder: Traversable) -> list[Traversable]:
    visible = (file for file in folder.iterdir() if not file.name.startswith("."))
    return sorted(visible, key=lambda file: file.name)


def _key(line: bytes) -> bytes | None:
    """Return `provider:itemId` of a raw item that has both."""
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(item, dict) or not item.get("provider") or not item.get("itemId"):
        return None
    return f"{item['provider']}:{item['itemId']}".encode()


def _typed(content_type: str | None) -> dict[str, bytes]:
    return {} if content_type is None else {headers.CONTENT_TYPE: content_type.encode()}
