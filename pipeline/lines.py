"""Lines: a decoded text cut into tidy lines that still know where they came from."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

# What separates lines beside \n; each is one character, so positions hold.
OTHER_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces, byte order marks, C0/C1 controls: never part of a word.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
CONTROLS = bytes({*range(0x20), 0x7F} - {0x0A})  # of ASCII, but for the line feed
SEARCHED = 50_000_000  # characters: a tenth of a second; a long page takes a million
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
        """Return a stretch of the line; exact where tidying kept the line's length.

        Tidying only takes away: elsewhere the place holds the stretch, and a little more.
        """
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        begin = self.start + start + left
        more = max(0, self.end - self.start - len(self.text))
        stop = min(begin + len(piece) + more, self.end)
        return Line(piece, begin, stop, self.after_blank and start == 0)


class Places:
    """Where pieces of text stand in the source they came from, for an effort that is bounded.

    Markup hides a piece (`&amp;`, a tag inside it), and then all of the source is searched in
    vain: a page made of such pieces would take the square of its length.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._left = SEARCHED  # characters that may still be looked at

    def find(self, piece: str, position: int) -> int:
        """Return where *piece* begins, at *position* or after it; else *position*."""
        if self._left <= 0:
            return position
        found = self._source.find(piece, position)
        end = len(self._source) if found < 0 else found
        self._left -= end - position
        return position if found < 0 else found


def tidy(text: str) -> str:
    """Return *text* in NFC on one line: invisible characters gone, runs of space made one."""
    if not text.isprintable():  # what is so has no break, no invisible sign, no odd space
        text = SPACES.sub(" ", INVISIBLE.sub("", OTHER_BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


class Columns:
    """The lines of a text that hold something, by column: a `Line` is made where one is wanted.

    Wrapped copy has four lines to a paragraph, and most of what is asked of them is asked of
    their texts alone.
    """

    def __init__(self, raw: list[str], clean: list[str]) -> None:
        """Take the lines as they are in the text, and tidied."""
        self.texts = list(filter(None, clean))
        self._rows = [row for row, text in enumerate(clean) if text]
        self._raw = raw
        self._begins = list(accumulate(map(len, raw), initial=0))  # without line feeds

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.texts)

    def line(self, first: int, last: int | None = None, text: str | None = None) -> Line:
        """Return a line, or one of *text* that spans *first* to *last*."""
        begin = self._rows[first]
        end = begin if last is None else self._rows[last]
        indent = len(self._raw[begin]) - len(self._raw[begin].lstrip())
        return Line(
            self.texts[first] if text is None else text,
            self._begins[begin] + begin + indent,
            self._begins[end] + end + len(self._raw[end].rstrip()),
            begin != (self._rows[first - 1] + 1 if first else 0),
        )

    def lines(self, begin: int = 0, end: int | None = None) -> list[Line]:
        """Return the lines from *begin* to before *end*."""
        return [self.line(number) for number in range(begin, len(self) if end is None else end)]

    def close(self, begin: int, end: int) -> list[str]:
        """Return the lines of a stretch that have no empty line below them."""
        rows = self._rows[begin:end]
        stretch = zip(self.texts[begin:end], pairwise(rows), strict=False)  # not the last one
        return [text for text, (row, below) in stretch if below - row == 1]

    def set_off(self, begin: int, end: int) -> list[int]:
        """Return the lines of a stretch, counted in it, below an empty line or indented."""
        return [
            number
            for number, (above, row) in enumerate(pairwise(self._rows[begin:end]), 1)
            if row - above != 1 or (self._raw[row][0].isspace() and _indent(self._raw[row]) > 1)
        ]


def _indent(raw: str) -> int:
    return len(raw[: len(raw) - len(raw.lstrip())].expandtabs())


def split(text: str, limits: Limits) -> list[Line]:
    """Return the lines of *text* that hold something, tidied, with their positions.

    Raises:
        ValueError: It is longer, or has more lines, than *limits* allow.
    """
    return columns(text, limits).lines()


def bound(text: str, limits: Limits) -> None:
    """Refuse a text that is too long, before anything is looked for in it.

    Raises:
        ValueError: It is longer than *limits* allow.
    """
    if len(text) > limits.text_characters:
        raise ValueError(
            f"a text of {len(text)} characters, above the limit of {limits.text_characters}"
        )


def columns(text: str, limits: Limits) -> Columns:
    """Return the lines of *text* that hold something, tidied.

    Raises:
        ValueError: It is longer, or has more lines, than *limits* allow.
    """
    bound(text, limits)
    if "\r" in text:
        # CR LF keeps its length: the CR becomes a blank that is stripped.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    plain = _plain(text)
    if not plain:
        text = OTHER_BREAKS.sub("\n", text)
    count = text.count("\n")
    if count > limits.text_lines:
        raise ValueError(f"a text of {count} lines, above the limit of {limits.text_lines}")
    raw = text.split("\n")
    if not plain:
        return Columns(raw, list(map(tidy, raw)))
    clean = [" ".join(line.split()) if "  " in line else line for line in map(str.strip, raw)]
    return Columns(raw, clean)


def _plain(text: str) -> bool:
    """Is there nothing to tidy but runs of blanks? No control, format or odd space, all in NFC."""
    if text.isascii():
        raw = text.encode()
        return len(raw.translate(None, CONTROLS)) == len(raw)
    return text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text)
