"""Regular expressions of a rules file: only those that cannot run away on hostile text."""

from __future__ import annotations

import re

MOST_WORK = 200  # ways a pattern may divide its repeats at one place of the text
_QUANTIFIER = re.compile(r"\{(\d{0,3})(,?)(\d{0,3})\}")


def compile_safe(pattern: str) -> re.Pattern[str]:
    """Compile *pattern*, ignoring case, if the time it can take is bounded.

    Repeats must be bounded (`{0,20}`, not `*` or `+`), must not repeat a group,
    and may not multiply to more than a few hundred ways at one place: then the
    time is linear in the text. `?` is a repeat of two ways.

    Raises:
        ValueError: The pattern is not one, or could run away.
    """
    _check(pattern)
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"not a pattern: {error}") from error


def _check(pattern: str) -> None:
    if "(?P=" in pattern:
        raise ValueError("back-references are not allowed: their time is not bounded")
    work = 1
    place = 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            if pattern[place + 1 : place + 2].isdigit() or pattern[place + 1 : place + 2] == "g":
                raise ValueError("back-references are not allowed: their time is not bounded")
            place += 2
        elif character == "[":
            place = _after_class(pattern, place)
        elif character in "*+":
            raise ValueError(f"{character!r} has no upper bound; write {{0,20}} instead")
        elif character == "{" and (match := _QUANTIFIER.match(pattern, place)):
            _not_a_group(pattern, place)
            work *= _ways(*match.groups())
            place = match.end()
        elif character == "?" and pattern[place - 1 : place] not in {"(", "}", "?"}:
            work *= 2
            place += 1
        else:
            place += 1
        if work > MOST_WORK:
            raise ValueError(f"its repeats multiply to more than {MOST_WORK} ways; shorten them")


def _after_class(pattern: str, place: int) -> int:
    """Return the index after the character class that opens at *place*."""
    place += 1
    if pattern[place : place + 1] == "^":
        place += 1
    place += 1  # a first `]` is a member
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _not_a_group(pattern: str, place: int) -> None:
    if pattern[place - 1 : place] == ")" and pattern[place - 2 : place - 1] != "\\":
        raise ValueError("a group must not be repeated; write it out")


def _ways(low: str, comma: str, high: str) -> int:
    if not comma:
        return 1
    if not high:
        raise ValueError("a repeat has no upper bound; write {0,20} instead")
    return max(1, int(high) - int(low or 0) + 1)
