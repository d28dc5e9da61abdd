"""Abbreviations: countries of one syllable in Korean headlines, `北`, `美`, `한미`, `북·러`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.hangul import is_particle_tail, tail_at
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = re.compile(r"[\u4e00-\u9fff](?:·?[\u4e00-\u9fff]){0,3}")
PAIR = re.compile(r"[한북미중일러](?:·?[한북미중일러]){1,2}")
CLOSING = frozenset(" ,·…'\"“”‘’-")
OPENING = frozenset(".,\"'“”‘’…·|[](){}<>-:")
NOUN = re.compile(r" ?([가-힣A-Z0-9]{1,8})")


@cache
def _rows(kind: str) -> dict[str, str]:
    rows = (line.split("\t") for line in word_list("abbreviations_ko.tsv"))
    return {row[1]: row[2] for row in rows if row[0] == kind}


@cache
def _nouns() -> tuple[str, ...]:
    rows = (line.split("\t") for line in word_list("abbreviations_ko.tsv"))
    return tuple(noun for row in rows if row[0] == "nouns" for noun in row[1].split())


def abbreviated(text: str) -> Iterator[tuple[int, int, str, Form]]:
    """Start, end, id and form of each country that *text* abbreviates to one syllable.

    Characters are read in runs of their own: in 北京 or 15日 they are no country. Hangul
    syllables are read in pairs and threes only, before a noun that states share, of which they
    are attributes, as demonyms are (한미 정상회담).
    """
    for run in HAN.finditer(text):
        if _is_free(text, run.start(), run.end()):
            certain, careful = _rows("hanja"), _rows("careful")
            known = certain | careful
            characters = [(at, c) for at, c in enumerate(run.group(), run.start()) if c != "·"]
            if not all(c in known for _, c in characters):
                continue
            alone = len(characters) == 1 and characters[0][1] in careful
            if alone and not _opens(text, run.start()):
                continue
            for at, character in characters:
                yield at, at + 1, known[character], Form.ACRONYM
    for run in PAIR.finditer(text):
        begins = not (run.start() and text[run.start() - 1].isalnum())
        if begins and _has_noun(text, run.end()):
            for at, syllable in enumerate(run.group(), run.start()):
                if syllable != "·":
                    yield at, at + 1, _rows("pair")[syllable], Form.DEMONYM


def _is_free(text: str, start: int, end: int) -> bool:
    """Does a run stand by itself: no letter or figure before it, a mark or particles behind?"""
    if start and text[start - 1].isalnum():
        return False
    if end == len(text) or text[end] in CLOSING:
        return True
    tail = tail_at(text, end)
    return bool(tail) and is_particle_tail(tail)


def _opens(text: str, start: int) -> bool:
    """Does a headline or clause begin at *start*? 中 and 日 mean China and Japan only there."""
    while start and text[start - 1].isspace():
        start -= 1
    return not start or text[start - 1] in OPENING


def _has_noun(text: str, end: int) -> bool:
    found = NOUN.match(text, end)
    return found is not None and found.group(1).startswith(_nouns())
