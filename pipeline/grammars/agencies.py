"""Agencies: the codes that credits and prose resolve to (data/reading/agencies.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from koreawire.pipeline.grammars.registry import grammars
from koreawire.pipeline.tables import rows

# What separates the agencies of one credit: ANP/RTR, tca/dpa, ats afp, NTB-Reuters, AFP=연합뉴스.
BETWEEN = re.compile(r"\s{0,9}[/=+&,·-]\s{0,9}|\s{1,9}(?:and|en|og|und|et)\s{1,9}")
MORE_THAN_CREDIT = 60  # characters: a longer bracket holds prose


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency; `role` is agency, data or photo."""

    code: str
    role: str
    prose: tuple[str, ...]


@cache
def agencies() -> dict[str, Agency]:
    """Return every agency by its code: rows of the table, then grammars that name themselves."""
    found = {
        row["code"]: Agency(row["code"], row["role"], _names(row["prose"]))
        for row in rows("reading", "agencies.tsv")
    }
    for grammar in grammars():
        if grammar.credits or grammar.prose:
            found.setdefault(grammar.agency, Agency(grammar.agency, "agency", grammar.prose))
    return found


@cache
def _tokens() -> dict[str, str]:
    table = {
        name: row["code"]
        for row in rows("reading", "agencies.tsv")
        for name in _names(row["credit"])
    }
    return {name: one.agency for one in grammars() for name in one.credits} | table


def _names(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def agency(name: str) -> str | None:
    """Return the code of the agency a credit calls *name*, or None."""
    return _tokens().get(name.strip(" .–—-").lower())


def credited(text: str) -> tuple[str, ...]:
    """Return the codes a credit names, in its order; empty if it is no credit.

    At least half must be agencies: "(CNN/AFP)" credits, "(APEC/Busan)" does not, and
    a bracket of prose that happens to hold an agency's name is no credit.
    """
    text = text.strip()
    if len(text) > MORE_THAN_CREDIT:
        return ()
    whole = agency(text)
    if whole:
        return (whole,)
    parts = [part for part in BETWEEN.split(text) if part]
    found = [agency(part) for part in parts]
    if len(parts) == 1 and " " in text:
        found = [agency(part) for part in text.split()]
    known = tuple(dict.fromkeys(code for code in found if code))
    return known if len(known) * 2 >= len(found) else ()


def provider_agency(provider: str | None) -> str | None:
    """Return the agency that a provider's name stands for: `yonhap-ko` is Yonhap's."""
    if not provider:
        return None
    whole = agency(provider)
    return whole or agency(re.split(r"[-_.:/ ]", provider, maxsplit=1)[0])
