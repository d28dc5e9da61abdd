"""Plain text: wire copy and scraped text."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.openings import openings
from koreawire.pipeline.grammars.signoff import sign_offs
from koreawire.pipeline.lines import columns
from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.draft import Draft

if TYPE_CHECKING:
    from koreawire.pipeline.lines import Columns, Line
    from koreawire.pipeline.readers.limits import Limits

WRAP_MIN, WRAP_MAX = 45, 84  # columns: teletype copy is set 60 to 80 wide
WRAPPED_LINES = 4  # fewer lines say nothing about how they were set
WRAPPED_SHARE = 0.5
GOING_ON = 0.5
SHORT_SHARE = 0.7  # of the longest line: a shorter one was ended by its writer
STOPS, CLOSERS = frozenset(".!?:"), frozenset("'\"”’)")
ENDS = STOPS | CLOSERS
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
    found = columns(text, limits)
    if not len(found):
        return ()
    if wrapped or _is_wrapped(found, 0, len(found)):
        return tuple(_unwrap(found, 0, len(found)))
    lines: list[Line] = []
    begin = 0
    for narrow, run in groupby(found.texts, key=lambda text: len(text) <= WRAP_MAX):
        end = begin + len(list(run))
        set_so = narrow and _is_wrapped(found, begin, end) and _goes_on(found.lines(begin, end))
        lines += _unwrap(found, begin, end) if set_so else found.lines(begin, end)
        begin = end
    return tuple(lines)


def _controls(text: str) -> int:
    """Count control characters and what could not be decoded; by bytes, in a fourth of the time."""
    raw = text.encode(errors="surrogatepass")
    return len(raw) - len(raw.translate(None, CONTROLS)) + text.count("\ufffd")


def _is_code(text: str) -> bool:
    """Do most lines end as statements of a program do?"""
    lines = [line for line in text[:CODE_PROBE].splitlines() if line.strip()]
    return sum(line.rstrip().endswith(CODE_ENDS) for line in lines) > CODE_SHARE * len(lines)


def _is_wrapped(found: Columns, begin: int, end: int) -> bool:
    """Were sentences broken at a column? Most lines nearly as long as the longest, few ended."""
    if end - begin < WRAPPED_LINES:
        return False
    if not WRAP_MIN < max(map(len, found.texts[begin:end])) <= WRAP_MAX:
        return False
    broken = [
        text
        for text in found.close(begin, end)
        if len(text) >= WRAP_MIN and (text[-1] not in ENDS or not _ends(text))
    ]
    return len(broken) >= WRAPPED_SHARE * (end - begin)


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


def _unwrap(found: Columns, begin: int, end: int) -> list[Line]:
    """Join lines to paragraphs; a blank line, an indent or a short line before ends one."""
    texts = found.texts[begin:end]
    margin = SHORT_SHARE * max(map(len, texts))
    signed = sign_offs(texts)
    borders = {0, len(texts), *signed, *(number + 1 for number in signed)}
    borders.update(found.set_off(begin, end))
    borders.update(openings(texts))
    short = [n for n, before in enumerate(texts[:-1], 1) if len(before) < margin]
    borders.update([n for n in short if _parted(texts[n - 1], texts[n])])
    return [
        found.line(begin + first, begin + last - 1, " ".join(texts[first:last]))
        for first, last in pairwise(sorted(borders))
    ]


def _parted(before: str, line: str) -> bool:
    """Was the short line *before* ended by its writer: a sentence, or one word alone?"""
    if before.endswith(("-", ",")):
        return False
    alone = " " not in before  # an address of a page: nobody's half line
    return alone or not line[0].islower() or _ends(before)
