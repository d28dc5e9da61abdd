"""Hangul names: Koreans found in Hangul by family name, given name and what stands around.

A logistic model over a dozen readable features (data/names/hangul_name_weights.tsv); the part
that depends on the token alone is remembered, so that most tokens cost one lookup.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.hangul import is_title_tail
from koreawire.pipeline.entities.hangul_evidence import (
    NAME_LENGTHS,
    TOKENS_REMEMBERED,
    Reading,
    readings,
    short_names,
)
from koreawire.pipeline.entities.romanise import surnames
from koreawire.pipeline.entities.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.entities.taken import Taken

AFTER = re.compile(r" ([가-힣]{1,10})(?: ([가-힣]{1,10}))?")
BACKWARDS = re.compile(r"\n? ?([가-힣A-Za-z]{1,10})")  # of the word before, read from its end
# (32) or (32·구속기소) or (金正恩): an age or the characters of the name follow only people.
AGED = re.compile(r"\((?:\d{1,2}[)·,세]|[\u4e00-\u9fff]{2,4}[)·,])")
FORMER = ("전", "현", "신임", "전임")
OFFICES = ("부", "원", "당", "청", "처", "실", "회")  # last syllables of ministry, party, office
LISTED_BEFORE = re.compile(r"[가-힣]{2,4}(?: [가-힣]{1,6})?[,·] ?$")
LISTED_AFTER = re.compile(r"[,·] ?[가-힣]{3}(?:[,· 은는이가의과와]|$)")
CERTAIN = frozenset({"title_after", "aged", "role_before"})  # of a person, features that say so
LISTING = frozenset(",·")
QUOTE = frozenset("'\"’”")
DOUBTFUL = -1.2  # log odds of a token by itself, below which only a title or an age helps
REPEATED_WITHIN = 5_000  # characters: a story; a whole book of names must not cost a square
WINDOW = 14  # characters read before and after a name
KNOWN_WITH_ROLE = 1.0  # log odds of a short name before its bearer's office, without what helps
CONTEXT_AT_MOST = 3.5  # log odds that context adds at most, but for one name in a thousand


class HangulName(NamedTuple):
    """A Korean's name in Hangul: where it is, and how sure (0..1)."""

    start: int
    end: int
    name: str
    surname: str
    probability: float


def hangul_names(
    text: str, *, threshold: float, taken: Taken | None = None
) -> Iterator[HangulName]:
    """The names in *text* that are likelier than *threshold* (0..1), where nothing is *taken*.

    Only the few tokens that can be a name are looked up again for where they stand.
    """
    at = 0
    weighed = _weighed
    tokens = [(token, found) for token in _token().findall(text) if (found := weighed[token])]
    for token, hopeful in tokens:
        at = _place(text, token, at)
        if taken is None or not taken.meets(at, at + min(NAME_LENGTHS)):
            name = _likeliest(text, at, hopeful, threshold)
            if name is not None:
                yield name
        at += len(token)


def _place(text: str, token: str, start: int) -> int:
    """Where *token* stands in *text*, at *start* or behind it: not within a longer word."""
    at = text.find(token, start)
    while (
        text[at - 1 : at].isalnum() or "가" <= text[at + len(token) : at + len(token) + 1] <= "힣"
    ):
        at = text.find(token, at + 1)
    return at


def _likeliest(
    text: str, start: int, hopeful: Iterable[tuple[Reading, float]], threshold: float
) -> HangulName | None:
    """The name at *start* by the reading that is likeliest there, if it is likelier than that."""
    best: HangulName | None = None
    table = weights()
    for reading, doubted in hopeful:
        odds = doubted
        if (odds < DOUBTFUL or reading.is_noun) and not has_cue(text, start, reading):
            continue
        if _is_known(text, start, reading):
            odds = max(odds, KNOWN_WITH_ROLE)
        total = odds + sum([table.get(key, 0.0) for key in context_features(text, start, reading)])
        probability = 1 / (1 + math.exp(-total))
        if probability > threshold and (best is None or probability > best.probability):
            end = start + len(reading.name)
            best = HangulName(start, end, reading.name, reading.surname, probability)
    return best


