"""Readers of the four annotated sets: each sentence as a text and its spans (start, end, label)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from datasets import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

Span = tuple[int, int, str]
Sentence = tuple[str, list[Span]]
PLACES = {"LOC", "LC"}
PEOPLE = {"PER", "PS"}


def spans(pieces: Iterable[tuple[str, str]], joint: str) -> Sentence:
    """The text that *pieces* (token, IOB tag) make when joined, and the spans of their tags."""
    text, found, current = "", [], None
    for token, tag in pieces:
        if text:
            text += joint
        start, text = len(text), text + token
        kind = tag[2:]
        if tag.startswith("I-") and current is not None and current[2] == kind:
            current = (current[0], len(text), kind)
            continue
        if current is not None:
            found.append(current)
        current = (start, len(text), kind) if tag != "O" else None
    if current is not None:
        found.append(current)
    return text, found


def tokens(path: Path, token: int, tag: int) -> Iterator[Sentence]:
    """The sentences of a file of one token a line; *token* and *tag* are its columns."""
    pieces: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t")
        if not line.strip():
            if pieces:
                yield spans(pieces, " ")
            pieces = []
        elif len(cells) > max(token, tag):
            pieces.append((cells[token], cells[tag]))


def characters(path: Path) -> Iterator[Sentence]:
    """The sentences of KLUE: one character a line, comments begin with ##."""
    pieces: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t")
        if not line:
            if pieces:
                yield spans(pieces, "")
            pieces = []
        elif len(cells) == 2 and not re.match(r"##(?!\t)", line):
            pieces.append((cells[0] or " ", cells[1]))


def sets() -> dict[str, Callable[[], Iterator[Sentence]]]:
    """Language to the reader of its set."""
    base = folder() / "entities"
    return {
        "en": lambda: tokens(base / "wikineural_en.conllu", 1, 2),
        "nl": lambda: tokens(base / "wikineural_nl.conllu", 1, 2),
        "da": lambda: tokens(base / "uner_da_dev.iob2", 1, 2),
        "ko": lambda: characters(base / "klue_ko.tsv"),
    }
