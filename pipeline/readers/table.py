"""Tables of articles as scrapers write them: CSV with a header, one article a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from koreawire.pipeline.readers import scraped
from koreawire.pipeline.readers.charset import decode

if TYPE_CHECKING:
    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.limits import Limits

HEADER_BYTES = 2000
COLUMNS = 3  # fewer are no table
DELIMITERS = (",", ";", "\t")
TABBED = 5  # columns between tabs that are a table whatever is in them
NAME_MAX = 40  # characters of a column's name


def is_table(head: bytes) -> bool:
    """Do the first lines have the same columns, under names without spaces at their ends?"""
    return delimiter(head.decode(errors="replace")) is not None


def delimiter(text: str) -> str | None:
    """Return what separates the columns of a table, or None if *text* is none.

    Commas and semicolons need names in the first line, since prose has them too; many
    tabs do not, since no prose has them.
    """
    head = text[:HEADER_BYTES]
    first = head.partition("\n")[0]
    if '"' in first:
        first = head  # a name may go on over its line's end
    for sign in DELIMITERS:
        if first.count(sign) < COLUMNS - 1:
            continue
        rows = csv.reader(io.StringIO(head), delimiter=sign)
        try:
            names, cells = next(rows, []), next(rows, [])
        except csv.Error:
            continue
        columns = min(len(names), len(cells))
        tabbed = sign == "\t" and columns >= TABBED
        if tabbed or (columns >= COLUMNS and all(map(_is_name, names))):
            return sign
    return None


def _is_name(cell: str) -> bool:
    """Could it name a column? Clauses of a sentence have a blank after their comma."""
    return cell == cell.strip() != "" and len(cell) <= NAME_MAX and ". " not in cell


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return a draft for each row with an article.

    Raises:
        ValueError: The columns are not those of articles.
    """
    decoded = decode(payload, charset)
    sign = delimiter(decoded.text) or ","
    rows: list[dict[str, str]] = []
    try:
        for row in csv.DictReader(io.StringIO(decoded.text), delimiter=sign):
            rows.append(
                {name.lower(): cell for name, cell in row.items() if name and isinstance(cell, str)}
            )
            if len(rows) > limits.stories:
                break
    except csv.Error:
        raise ValueError("a table with a broken row") from None
    try:
        return scraped.read(rows, decoded.text, decoded.charset, limits)
    except ValueError:
        names = ", ".join(list(rows[0])[:6]) if rows else "none"
        raise ValueError(f"a table whose columns hold no articles: {names}") from None
