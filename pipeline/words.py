"""Lists of words in data, and where a text uses them: one pass over the text for all lists.

A list says what a group of words is evidence of (`domestic`, `sport` …). Its
file holds a section a language, because a word of one language is another
word elsewhere: "won" is money in English and a victory in Dutch.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from koreawire.pipeline.latin_words import Latin, LatinFinder, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ANY = "*"  # the section whose words count in every language
LONGEST = 60_000  # code points read of a text: ten times a long report; beyond it are tables

# Particles that are written to a noun.
PARTICLES = (
    *("은", "는", "이", "가", "을", "를", "의", "에", "도", "와", "과", "로", "만", "나", "랑"),
    *(
        "에서",
        "에게",
        "으로",
        "까지",
        "부터",
        "보다",
        "처럼",
        "이나",
        "에도",
        "에는",
        "와의",
        "과의",
    ),
)
LONGEST_PARTICLE = 2

Place = tuple[int, int]  # the code points where a word begins and ends
Hits = dict[str, list[Place]]  # list to where its words are, in order

Sections = dict[str, tuple[str, ...]]  # language, or ANY, to words


class Right(Enum):
    """What may follow a word: nothing that is a letter, a Korean particle, or anything."""

    CLOSED = 0
    PARTICLE = 1
    OPEN = 2


OPEN = Right.OPEN


class _Use(NamedTuple):
    """How one list uses a word: what may stand at its left, and at its right."""

    name: str
    left_open: bool
    right: Right


class Words:
    """Finds the words of several lists in a text."""

    def __init__(self, lists: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Take list name to language to words.

        A word stands alone, `word*` may go on, `*word` may have something
        before it; where Hangul meets another script a word ends. Hangul and
        Han may always go on, particles and nouns are written to the word; but
        one syllable alone, and a `word=`, may only take a particle.
        """
        uses: dict[str, dict[str, list[_Use]]] = defaultdict(lambda: defaultdict(list))
        for name, sections in lists.items():
            for language, words in sections.items():
                for word in words:
                    surface = word.strip("*=").lower()
                    use = _Use(name, word.startswith("*"), _right(surface, word[-1:]))
                    if surface and use not in uses[language][surface]:
                        uses[language][surface].append(use)
        shared = uses.pop(ANY, {})
        self._default = _finder(shared)
        self._finders = {language: _finder(_union(own, shared)) for language, own in uses.items()}

    def find(self, text: str, language: str) -> Hits:
        """Return where *text* uses which lists; within a list the longest word wins.

        Where Hangul is looked for, texts whose lower case has another length (Turkish dotted
        I) are matched as they are: positions matter more than those words.
        """
        finder = self._finders.get(language, self._default)
        hits: Hits = {}
        for names, start, end in finder.find(text[:LONGEST]):
            for name in names:
                places = hits.get(name)
                if places is None:
                    hits[name] = [(start, end)]
                elif start >= places[-1][1]:
                    places.append((start, end))
                elif start <= places[-1][0]:
                    places[-1] = (start, end)
        return hits


def _finder(uses: Mapping[str, list[_Use]]) -> LatinFinder | _Finder:
    """Return what finds the words of one language."""
    if not all(map(is_latin, uses)):
        return _Finder(uses)
    names: dict[Latin, tuple[str, ...]] = {}
    for surface, found in uses.items():
        for use in found:
            latin = Latin(surface, use.left_open, use.right is OPEN)
            names[latin] = (*names.get(latin, ()), use.name)
    return LatinFinder(names.items())


class _Finder:
    """The automaton of a language with Hangul."""

    def __init__(self, uses: Mapping[str, list[_Use]]) -> None:
        surfaces = sorted(uses)
        self._uses = [tuple(uses[surface]) for surface in surfaces]
        self._names = [tuple(use.name for use in found) for found in self._uses]
        self._left_closed = [not any(use.left_open for use in found) for found in self._uses]
        self._right_closed = [
            all(use.right is Right.CLOSED for use in found) for found in self._uses
        ]
        self._right_open = [all(use.right is OPEN for use in found) for found in self._uses]
        self._automaton = ahocorasick_rs.AhoCorasick(surfaces, store_patterns=False)

    def find(self, text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        names, left_closed = self._names, self._left_closed
        right_closed, right_open = self._right_closed, self._right_open
        one_script = lowered.isascii()
        padded = f" {lowered} "  # so that what stands beside a word is always there
        # In order of their ends, and of those with one end the longest first.
        for word, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            before, after = padded[start], padded[end + 1]
            joined_left = before.isalnum() and (one_script or _joined(before, lowered[start]))
            if joined_left and left_closed[word]:
                continue
            joined_right = (
                not right_open[word]
                and after.isalnum()
                and (one_script or _joined(after, lowered[end - 1]))
            )
            if joined_right and right_closed[word]:
                continue
            using = names[word]
            if joined_left or joined_right:
                using = tuple(
                    use.name
                    for use in self._uses[word]
                    if (use.left_open or not joined_left)
                    and (not joined_right or _goes_on(use, lowered, end))
                )
            yield using, start, end


def shipped(folder: str) -> dict[str, Sections]:
    """Return the lists of `pipeline/data/<folder>`, named as their files.

    `domestic-places.txt` and `domestic-stage.txt` are parts of one list, `domestic`.
    """
    root = files("koreawire.pipeline") / "data" / folder
    lists: dict[str, Sections] = {}
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".txt"):
            sections = lists.setdefault(entry.name.removesuffix(".txt").partition("-")[0], {})
            for language, words in parse(entry.read_text(encoding="utf-8")).items():
                sections[language] = sections.get(language, ()) + words
    return lists


def parse(text: str) -> Sections:
    """Read one list: `# comment`, `[language]`, then words separated by commas or lines."""
    sections: dict[str, list[str]] = {}
    words = sections.setdefault(ANY, [])
    for line in text.splitlines():
        bare = line.partition("#")[0].strip()
        if bare.startswith("[") and bare.endswith("]"):
            words = sections.setdefault(bare[1:-1].strip(), [])
        else:
            words.extend(word for part in bare.split(",") if (word := part.strip()))
    return {language: tuple(found) for language, found in sections.items() if found}


def _union(
    own: Mapping[str, list[_Use]], shared: Mapping[str, list[_Use]]
) -> dict[str, list[_Use]]:
    merged = {surface: list(uses) for surface, uses in own.items()}
    for surface, uses in shared.items():
        have = merged.setdefault(surface, [])
        have.extend(use for use in uses if use not in have)
    return merged


def _right(surface: str, mark: str) -> Right:
    last = surface[-1:]
    if mark == "*" or "一" <= last <= "鿿":
        return Right.OPEN
    if not "가" <= last <= "힣":
        return Right.CLOSED
    return Right.PARTICLE if mark == "=" or len(surface) == 1 else Right.OPEN


def _joined(beside: str, edge: str) -> bool:
    """Does the letter *beside* a word's *edge* belong to it? A word ends with its script."""
    return ("가" <= beside <= "힣") is ("가" <= edge <= "힣")


def _goes_on(use: _Use, text: str, end: int) -> bool:
    """May the word go on as it does at *end*: anyhow, or with a particle and no more?"""
    if use.right is not Right.PARTICLE:
        return use.right is OPEN
    return any(
        text[end : end + length] in PARTICLES
        and not text[end + length : end + length + 1].isalnum()
        for length in range(1, LONGEST_PARTICLE + 1)
    )
