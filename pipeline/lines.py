"""Lines: a decoded text cut into tidy lines that still know where they came from."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# What separates lines beside \n; each is one character, so positions hold.
OTHER_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces, byte order marks, C0/C1 controls: never part of a word.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
SPACES = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


class Line(NamedTuple):
    """A line as read: tidy text, and the characters of the decoded text it came from.

    `after_blank` says that an empty line came before it. A NamedTuple, because
    a story has dozens and a frozen dataclass costs three times as much to make.
    """

    text: str
    start: int
    end: int
    after_blank: bool

    def part(self, start: int, end: int | None = None) -> Line:
        """Return a stretch of the line; exact where tidying kept the line's length."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if self.end - self.start != len(self.text):
            return Line(piece, self.start, self.end, self.after_blank)
        begin = self.start + start + left
        return Line(piece, begin, begin + len(piece), self.after_blank and start == 0)


def tidy(text: str) -> str:
    """Return *text* in NFC on one line: invisible characters gone, runs of space made one."""
    text = SPACES.sub(" ", INVISIBLE.sub("", OTHER_BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def split(text: str) -> list[Line]:
    """Return the lines of *text* that hold something, tidied, with their positions."""
    if "\r" in text:
        # CR LF keeps its length: the CR becomes a blank that is stripped.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    untidy = _untidy(text)
    if untidy:
        text = OTHER_BREAKS.sub("\n", text)
    lines: list[Line] = []
    position = 0
    blank = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        clean = tidy(stripped) if untidy and stripped else stripped
        if clean:
            start = position + raw.index(stripped[0])
            lines.append(Line(clean, start, start + len(stripped), blank))
            blank = False
        else:
            blank = True
        position += len(raw) + 1
    return lines


def _untidy(text: str) -> bool:
    """Is there anything to tidy? Printable is what is neither control, format nor odd space."""
    return (
        "  " in text
        or not text.replace("\n", "").isprintable()
        or not unicodedata.is_normalized("NFC", text)
    )
