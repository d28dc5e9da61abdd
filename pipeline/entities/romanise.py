"""Romanise: one key for a Korean name however it is spelled in Hangul or Latin script.

Revised Romanisation, McCune–Reischauer, Pyongyang's and people's own spellings fall together;
so do some different names (about 3 in 100), so that a key is a cluster and no proof of identity.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from koreawire.pipeline.entities.words import word_list

# One Latin syllable: onset, vowel, coda, as the four romanisations spell them.
SYLLABLE = re.compile(
    r"(kk|tt|pp|ss|jj|ch'?|sh|[gkndtrlmbpsjhc]'?|)"
    r"(yae|yeo|you|yoo|yu|yo|ya|ye|yi|woo|wae|weo|woe|wa|we|wo|wi|wu|eui|ui|uh|eo|eu|ae|ai|ay|ah"
    r"|oo|ou|oe|oi|oh|ee|ei|ey|ea|a|e|o|u|i|y)"
    r"(ngh|ng|ck|[kgnlmpbtdhr]|)"
)
# McCune–Reischauer's vowels in the letters of the Revised Romanisation.
MARKS = str.maketrans({"ŏ": "eo", "ŭ": "eu", "’": "'"})
ONSETS = {
    "g": "k", "k": "k", "kk": "k", "d": "t", "t": "t", "tt": "t", "b": "p", "p": "p", "pp": "p",
    "j": "c", "ch": "c", "jj": "c", "c": "c", "s": "s", "ss": "s", "sh": "s", "r": "r", "l": "r",
}  # fmt: skip
VOWELS = {
    "yae": "e", "yeo": "yo", "you": "yo", "yoo": "yo", "yu": "yo", "ye": "e", "yi": "i",
    "woo": "o", "wu": "o", "wae": "we", "weo": "wo", "woe": "we", "eui": "i", "ui": "i", "uh": "o",
    "eo": "o", "eu": "o", "ae": "e", "ai": "e", "ay": "e", "ah": "a", "oo": "o", "ou": "o",
    "oe": "we", "oi": "we", "y": "o", "oh": "o", "ee": "i", "ei": "e", "ey": "e", "ea": "e",
    "u": "o",
}  # fmt: skip
CODAS = {"ngh": "ng", "ck": "k", "g": "k", "b": "p", "d": "t", "h": "", "r": ""}

HANGUL_ONSETS = (
    "k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h",
)  # fmt: skip
HANGUL_VOWELS = (
    "a", "e", "ya", "e", "o", "e", "yo", "e", "o", "wa", "we", "we", "yo", "o", "wo", "we", "wi",
    "yo", "o", "i", "i",
)  # fmt: skip
HANGUL_CODAS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "l", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
HANGUL_BASE = 0xAC00
ASPIRATED = range(14, 18)  # ㅊ, ㅋ, ㅌ and ㅍ among the onsets
# Family names as the North writes them, to the South's spelling of the same name.
SOUTHERN = dict(zip("리류량로림려라렴", "이유양노임여나염", strict=True))
NAMES_REMEMBERED = 16_384
SURNAME_LONGEST = 2  # syllables: 남궁, 황보


@lru_cache(maxsize=NAMES_REMEMBERED)
def syllable_key(latin: str) -> str | None:
    """The key of one Latin syllable, or None if it is not one Korean can have."""
    found = SYLLABLE.fullmatch(latin.lower().translate(MARKS))
    if found is None:
        return None
    onset, vowel, coda = (part.replace("'", "") for part in found.groups())
    return ONSETS.get(onset, onset) + VOWELS.get(vowel, vowel) + CODAS.get(coda, coda)


def hangul_key(syllable: str) -> str:
    """The key of one Hangul syllable: equal to that of each of its Latin spellings."""
    index = ord(syllable) - HANGUL_BASE
    onset, rest = divmod(index, 21 * 28)
    vowel, coda = divmod(rest, 28)
    return HANGUL_ONSETS[onset] + HANGUL_VOWELS[vowel] + HANGUL_CODAS[coda]


def spells(given: list[str], hangul: str) -> bool:
    """Can the Latin syllables *given* be a spelling of the Hangul given name, vowel by vowel?

    Narrower than the key: `woon` is no spelling of 은, though both have the key `on`.
    """
    if len(given) != len(hangul):
        return False
    return all(map(_spells_syllable, given, hangul))


def _spells_syllable(latin: str, syllable: str) -> bool:
    found = SYLLABLE.fullmatch(latin.lower().translate(MARKS))
    if found is None:
        return False
    onset, vowel = divmod((ord(syllable) - HANGUL_BASE) // 28, 21)
    if found.group(1).endswith("'") and onset not in ASPIRATED:
        return False  # whoever writes Ch'ŏl means 철 and not 절; who writes Chol may mean either
    letter = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"[vowel]
    return letter in SPELLINGS.get(found.group(2), letter)


# Which vowels a Latin spelling may stand for; a spelling not listed may stand for any of its key.
SPELLINGS = {
    "o": "ㅗㅓ", "u": "ㅜㅓㅡ", "oo": "ㅜㅡ", "eo": "ㅓ", "eu": "ㅡ", "ou": "ㅜㅗ", "uh": "ㅓ",
    "woo": "ㅜ", "wu": "ㅜ", "you": "ㅕㅠ", "yo": "ㅛㅕ", "yu": "ㅠㅕ", "yeo": "ㅕ", "yoo": "ㅠ",
    "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ", "ye": "ㅖ", "e": "ㅔㅐㅖ", "ee": "ㅣ", "ui": "ㅢ",
    "eui": "ㅢ",
}  # fmt: skip


def split_syllables(latin: str) -> tuple[str, str] | None:
    """The keys of *latin* read as two syllables run together, or None if it cannot be."""
    for cut in range(2, len(latin) - 1):
        first, second = syllable_key(latin[:cut]), syllable_key(latin[cut:])
        if first and second and latin[cut].lower() not in "aeiou":
            return first, second
    return None


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Hangul family name to its Latin spellings; strong spellings first."""
    return {row[0]: tuple(" ".join(row[1:]).split()) for row in _surname_rows()}


