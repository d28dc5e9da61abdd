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
    from collections.abc import Iterator
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

OPENS = b" 0"  # a digit behind what is neither letter, digit nor point, as kinds of bytes
_KINDS = bytes(
    ord("0" if chr(code).isdigit() else "w" if chr(code).isalnum() or chr(code) in "_.," else " ")
    for code in range(256)
)


def one_spelling(text: str) -> str:
    """Return *text* with amounts of a million and more as digits, rounded."""
    return amounts(text)[0]


def amounts(text: str) -> tuple[str, list[str]]:
    """Return *text* with such amounts in one spelling, and those that were written otherwise."""
    parts: list[str] = []
    written: list[str] = []
    done = 0
    for found in _found(text):
        rounded = _rounded(found[0], *found.group("part", "unit"))
        parts += (text[done : found.start()], rounded)
        done = found.end()
        if rounded != found[0]:
            written.append(found[0])
    return ("".join((*parts, text[done:])) if written else text), written


def _found(text: str) -> Iterator[Match[str]]:
    """Yield the amounts of *text*.

    One begins where a digit stands behind neither letter, digit nor point. In a text of a byte a
    character those places are found by kinds of bytes, in a quarter of the time.
    """
    if not text.isascii():
        yield from AMOUNT.finditer(text)
        return
    kinds = b" %b" % text.encode().translate(_KINDS)
    end = 0
    place = kinds.find(OPENS)
    while place >= 0:
        found = AMOUNT.match(text, place)
        if found is not None and place >= end:
            end = found.end()
            yield found
        place = kinds.find(OPENS, place + 1)


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
