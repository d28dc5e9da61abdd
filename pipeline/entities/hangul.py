"""Hangul: where a Korean name ends and the particles and titles behind it begin."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from koreawire.pipeline.entities.words import word_list

RUN = re.compile(r"[가-힣]*")


@cache
def particle_tails() -> frozenset[str]:
    """Every string of particles that may follow a noun, the empty one included."""
    rows = dict(line.split("\t") for line in word_list("particles_ko.tsv"))
    first, second, collective = (rows[key].split() for key in ("first", "second", "collective"))
    tails = {"", *first, *(a + b for a, b in product(first, second))}
    return frozenset(tails | {word + tail for word in collective for tail in ("", *first)})


@cache
def titles() -> frozenset[str]:
    """Every title and role of data/names/titles_ko.txt."""
    return frozenset(word_list("titles_ko.txt"))


TAILS_REMEMBERED = 65_536
LONGEST_TITLE = 8  # syllables: 국가안보실장, 대통령비서실장


def tail_at(text: str, end: int) -> str:
    """The Hangul that is written on to a name ending at *end*."""
    found = RUN.match(text, end)
    return found[0] if found else ""


def is_particle_tail(tail: str) -> bool:
    """May *tail* follow a name, as nothing but particles?"""
    return tail in particle_tails()


@lru_cache(maxsize=TAILS_REMEMBERED)
def is_title_tail(tail: str) -> bool:
    """Is *tail* a title (and particles), as in 문재인대통령은?"""
    known, particles = titles(), particle_tails()
    for cut in range(min(len(tail), LONGEST_TITLE), 0, -1):
        if tail[:cut] in known and tail[cut:] in particles:
            return True
    return False


@lru_cache(maxsize=TAILS_REMEMBERED)
def is_person_tail(tail: str) -> bool:
    """May *tail* be written on to the name of a known person: 문재인대통령은, 문재인정부의?"""
    if is_title_tail(tail):
        return True
    rows = dict(line.split("\t") for line in word_list("particles_ko.tsv"))
    return any(
        tail.startswith(word) and tail[len(word) :] in particle_tails()
        for word in rows["rule"].split()
    )


@cache
def country_tails() -> dict[str, bool]:
    """What may be written on to a country's name; True if it makes a demonym of it."""
    rows = dict(line.split("\t") for line in word_list("country_tails_ko.tsv"))
    tails = dict.fromkeys(rows["noun"].split(), False)
    return tails | dict.fromkeys(rows["demonym"].split(), True)


@lru_cache(maxsize=TAILS_REMEMBERED)
def country_tail(tail: str) -> bool | None:
    """Is *tail* one that a country's name takes: True makes a demonym; None is no such tail."""
    for cut in range(len(tail), 0, -1):
        makes = country_tails().get(tail[:cut])
        if makes is not None and tail[cut:] in particle_tails():
            return makes
    return None
