"""Words as numbers: what two texts are compared by.

Every word becomes a 64-bit code: its hash without the two lowest bits, which say what
kind of word it is. Figures and names are what differs between two stories written from
one template (two eurobonds, two rate moves), so they are marked here, once.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import yaml
from xxhash import xxh3_64_intdigest

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint64]

SCHEME = 2  # raise it when anything here changes what a text's codes are
FIGURE = 1
NAME = 2
KIND_MASK = np.uint64(3)
KIND_BITS = np.uint64(2)
WORD = re.compile(r"[^\W_]+(?:[.,:/](?=\d)[^\W_]+)*")
THOUSANDS = re.compile(r"(?<=\d)천(?!\d)")
CACHE_WORDS = 100_000  # about 15 MB: the vocabulary of some days of a newsroom
SHOUTED = 0.6  # above this share of capitals, a capital says nothing


def _words(name: str) -> frozenset[str]:
    """Return the words of a list in `pipeline/data/duplicates`."""
    text = (files("koreawire.pipeline") / "data" / "duplicates" / name).read_text("utf-8")
    return frozenset(word for words in yaml.safe_load(text).values() for word in str(words).split())


class Vocabulary(dict[str, int]):
    """Word to code, remembered: hashing a word costs ten times as much as looking it up.

    Nothing of a decision depends on what is remembered.
    """

    __slots__ = ("_figures", "_marks")

    def __init__(self) -> None:
        super().__init__()
        self._figures = _words("figures.yaml")
        self._marks = _words("marks.yaml")

    def __missing__(self, word: str) -> int:
        if len(self) >= CACHE_WORDS:
            self.clear()
        lower = word.lower()
        code = xxh3_64_intdigest(lower.encode(errors="surrogatepass"), seed=SCHEME) & ~3
        if lower in self._figures or any(map(str.isdigit, word)):
            code |= FIGURE
        elif word[0].isupper():
            code |= NAME
        self[word] = code
        return code

    def headline(self, text: str) -> Codes:
        """Return the codes of a headline: what it says, without the agency's marks."""
        return self._codes([w for w in WORD.findall(text) if w.lower() not in self._marks])

    def codes(self, text: str) -> Codes:
        """Return the codes of the words of *text*, in order."""
        return self._codes(WORD.findall(text))

    def _codes(self, words: list[str]) -> Codes:
        codes = np.fromiter(map(self.__getitem__, words), np.uint64, len(words))
        names = (codes & KIND_MASK) == NAME
        if np.count_nonzero(names) > SHOUTED * len(codes):
            codes[names] &= ~KIND_MASK
        return codes


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
    places = np.searchsorted(others, some)
    places[places == len(others)] = 0
    found: npt.NDArray[np.bool_] = others[places] == some
    return found


def ascending(codes: Codes) -> Codes:
    """Return the distinct codes in order; five times as fast as np.unique on so few."""
    if len(codes) < 2:  # noqa: PLR2004 - nothing to sort
        return codes
    codes = np.sort(codes)
    keep = np.empty(len(codes), bool)
    keep[0] = True
    np.not_equal(codes[1:], codes[:-1], out=keep[1:])
    return codes[keep]
