"""What a person names on the command line, as raw records: files, folders, JSONL, stdin."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import orjson

from koreawire.agents.problem import Problem
from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE as RAW_ITEM
from koreawire.schemas.topics import LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# What a file name says for certain; .json and .xml say too little and are sniffed.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".eml": "message/rfc822",
}
LINES = (".jsonl", ".ndjson")


class ByteStream(Protocol):
    """What files, gzip files and stdin have in common."""

    def read(self, size: int, /) -> bytes:
        """Return at most *size* bytes."""

    def readline(self, size: int, /) -> bytes:
        """Return at most *size* bytes of one line."""


@dataclass(frozen=True, slots=True)
class Input:
    """One raw record to be: `name` is the path as given, with `#<line>` inside JSONL."""

    name: str
    value: bytes
    content_type: str | None = None

    @property
    def headers(self) -> dict[str, bytes]:
        """The record's headers: its content type, where the name says it."""
        if self.content_type is None:
            return {}
        return {headers.CONTENT_TYPE: self.content_type.encode()}

    @property
    def key(self) -> bytes | None:
        """`provider:itemId` of a RawItem that has both."""
        if self.content_type != RAW_ITEM:
            return None
        try:
            item = orjson.loads(self.value)
        except orjson.JSONDecodeError:
            return None
        if not isinstance(item, dict) or not item.get("provider") or not item.get("itemId"):
            return None
        return f"{item['provider']}:{item['itemId']}".encode(errors="replace")


def inputs(
    paths: Iterable[str], *, unread: Callable[[str], object] | None = None
) -> Iterator[Input]:
    """Yield the inputs of *paths* in order; folders recursively, sorted, hidden files left out.

    What is named is read, a pipe too; in a folder only files are. A folder that
    links back into itself is read once.

    Args:
        paths: Files, folders, and - for stdin.
        unread: Called with one line for each file or folder that cannot be read;
            the rest goes on. Without it the first one ends all.

    Raises:
        Problem: A path does not exist, told before anything is yielded; or
            something cannot be read and nobody is told.
    """
    named = list(paths)
    for path in named:
        if path != "-" and not os.path.exists(path):  # noqa: PTH110 - Path.exists() raises ELOOP
            raise Problem(f"{path}: no such file or folder; check the name")
    for path in named:
        if path == "-":
            yield from _stdin(sys.stdin.buffer)
        else:
            yield from _path(Path(path), (), unread or _stop)


def _stop(told: str) -> NoReturn:
    raise Problem(f"{told}; check its owner and mode")


def _path(path: Path, above: tuple[Path, ...], unread: Callable[[str], object]) -> Iterator[Input]:
    """Yield what *path* holds; *above* are the real folders it was reached through."""
    try:
        if not path.is_dir():
            if path.is_file() or not above:
                yield from _file(path)
            return
        real = path.resolve()
        if real in above:
            return
        children = sorted(path.iterdir(), key=lambda child: child.name)
    except OSError as error:
        unread(f"{path}: cannot be read: {error.strerror or error}")
        return
    for child in children:
        if not child.name.startswith("."):
            yield from _path(child, (*above, real), unread)


def _file(path: Path) -> Iterator[Input]:
    packed = path.suffix == ".gz"
    suffix = Path(path.stem).suffix if packed else path.suffix
    try:
        with gzip.open(path) if packed else path.open("rb") as stream:
            if suffix in LINES:
                yield from _lines(str(path), stream)
            else:
                yield Input(str(path), _all(stream), CONTENT_TYPES.get(suffix.lower()))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        with path.open("rb") as stream:  # not what its name says: sniffed like any bytes
            yield Input(str(path), _all(stream))


def _lines(name: str, stream: ByteStream) -> Iterator[Input]:
    for number, line in enumerate(_bounded_lines(stream), start=1):
        if line.strip():
            yield Input(f"{name}#{number}", line.rstrip(b"\r\n"), RAW_ITEM)


def _bounded_lines(stream: ByteStream) -> Iterator[bytes]:
    """Yield lines; what of one exceeds the largest record is cut, so it is refused, not loaded."""
    limit = LARGE_RECORD_BYTES + 2
    while line := stream.readline(limit):
        yield line
        while line and not line.endswith(b"\n") and len(line) == limit:
            line = stream.readline(limit)


def _all(stream: ByteStream) -> bytes:
    return stream.read(LARGE_RECORD_BYTES + 1)


def _stdin(stream: ByteStream) -> Iterator[Input]:
    """RawItems a line when the first line is a JSON object with a payload, else one raw item."""
    first = stream.readline(LARGE_RECORD_BYTES + 2)
    try:
        item = orjson.loads(first)
    except orjson.JSONDecodeError:
        item = None
    if isinstance(item, dict) and ("payload" in item or "payloadBase64" in item):
        yield Input("-#1", first.rstrip(b"\r\n"), RAW_ITEM)
        for number, line in enumerate(_bounded_lines(stream), start=2):
            if line.strip():
                yield Input(f"-#{number}", line.rstrip(b"\r\n"), RAW_ITEM)
    else:
        yield Input("-", first + _all(stream))