def candidates(text: str) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Start, end and features of every reading of a token as a name: what weights are fit on."""
    for found in _token().finditer(text):
        start = found.start()
        for reading in readings(found.group()):
            around = context_features(text, start, reading)
            features = dict(reading.features) | dict.fromkeys(around, 1.0)
            yield start, start + len(reading.name), features


@cache
def _token() -> re.Pattern[str]:
    """From a family name's first syllable, where a word begins, to the end of its run of Hangul.

    It begins with the syllable, so that all else of a text is skipped in C; what must not stand
    before it is asked behind it.
    """
    firsts = "".join(sorted({surname[0] for surname in surnames()}))
    return re.compile(rf"[{firsts}](?<![^\W_].)[가-힣]{{1,11}}(?![가-힣])")


class _Weighed(dict[str, tuple[tuple[Reading, float], ...]]):
    """Token to the readings that context can still make a name, with the token's own odds.

    Most tokens have none, and cost a lookup; they are forgotten all at once.
    """

    def __missing__(self, token: str) -> tuple[tuple[Reading, float], ...]:
        table = weights()
        weighted = (
            (reading, sum(table.get(key, 0.0) * value for key, value in reading.features))
            for reading in readings(token)
            if reading.name not in _not_names()
        )
        if len(self) == TOKENS_REMEMBERED:
            self.clear()
        self[token] = tuple(
            (reading, odds)
            for reading, odds in weighted
            if odds > (DOUBTFUL if reading.tail else -CONTEXT_AT_MOST)
            or (not reading.tail and reading.name in short_names())
        )
        return self[token]


_weighed = _Weighed()


def _is_known(text: str, start: int, reading: Reading) -> bool:
    """Does what somebody of the gazetteer is follow a short name: 조국 대표, but not 조국 통일?

    It may be told with the office (조현 외교부 장관) or as past (박진 전 장관).
    """
    said = short_names().get(reading.name) if not reading.tail else None
    after = AFTER.match(text, start + len(reading.name)) if said else None
    if said is None or after is None:
        return False
    title = after.group(1)
    if title in FORMER or title.endswith(OFFICES):
        title += after.group(2) or ""
    return any(word in title for word in said)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word_list("not_names_ko.txt"))


def context_features(text: str, start: int, reading: Reading) -> list[str]:
    """What stands around a name: titles, ages, lists, quotation marks, its own repetition."""
    end = start + len(reading.name)
    found = [] if start else ["opens"]
    if text[end : end + 1] in QUOTE:
        found.append("quoted")
    if not reading.tail:
        found.extend(_features_after(text, end))
    head = text[max(0, start - WINDOW) : start]
    before = BACKWARDS.match(head[::-1])
    if before is not None:
        if is_role(before[1][::-1]):
            found.append("role_before")
    elif head.rstrip()[-1:] in LISTING and LISTED_BEFORE.search(head):
        found.append("listed_before")
    name = reading.name
    near = max(0, start - REPEATED_WITHIN)
    if text.find(name, end, end + REPEATED_WITHIN) >= 0 or text.find(name, near, start) >= 0:
        found.append("repeated")
    if len(name) - len(reading.surname) == 1 and not CERTAIN.isdisjoint(found):
        found.append("short_in_context")
    return found


def _features_after(text: str, end: int) -> Iterator[str]:
    """What stands behind a name that nothing is written on to."""
    mark = text[end : end + 1]  # each of the patterns begins with marks of its own
    if mark == " ":
        after = AFTER.match(text, end)
        if after:
            if is_title_tail(after[1]):
                yield "title_after"
            if is_title_tail(after[2] or ""):
                yield "title_second"
    elif mark == "(":
        if AGED.match(text, end):
            yield "aged"
    elif mark in LISTING and LISTED_AFTER.match(text, end):
        yield "listed_after"


def has_cue(text: str, start: int, reading: Reading) -> bool:
    """Does a title or an age follow? Nothing else makes a name of a token that looks like none."""
    end = start + len(reading.name)
    mark = text[end : end + 1]
    if mark == " ":
        after = AFTER.match(text, end)
        return after is not None and (is_title_tail(after[1]) or is_title_tail(after[2] or ""))
    return mark == "(" and AGED.match(text, end) is not None


@lru_cache(maxsize=TOKENS_REMEMBERED)
def is_role(word: str) -> bool:
    """Does *word* say that a person's name follows (배우, 국회의원, 고)?"""
    return word in _roles() or word.endswith(_long_roles())


@cache
def _roles() -> frozenset[str]:
    return frozenset((*word_list("titles_ko.txt"), *word_list("roles_before_ko.txt")))


@cache
def _long_roles() -> tuple[str, ...]:
    return tuple(sorted(role for role in _roles() if len(role) > 1))


@cache
def weights() -> dict[str, float]:
    """Feature to weight; fitted by benchmarks/hangul_names.py."""
    rows = (line.split("\t") for line in word_list("hangul_name_weights.tsv"))
    return {key: float(value) for key, value in rows}
