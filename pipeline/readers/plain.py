"""Plain text: wire copy and scraped text."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.dateline import opens_story
from koreawire.pipeline.grammars.signoff import is_sign_off
from koreawire.pipeline.lines import Line, split
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

WRAP_MIN, WRAP_MAX = 45, 84  # columns: teletype copy is set 60 to 80 wide
WRAPPED_LINES = 4  # fewer lines say nothing about how they were set
WRAPPED_SHARE = 0.5
GOING_ON = 0.5
SHORT_SHARE = 0.7  # of the longest line: a shorter one was ended by its writer
STOPS, CLOSERS = frozenset(".!?:"), frozenset("'\"”’)")
CLOSED = 2  # signs behind a stop at most
BINARY_SHARE = 0.02  # of replaced and control characters, beyond which bytes are no text
CODE = re.compile(  # a line feed is found in a fourth of the time that any line's start is
    r"\n[^\S\n]{0,20}(?:export |import |function |const |var |let |def |class |#include|\{$)",
    re.MULTILINE,
)
CODE_ENDS = ("{", "}", ";", "};", "},", "[", "],", ",", "(", ")")
CODE_SOUGHT = 65_536  # characters
CODE_PROBE = 4000
CODE_SHARE = 0.6
TICKER = re.compile(r" \*{2,3} ?| \+{3} | \.{3} \| ")
TICKER_PARTS = 4
CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the text as one draft, which may hold several stories.

    Raises:
        ValueError: The bytes are no text, or there is nothing in them.
    """
    decoded = decode(payload, charset)
    text = decoded.text
    if not text.strip():
        raise ValueError("the payload is empty")
    if _controls(text) > BINARY_SHARE * len(text) + 1:
        raise ValueError("the payload is no text: it holds control characters")
    if CODE.search("\n" + text[:CODE_SOUGHT]) and _is_code(text):
        raise ValueError("the payload is program code, no text")
    if text.isupper() and len(TICKER.split(text.strip())) >= TICKER_PARTS:
        return [Draft("plain", refusal="a ticker of headlines")]
    return [Draft("plain", paragraphs(text, limits), charset=decoded.charset)]


def paragraphs(text: str, limits: Limits, *, wrapped: bool = False) -> tuple[Line, ...]:
    """Return the paragraphs of *text*: its lines, joined again where they were wrapped.

    *wrapped*: the format is known to break its lines at a column.

    Raises:
        ValueError: It is longer than *limits* allow.
    """
    lines = split(text, limits)
    if not lines:
        return ()
    if wrapped or _is_wrapped(lines):
        return tuple(_unwrap(lines, text))
    found: list[Line] = []
    for narrow, run in groupby(lines, key=lambda line: len(line.text) <= WRAP_MAX):
        stretch = list(run)
        set_so = narrow and _is_wrapped(stretch) and _goes_on(stretch)
        found.extend(_unwrap(stretch, text) if set_so else stretch)
    return tuple(found)


def _controls(text: str) -> int:
    """Count control characters and what could not be decoded; by bytes, in a fourth of the time."""
    raw = text.encode(errors="surrogatepass")
    return len(raw) - len(raw.translate(None, CONTROLS)) + text.count("\ufffd")


def _is_code(text: str) -> bool:
    """Do most lines end as statements of a program do?"""
    lines = [line for line in text[:CODE_PROBE].splitlines() if line.strip()]
    return sum(line.rstrip().endswith(CODE_ENDS) for line in lines) > CODE_SHARE * len(lines)


def _is_wrapped(lines: list[Line]) -> bool:
    """Were sentences broken at a column? Most lines nearly as long as the longest, few ended."""
    if len(lines) < WRAPPED_LINES:
        return False
    longest = max(len(line.text) for line in lines)
    if not WRAP_MIN <= longest <= WRAP_MAX:
        return False
    inside = [
        line
        for line, after in pairwise(lines)
        if not after.after_blank and len(line.text) >= WRAP_MIN and not _ends(line.text)
    ]
    return len(inside) >= WRAPPED_SHARE * len(lines) and longest > WRAP_MIN


def _goes_on(lines: list[Line]) -> bool:
    """Do most broken lines go on in lower case? A list of headlines among stories does not."""
    broken = [
        after.text[0].islower()
        for line, after in pairwise(lines)
        if not after.after_blank and not _ends(line.text)
    ]
    return sum(broken) >= GOING_ON * len(broken)


def _ends(line: str) -> bool:
    """Does a sentence end where the line does, with at most two signs behind its stop?"""
    for sign in line[: -2 - CLOSED : -1]:
        if sign in STOPS:
            return True
        if sign not in CLOSERS:
            return False
    return False


def _unwrap(lines: list[Line], text: str) -> list[Line]:
    """Join lines to paragraphs; a blank line, an indent or a short line before ends one."""
    margin = SHORT_SHARE * max(len(line.text) for line in lines)
    groups = [[lines[0]]]
    signed = is_sign_off(lines[0].text)
    for before, line in pairwise(lines):
        signs, signed = signed, is_sign_off(line.text)
        if (
            _is_indented(line, text)
            or signs
            or signed
            or _parted(before.text, line.text, margin)
            or opens_story(line.text)
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups]


def _joined(group: list[Line]) -> Line:
    words = " ".join([line.text for line in group])
    return Line(words, group[0].start, group[-1].end, group[0].after_blank)


def _is_indented(line: Line, text: str) -> bool:
    """Does a paragraph's first line set it off: by a blank line before it, or by an indent?"""
    if line.after_blank:
        return True
    begin = text.rfind("\n", 0, line.start) + 1
    return begin < line.start and len(text[begin : line.start].expandtabs()) > 1


def _parted(before: str, line: str, margin: float) -> bool:
    """Was the line *before* ended by its writer: short, and a sentence, or one word alone?"""
    if len(before) >= margin or before.endswith(("-", ",")):
        return False
    alone = " " not in before  # an address of a page: nobody's half line
    return alone or not line[0].islower() or _ends(before)
