"""Tables and lists shipped as data: rows with a header, `#` for comments."""

from __future__ import annotations

from importlib.resources import files


def text(folder: str, name: str) -> str:
    """Return a file of `pipeline/data/<folder>`."""
    return (files("koreawire.pipeline") / "data" / folder / name).read_text(encoding="utf-8")


def lines(folder: str, name: str) -> list[str]:
    """Return the lines of a list, without comments and empty lines."""
    found = (line.rstrip() for line in text(folder, name).splitlines())
    return [line for line in found if line and not line.startswith("#")]


def rows(folder: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a tab-separated table by the names in its first line.

    Raises:
        ValueError: A row has not as many cells as there are names.
    """
    header, *body = (line.split("\t") for line in lines(folder, name))
    for row in body:
        if len(row) != len(header):
            raise ValueError(f"{folder}/{name}: {len(row)} cells, not {len(header)}: {row}")
    return [dict(zip(header, row, strict=True)) for row in body]
