"""Words as numbers: what two texts are compared by.

Every word becomes a 64-bit code: its hash without the two lowest bits, which say what
kind of word it is. Figures and names are what differs between two stories written from
one template (two eurobonds, two rate moves), so they are marked here, once.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from string import punctuation
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np
import yaml
from xxhash import xxh3_64_intdigest

from koreawire.pipeline.duplicates.ascii_words import AsciiWords

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint64]

SCHEME = 2  # raise it when anything here changes what a text's codes are
FIGURE = 1
NAME = 2
KINDS = 3
KIND_MASK = np.uint64(KINDS)
KIND_BITS = np.uint64(2)
WORD = re.compile(r"[^\W_]+(?:[.,:/](?=\d)[^\W_]+)*")
THOUSANDS = re.compile(r"(?<=\d)천(?!\d)")
CODE = Struct("=Q")
CACHE_PIECES = 100_000  # about 20 MB: what some days of a newsroom write
MARKS = punctuation + "“”‘’«»…–—"  # that stand around a word: no part of one
LONGEST_PIECE = 40  # characters: a longer one is seldom met again
SHORT = 400  # characters: so few words are looked up faster one by one
SHOUTED = 0.6  # above this share of capitals, a capital says nothing


def _words(name: str, of: str = "") -> frozenset[str]:
    """Return the words of a list in `pipeline/data/duplicates`, those whose key ends in *of*."""
    text = (files("koreawire.pipeline") / "data" / "duplicates" / name).read_text("utf-8")
    lists = yaml.safe_load(text).items()
    return frozenset(
        word for key, words in lists if key.endswith(of) for word in str(words).split()
    )


class Vocabulary(dict[str, bytes]):
    """What stands between two spaces to the codes of its words, remembered.

    Splitting at spaces and looking up costs less than finding every word by a pattern.
    Nothing of a decision depends on what is remembered.
    """

    __slots__ = ("_ascii", "_editions", "_figures", "_marks")

    def __init__(self) -> None:
        super().__init__()
        self._ascii = AsciiWords(self.__getitem__)
        self._figures = _words("figures.yaml")
        self._marks = _codes(_words("marks.yaml"))
        self._editions = _codes(_words("figures.yaml", "-editions"))

    def __missing__(self, piece: str) -> bytes:
        if piece.isalnum():
            codes = CODE.pack(self._code(piece))
        elif (bare := piece.strip(MARKS)).isalpha():  # a word and its comma
            codes = self[bare]
        else:
            words = WORD.findall(bare)
            if len(piece) > LONGEST_PIECE and len(words) > 1:  # a table's row: its words come again
                return b"".join(map(self.__getitem__, words))
            codes = b"".join([CODE.pack(self._code(word)) for word in words])
        if len(piece) <= LONGEST_PIECE:
            if len(self) >= CACHE_PIECES:
                self.clear()
            self[piece] = codes
        return codes

    def _code(self, word: str) -> int:
        lower = word.lower()
        code = _hash(lower)
        if lower in self._figures or (not word.isalpha() and any(map(str.isdigit, word))):
            return code | FIGURE
        return code | NAME if word[0].isupper() else code

    def headline(self, text: str) -> Codes:
        """Return the codes of a headline: what it says, without the agency's marks."""
        codes = self._look_up(text)
        return _unshouted(codes[~members(base(codes), self._marks)])

    def editions(self, codes: Codes) -> Codes:
        """Return the distinct words of *codes* that say which edition of a series it is."""
        return ascending(base(codes)[members(base(codes), self._editions)])

    def codes(self, text: str) -> Codes:
        """Return the codes of the words of *text*, in order."""
        return _unshouted(self._look_up(text))

    def _look_up(self, text: str) -> Codes:
        if len(text) > SHORT and text.isascii():
            return self._ascii.codes(text)
        return np.frombuffer(b"".join(map(self.__getitem__, text.split())), np.uint64)


def _hash(lower: str) -> int:
    return xxh3_64_intdigest(lower.encode("utf-8", "surrogatepass"), SCHEME) & ~KINDS


def _codes(words: frozenset[str]) -> Codes:
    return np.array(sorted(map(_hash, words)), np.uint64)


def _unshouted(codes: Codes) -> Codes:
    """Return *codes* without names where most words have a capital: there it says nothing."""
    names = (codes & KIND_MASK) == NAME
    return np.where(names, codes & ~KIND_MASK, codes) if _most(names) else codes


def _most(names: npt.NDArray[np.bool_]) -> bool:
    return names.tobytes().count(1) > SHOUTED * len(names)


def plain(text: str) -> str:
    """Return *text* with one spelling for what looks the same (NFKC: ﬁ, full-width digits).

    Korean outlets write eight thousand as 8천 and as 8000.
    """
    return text if text.isascii() else THOUSANDS.sub("000", unicodedata.normalize("NFKC", text))


def base(codes: Codes) -> Codes:
    """Return codes without what kind of word they are."""
    return codes & ~KIND_MASK


def distinct(codes: Codes) -> Codes:
    """Return the distinct words, ascending."""
    return ascending(base(codes))


def of_kind(codes: Codes, kind: int) -> Codes:
    """Return the distinct words of one kind, ascending."""
    return ascending(base(codes[(codes & KIND_MASK) == np.uint64(kind)]))


def members(some: Codes, others: Codes) -> npt.NDArray[np.bool_]:
    """Return which of *some* are among *others*; both ascending and distinct."""
    if len(others) == 0:
        return np.zeros(len(some), bool)
    found: npt.NDArray[np.bool_] = others.take(others.searchsorted(some), mode="clip") == some
    return found


def common(some: Codes, others: Codes) -> int:
    """Return how many of two ascending lists of distinct codes are in both."""
    if len(some) > len(others):
        some, others = others, some
    return members(some, others).tobytes().count(1)  # faster than numpy counts so few


def ascending(codes: Codes) -> Codes:
    """Return the distinct codes in order; five times as fast as np.unique on so few."""
    if len(codes) < 2:  # noqa: PLR2004 - nothing to sort
        return codes
    codes = codes.copy()
    codes.sort()
    keep = np.empty(len(codes), bool)
    keep[0] = True
    np.not_equal(codes[1:], codes[:-1], out=keep[1:])
    return codes[keep]
