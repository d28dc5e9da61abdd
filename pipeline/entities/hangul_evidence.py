"""Hangul evidence: what a string alone says for and against its being a Korean's name."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.hangul import is_title_tail, particle_tails, titles
from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.link import roles
from koreawire.pipeline.entities.romanise import surnames
from koreawire.pipeline.entities.words import word_list
from koreawire.pipeline.lasting import lasting
from koreawire.schemas.enriched import EntityType

NAME_LENGTHS = (3, 2)  # syllables, the surname's one included; the usual one first
VERB_ENDINGS = ("여", "며", "지만")  # also particles; after a verb's stem they are its endings
VERB_STEMS = frozenset("하되한된할될해했돼")  # 하다 and 되다: what makes a verb of a noun
DETERMINERS = frozenset("이그한전")  # this, that, one, former: before a noun they are no surname
COMMON_PARTICLES = frozenset("은는이가의을를과와도")
POLITE = ("씨", "님", "군", "양")
TOKENS_REMEMBERED = 65_536
SMOOTHING = 2.0  # occurrences: rare syllables must not decide alone


class Reading(NamedTuple):
    """A token read as a name and what is written on to it: `김정은` + `이`."""

    name: str
    surname: str
    tail: str
    title_glued: bool
    is_noun: bool  # a noun of every day with a particle, as far as the token goes
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class NameTables:
    """Given names with the surnames they are borne with, words, and syllable weights."""

    listed: dict[str, str]  # borne by people of the reference list
    attested: dict[str, str]  # or by names of a dictionary only
    words: frozenset[str]
    first: dict[str, float]  # log odds of a syllable in a given name's first place
    second: dict[str, float]


@lasting
def name_tables() -> NameTables:
    """The tables of data/names, read once."""
    listed, attested = {}, {}
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for line in word_list("given_names.tsv"):
        given, known, others = (line + "\t").split("\t")[:3]
        listed[given], attested[given] = known, others
        first[given[0]] += len(known)  # the dictionary's names are not all Korean
        second[given[1]] += len(known)
    general = {c: int(n) for c, n in (line.split("\t") for line in word_list("syllables_ko.tsv"))}
    words = frozenset(
        head + rest
        for head, tails in (line.split("\t") for line in word_list("words_ko.txt"))
        for rest in tails.split(" ")
    ) | frozenset(word_list("words_extra_ko.txt"))
    return NameTables(
        listed, attested, words, _log_odds(first, general), _log_odds(second, general)
    )


def _log_odds(names: Counter[str], general: dict[str, int]) -> dict[str, float]:
    in_names, in_general = sum(names.values()), sum(general.values())
    syllables = names.keys() | general.keys()
    return {
        s: math.log((names[s] + SMOOTHING) / in_names)
        - math.log((general.get(s, 0) + SMOOTHING) / in_general)
        for s in syllables
    }


HOPELESS = 0.0  # log odds of a given name nobody bears, below which no context makes it one
BORNE = 3  # family names with which a given name is borne, though it is a title as well
FOREIGN = -1.0  # log odds below which the dictionary's name is another people's (Bouchard)
UNSEEN = -4.0  # log odds of a syllable neither names nor words of the tables have


@lru_cache(maxsize=TOKENS_REMEMBERED)
def readings(token: str) -> tuple[Reading, ...]:
    """Every way to read a Hangul token as a Korean's name; most tokens have none."""
    found = []
    families = surnames()
    for size in (2, 1):
        if token[:size] not in families:
            continue
        for length in NAME_LENGTHS:
            name = token[: length + size - 1]
            if len(name) != length + size - 1 or len(name) <= size:
                continue
            if size > 1 and length == NAME_LENGTHS[1] and len(token) > len(name):
                continue
            reading = _reading(token, name, size)
            if reading is not None:
                found.append(reading)
    return tuple(found)


