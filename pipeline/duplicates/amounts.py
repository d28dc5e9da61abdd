"""Large amounts in one spelling: 2,191,000 and 2.2 mln are one figure, told twice.

Agencies send results first as the company writes them and then rounded, or the other way
round. Two significant digits are what a rounded amount keeps; that two different amounts
agree in both happens once in ninety times.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

SIGNIFICANT = 2
MILLION, MILLIARD = 6, 9
UNITS = {
    "mln": MILLION,
    "million": MILLION,
    "miljoen": MILLION,
    "millioner": MILLION,
    "mio": MILLION,
    "bln": MILLIARD,
    "billion": MILLIARD,
    "miljard": MILLIARD,
    "milliarder": MILLIARD,
    "mia": MILLIARD,
}
AMOUNT = re.compile(
    r"\d(?<![\w.,]\d)(?:"  # a digit first: what cannot begin a match is passed over at once
    r"\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3}){1,3}(?![.,]?\d)"
    r"|(?P<part>\d{0,3}(?:[.,]\d{1,3})?)[ \n-](?P<unit>" + "|".join(UNITS) + r")\b"
    r")",
    re.IGNORECASE,
)


def one_spelling(text: str) -> str:
    """Return *text* with amounts of a million and more as digits, rounded."""
    return AMOUNT.sub(_spelled, text)


def amounts(text: str) -> tuple[str, list[str]]:
    """Return *text* with such amounts in one spelling, and those that were written otherwise."""
    written: list[str] = []

    def spelled(found: Match[str]) -> str:
        rounded = _spelled(found)
        if rounded != found[0]:
            written.append(found[0])
        return rounded

    return AMOUNT.sub(spelled, text), written


def _spelled(found: Match[str]) -> str:
    return _rounded(found[0], *found.group("part", "unit"))


@lru_cache(maxsize=8_192)
def _rounded(written: str, part: str | None, unit: str | None) -> str:
    """Return an amount in digits; rounded half up, on digits, as people do."""
    if unit is None:
        digits, places = re.sub(r"\D", "", written), 0
    else:
        whole, _, part = f"{written[0]}{part}".replace(",", ".").partition(".")
        digits, places = whole + part, UNITS[unit.lower()] - len(part)
    value = int(digits) * 10**places
    spare = 10 ** max(len(str(value)) - SIGNIFICANT, 0)
    return str((value + spare // 2) // spare * spare)
