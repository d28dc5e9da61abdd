"""Organisations by grammar: a country's name inside a longer one is not the country.

`United States Air Force`, `University of Cyprus`: the longer name is an organisation, Korean if the
country is; the gazetteer need not hold it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.words import word_list

if TYPE_CHECKING:
    from koreawire.pipeline.entities.matcher import Hit

BETWEEN = r"(?: (?:[A-Z][A-Za-z&.'-]{0,20}|of|for|and|the|on|in)){0,3}?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = dict(line.split("\t") for line in word_list("organisation_nouns.tsv"))
    after = "|".join(sorted(rows["after"].split("|"), key=len, reverse=True))
    before = "|".join(sorted(rows["before"].split("|"), key=len, reverse=True))
    return (
        re.compile(rf"{BETWEEN} (?:{after})\b(?! [A-Z])"),
        re.compile(rf"\b(?:(?!The )[A-Z][a-z]{{1,20}} ){{0,3}}(?:{before}) (?:of|for) (?:the )?$"),
    )


LINKS = ("of ", "for ", "of the ", "for the ")
HEAD = 90  # characters before a country's name in which an organisation may begin


def organisation_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the organisation that the country's name at *start*, *end* is a part of."""
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        found = _patterns()[0].match(text, end)
        if found:
            return start, found.end()
    if text.endswith(LINKS, 0, start):
        base = max(0, start - HEAD)
        opening = _patterns()[1].search(text[base:start])
        if opening:
            return base + opening.start(), end
    return None


# Institutions that every state has: in Korean copy their bare name is the one at home.
OF_STATES = frozenset(
    {
        "agency",
        "court",
        "government",
        "intelligence",
        "military",
        "ministry",
        "parliament",
        "police",
        "prosecution",
    }
)
HANJA_ABROAD = frozenset("美中日英佛獨露伊印濠加臺")  # as headlines write other countries


def is_institution_abroad(text: str, hit: Hit, abroad: int) -> bool:
    """Does a country's name before *hit* make an institution of `OF_STATES` another country's?

    러시아 국방부 is not Seoul's ministry; *abroad* is where the last foreign country's name ended.
    """
    before = hit.start - 1
    if before < 0 or text[before] != " " or not "가" <= text[hit.start] <= "힣":
        return False
    return abroad == before or text[before - 1 : before] in HANJA_ABROAD