def _reading(token: str, name: str, size: int) -> Reading | None:
    tail = token[len(name) :]
    titled = False
    if tail not in particle_tails() and not tail.startswith(POLITE[0]):
        if not is_title_tail(tail):
            return None
        titled = True
    given = name[size:]
    if given == "모" or (given in titles() and len(name_tables().listed.get(given, "")) < BORNE):
        return None  # 김모 씨, 최원장: one Kim, whose name is withheld; Choi, head of a clinic
    if name[-1] in VERB_STEMS and tail.startswith(VERB_ENDINGS) and name[:2] in name_tables().words:
        return None  # 조성하여: made of, not of somebody called Cho Seong-ha
    if not (titled or tail.startswith(POLITE)):
        word = len(given) == 1 and name in name_tables().words
        if word and (tail or name not in short_names()):  # 정부가: no context makes it a name
            return None
        if not _could_be_given(given):
            return None
    features = _features(token, name, size, tail, titled=titled)
    kept = tuple([(key, value) for key, value in features.items() if value])
    noun = name[:2] in _common_nouns() and name[2:] + tail in particle_tails()
    return Reading(name, name[:size], tail, titled, noun, kept)


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Names of two syllables that people of the gazetteer bear, with words for what they are."""
    people = (one for one in entities() if one.type is EntityType.PERSON and one.korean)
    return {
        name.text: roles(one.subtype)
        for one in people
        for name in one.names
        if len(name.text) == min(NAME_LENGTHS) and is_hangul(name.text)
    }


@cache
def _common_nouns() -> frozenset[str]:
    return frozenset(word_list("common_nouns_ko.txt"))


@lru_cache(maxsize=TOKENS_REMEMBERED)
def _could_be_given(given: str) -> bool:
    """Is *given* worth weighing: borne by somebody known, or of syllables names are made of?"""
    tables = name_tables()
    if len(given) == 1 or given in tables.listed:
        return True
    return _given_odds(given) > HOPELESS


def _given_odds(given: str) -> float:
    """Log odds of the syllables of *given* in given names against words; 0 for one syllable."""
    if len(given) == 1:
        return 0.0
    tables = name_tables()
    return tables.first.get(given[0], UNSEEN) + tables.second.get(given[1], UNSEEN)


def _is_longer_word(token: str, shortest: int) -> bool:
    """Is the beginning of *token*, *shortest* syllables or more, a word with particles?"""
    words, particles = name_tables().words, particle_tails()
    return any(
        token[:cut] in words and token[cut:] in particles for cut in range(shortest, len(token))
    )


def _features(token: str, name: str, size: int, tail: str, *, titled: bool) -> dict[str, float]:
    tables = name_tables()
    surname, given = name[:size], name[size:]
    odds = _given_odds(given)
    listed = surname in tables.listed.get(given, "")
    known = listed or (odds > FOREIGN and surname in tables.attested.get(given, ""))
    bearers = len(tables.listed.get(given, "")) + len(tables.attested.get(given, ""))
    words = tables.words
    features: dict[str, float] = {
        "bias": 1.0,
        "listed": listed,
        "known": known,
        "word": name in words,
        "noun_and_particle": len(name) > len(given) + 1 - size
        and len(name) == NAME_LENGTHS[0]
        and name[:2] in words
        and name[2] + tail in particle_tails(),
        "verb": len(name) == NAME_LENGTHS[0] and name[:2] in words and name[2] in VERB_STEMS,
        "determined": surname in DETERMINERS and given in words,
        "given_is_word": given in words,
        "whole_is_word": bool(tail) and token in words,
        "longer_word": len(tail) > 1 and _is_longer_word(token, len(name) + 1),
        "polite": tail.startswith(POLITE),
        "glued_title": titled,
        "particle": tail in COMMON_PARTICLES,
        "bare": not tail,
    }
    if len(given) == 2:  # noqa: PLR2004  # the usual given name
        features["unattested"] = bearers == 0
        features["unlisted"] = not tables.listed.get(given)
        features["bearers"] = math.log1p(len(tables.listed.get(given, ""))) / 2
        features["syllables"] = max(-6.0, min(6.0, odds)) / 3
        features["two_syllable_surname"] = size > 1
    else:
        features["short"] = 1.0
    return features
