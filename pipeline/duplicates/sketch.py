"""What is remembered of a text to find its copies: overlapping word runs, hashed.

Five words in a row are rarely written twice by chance (facts: 5-word shingles with
exact containment, F1 .886 against .64 to .84 for simhash and MinHash); in Korean,
Japanese and Chinese, which write few spaces or none, six characters in a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from xxhash import xxh3_128_digest

from koreawire.pipeline.duplicates.amounts import amounts, one_spelling
from koreawire.pipeline.duplicates.headline import Headline, headline
from koreawire.pipeline.duplicates.text import comparable, heading, packed, unspaced
from koreawire.pipeline.duplicates.tokens import (
    FIGURE,
    KIND_BITS,
    KIND_MASK,
    NAME,
    SCHEME,
    ascending,
    distinct,
    members,
    of_kind,
    plain,
)
from koreawire.pipeline.once import once

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.tokens import Codes, Vocabulary

WORDS_A_SHINGLE = 5
CHARACTERS_A_SHINGLE = 6
KEY_LIMIT = np.uint64(2**64 // 8)  # one shingle in eight is a key: 18 for a story of 150 words
LEAST_KEYS = (
    16  # a brief has too few shingles for a share of them; with 8, one copy in 14 is missed
)
MOST_KEYS = 256  # 2,000 words; a longer text is found by its first keys all the same
CHARACTERS_A_GRAM = 4  # of a headline: inflected words still share them
CHARACTERS_A_DENSE_GRAM = 2  # of a Korean one
LINE_KEYS = 12  # grams a headline is found by; two headlines that agree share half of them
BARE_WORDS = 8  # a body shorter than that is no body: the story is its headline
HEAD_WORDS = 20  # of the body: a table says there which edition it is
ENOUGH_WORDS = 30  # below, a body alone proves nothing: the headline has to agree
MOST_WORDS = 5_000  # read of a text: two newspaper pages; beyond it is no story
MOST_CHARACTERS = 8 * MOST_WORDS  # in which they are looked for
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.array(
    [pow(int(_PRIME), power, 2**64) for power in reversed(range(CHARACTERS_A_SHINGLE))], np.uint64
)
_OF_LENGTH = [  # runs of different lengths differ
    np.uint64(length * pow(int(_PRIME), max(length - 1, 0), 2**64) % 2**64)
    for length in range(CHARACTERS_A_SHINGLE + 1)
]
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Sketch:
    """A story as the duplicate index sees it, each part made when it is asked for first.

    Boilerplate of the wire (dateline, sign-off) is left out. Words are codes in order.
    Most candidates are told apart by their headlines, and their bodies never read.
    """

    def __init__(self, line: str, body: str, vocabulary: Vocabulary) -> None:
        """Take headline and body as they were published."""
        self._headline = plain(line[:MOST_CHARACTERS]).strip()
        self._body, self._rest = body[:MOST_CHARACTERS], body[MOST_CHARACTERS:]
        self._vocabulary = vocabulary
        self.size = min(len(line), MOST_CHARACTERS) + len(self._body)

    @once
    def _written_text(self) -> str:
        text = comparable(plain(self._body))
        return "" if text == self._headline else text  # an alert: its headline is all there is

    @once
    def _told(self) -> tuple[str, list[str]]:
        """The text with amounts in one spelling, and the amounts as they were written."""
        return amounts(self._written_text)

    @property
    def _text(self) -> str:
        return self._told[0]

    @once
    def _line(self) -> str:
        """The headline as sent; a first line alone proves nothing."""
        return one_spelling(self._headline)

    @once
    def _title(self) -> str:
        return self._line or one_spelling(heading(self._written_text))

    @once
    def title(self) -> Codes:
        """The words of the headline, or of the line that stands for it."""
        return self._vocabulary.headline(self._title)

    @once
    def headline(self) -> Headline:
        """The words of the title as sets."""
        return headline(self.title)

    @once
    def known(self) -> dict[int, None]:
        """The vocabulary to look up few words in: a dict, for Python's collector walks sets."""
        return dict.fromkeys(self.vocabulary.tolist())

    @once
    def nameless(self) -> bool:
        """Whether the headline is all in capitals, or all in small letters: it tells no names."""
        return self._title.isupper() or self._title.islower()

    @once
    def _all_words(self) -> Codes:
        return self._vocabulary.codes(self._text)

    @once
    def words(self) -> Codes:
        """The words of the body, amounts in one spelling."""
        return self._all_words[:MOST_WORDS]

    @once
    def written(self) -> Codes:
        """The words of the body as they were written."""
        if not self._told[1]:
            return self.words
        return self._vocabulary.codes(self._written_text)[:MOST_WORDS]

    @once
    def shingles(self) -> Codes:
        """The hashes of its word runs, distinct, ascending."""
        dense = packed(self._text)
        if dense is None:
            return _runs(self.words >> KIND_BITS, WORDS_A_SHINGLE)
        return _runs(_points(dense), CHARACTERS_A_SHINGLE)

    @once
    def grams(self) -> Codes:
        """The letter grams of the headline, distinct, ascending."""
        dense = packed(self._line)
        if dense is None:
            return _runs(_points(unspaced(self._line)), CHARACTERS_A_GRAM)
        return _runs(_points(dense), CHARACTERS_A_DENSE_GRAM)

    @once
    def keys(self) -> list[int]:
        """The lowest shingles: equal texts choose equal keys, whatever surrounds them.

        Of each the 32 bits that postings keep: a false one does no harm, two are needed.
        """
        return _unpacked(self.packed_keys)

    @once
    def packed_keys(self) -> bytes:
        """The keys as facts hold them: four bytes each, the lowest first."""
        count = int(np.searchsorted(self.shingles, KEY_LIMIT))
        return _low(self.shingles[: min(max(count, LEAST_KEYS), MOST_KEYS)])

    @once
    def exact(self) -> bytes:
        """16 bytes equal for equal words: of the body, and of the headline with a short one.

        Amounts count as they were written: beside the words, which need no second look-up.
        What is not compared of a long text counts as well.
        """
        parts = [self._all_words >> KIND_BITS]
        if self._told[1]:
            written = self._vocabulary.codes(" ".join(self._told[1]))
            parts += [np.zeros(1, np.uint64), written >> KIND_BITS]
        if len(self.words) < ENOUGH_WORDS:
            parts = [self.title >> KIND_BITS, np.zeros(1, np.uint64), *parts]
        told = np.concatenate(parts).astype("<u8").tobytes()
        if self._rest:
            told += " ".join(self._rest.split()).encode("utf-8", "surrogatepass")
        return xxh3_128_digest(told, seed=SCHEME)

    @once
    def vocabulary(self) -> Codes:
        """The distinct words of the body, ascending."""
        return distinct(self.words)

    @once
    def figures(self) -> Codes:
        """Its distinct figures and dates, ascending."""
        return of_kind(self.words, FIGURE)

    @once
    def editions(self) -> Codes:
        """Which edition of a series it says it is (noon, close), ascending."""
        return self._vocabulary.editions(np.concatenate([self.title, self.words[:HEAD_WORDS]]))

    @once
    def issue(self) -> Codes:
        """What tells it from other issues of a series: the headline's figures, and its edition."""
        return ascending(np.concatenate([of_kind(self.title, FIGURE), self.editions]))

    @once
    def names(self) -> Codes:
        """Its capitalised words that it does not write small as well (The, Shares)."""
        names = of_kind(self.words, NAME)
        return names[~members(names, of_kind(self.words, 0))]

    @once
    def figure_share(self) -> float:
        """Share of figures among its words: above a quarter it is a table."""
        figures: bytes = ((self.words & KIND_MASK) == np.uint64(FIGURE)).tobytes()
        return figures.count(1) / max(len(self.words), 1)

    @once
    def written_figures(self) -> Codes:
        """Its distinct figures and dates as they were written, ascending."""
        return self.figures if self.written is self.words else of_kind(self.written, FIGURE)

    @property
    def lines(self) -> list[int]:
        """The lowest grams of the headline, as keys."""
        return _unpacked(self.packed_lines)

    @property
    def packed_lines(self) -> bytes:
        """The same as facts hold them."""
        return _low(self.grams[:LINE_KEYS])

    @property
    def bare(self) -> bool:
        """Whether the story is hardly more than its headline."""
        return len(self.words) < BARE_WORDS


def _low(codes: Codes) -> bytes:
    return codes.astype("<u4").tobytes()


def _unpacked(keys: bytes) -> list[int]:
    low: list[int] = np.frombuffer(keys, "<u4").tolist()
    return low


def _points(text: str) -> Codes:
    return (
        np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64) + _PRIME
    )


def _runs(units: Codes, length: int) -> Codes:
    """Return the distinct hashes of every *length* units in a row, ascending.

    A text shorter than that is one run. The last steps spread the bits, because
    the lowest hashes are chosen as keys.
    """
    if len(units) == 0:
        return units
    length = min(length, len(units))
    runs = np.correlate(units, _POWERS[-length:])
    runs += _OF_LENGTH[length]
    runs ^= runs >> np.uint64(29)
    runs *= _MIX
    runs ^= runs >> np.uint64(32)
    return ascending(runs)
