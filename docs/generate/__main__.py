"""Writes docs/reference/ from the code; a test fails when a page is stale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docs.generate.commands import commands
from docs.generate.formats import agencies, formats
from docs.generate.gazetteer import gazetteer
from docs.generate.records import records
from docs.generate.settings import settings
from docs.generate.topics import topics

if TYPE_CHECKING:
    from collections.abc import Iterable

REFERENCE = Path(__file__).parents[1] / "reference"
NOTE = "<!-- Written by `python -m docs.generate`; change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Return every generated page: file name to text."""
    return {
        "commands.md": _page("Commands", commands()),
        "topics.md": _page("Topics", topics()),
        "settings.md": _page("Settings", settings()),
        "records.md": _page("Records", records()),
        "formats.md": _page("Formats", formats()),
        "agencies.md": _page("Agencies", agencies()),
        "gazetteer.md": _page("Gazetteer", gazetteer()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", NOTE, "", *lines]).rstrip() + "\n"


def main() -> None:
    """Rewrite the pages."""
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
