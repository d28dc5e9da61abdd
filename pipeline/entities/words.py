"""Word lists of the package: one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of a list in data/names, in the order of the file."""
    text = resources.files("koreawire.pipeline.data.names").joinpath(name).read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