@cache
def strong_surnames() -> frozenset[str]:
    """Latin spellings that hardly anything else is written like."""
    return frozenset(word for row in _surname_rows() for word in row[1].split())


@cache
def latin_surnames() -> dict[str, str]:
    """Latin spelling of a family name to the Hangul it most often stands for."""
    table: dict[str, str] = {}
    for hangul, spellings in surnames().items():
        for spelling in spellings:
            table.setdefault(spelling, hangul)
    return table


def _surname_rows() -> list[list[str]]:
    return [(line + "\t\t").split("\t")[:3] for line in word_list("surnames.tsv")]


def surname_length(name: str) -> int:
    """How many syllables of a Hangul name are the family name; 0 if it has none."""
    for length in (SURNAME_LONGEST, 1):
        if name[:length] in surnames() and len(name) > length:
            return length
    return 0


@lru_cache(maxsize=NAMES_REMEMBERED)
def name_key(name: str) -> str:
    """The key of a full Hangul name: `kim-cong-on` for 김정은."""
    length = surname_length(name)
    return "-".join([_surname_key(name[:length]), *map(hangul_key, name[length:])])


def southern(name: str) -> str:
    """A Hangul name with its family name as the South writes it: 이설주 for 리설주."""
    return SOUTHERN.get(name[:1], name[:1]) + name[1:]


def _surname_key(hangul: str) -> str:
    hangul = southern(hangul)
    spellings = surnames().get(hangul, ())
    return spellings[0].lower() if spellings else "-".join(map(hangul_key, hangul))


def latin_name_key(surname: str, given: tuple[str, ...]) -> str:
    """The key of a Latin name whose *given* syllables are keys already."""
    return "-".join([_surname_key(latin_surnames()[surname.capitalize()]), *given])
