"""Script: which writing system a text is in, where that settles its language."""

from __future__ import annotations

import re
from typing import NamedTuple

BEYOND_LATIN = re.compile(r"[^\x00-\u036f\u1e00-\u206f\u20a0-\u20cf]")
HANGUL = r"\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA_LETTERS = r"\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d"
KANA = re.compile(f"[{KANA_LETTERS}]")
SYLLABLES = re.compile(f"[{HANGUL}{KANA_LETTERS}{HAN}]")
# The same by the upper byte of UTF-16, in which a script fills whole rows of 256.
HANGUL_ROWS = bytes((0x11, *range(0xAC, 0xD8)))
HAN_ROWS = bytes((*range(0x34, 0xA0), 0xF9, 0xFA))
KANA_ROW = 0x30
LETTERS = re.compile(r"[^\W\d_]+")
NO_LETTERS = bytes(code for code in range(256) if LETTERS.match(chr(code)) is None)  # of Latin-1
QUOTES = "‘’“”…"  # what Korean copy has besides that is not in Latin-1

# One syllable or ideograph says as much as two to three Latin letters: measured on
# Korean stories with Latin names in them (2.5 kept all of them Korean).
SYLLABLE_WEIGHT = 2.5
HANGUL_SHARE = 0.30
KANA_SHARE = 0.04  # of kana and Han together: headlines in Japanese can be nearly all Han
HAN_SHARE = 0.50


class ScriptVerdict(NamedTuple):
    """A language the script alone settles, and the share of the text in that script."""

    tag: str
    share: float


def _count(rows: bytes, wanted: bytes) -> int:
    """How many of *rows* are *wanted*: one pass in C over the upper bytes of UTF-16."""
    return len(rows) - len(rows.translate(None, wanted))


def _letters(text: str) -> int:
    return len("".join(LETTERS.findall(text)))


def script_verdict(text: str) -> ScriptVerdict | None:
    """The language *text* must be in by its script (ko, ja, zh), else None.

    Hangul is written for Korean only and kana for Japanese only, so that no model
    is needed, and models are at their worst there (langdetect calls Chinese Korean).
    """
    if text.isascii() or BEYOND_LATIN.search(text) is None:
        return None
    rows = text.encode("utf-16-le", "replace")[1::2]
    hangul = SYLLABLE_WEIGHT * _count(rows, HANGUL_ROWS)
    han = SYLLABLE_WEIGHT * _count(rows, HAN_ROWS)
    kana = SYLLABLE_WEIGHT * len(KANA.findall(text)) if KANA_ROW in rows else 0.0
    if hangul + kana + han == 0:
        return None
    others = _other_letters(text, round((hangul + kana + han) / SYLLABLE_WEIGHT))
    total = hangul + kana + han + max(others, 0)
    if hangul / total >= HANGUL_SHARE and hangul >= kana:
        return ScriptVerdict("ko", hangul / total)
    if kana and kana / (kana + han) >= KANA_SHARE and (kana + han) / total >= HANGUL_SHARE:
        return ScriptVerdict("ja", (kana + han) / total)
    if han / total >= HAN_SHARE:
        return ScriptVerdict("zh", han / total)
    return None


def _other_letters(text: str, counted: int) -> int:
    """How many letters *text* has besides the *counted* ones of East Asia.

    Where all that Latin-1 has not are those and quotation marks, the rest is counted in C.
    """
    octets = text.encode("latin-1", "ignore")
    if len(text) - len(octets) - sum(map(text.count, QUOTES)) == counted:
        return len(octets.translate(None, NO_LETTERS))
    return _letters(text) - counted


def letter_weight(text: str) -> float:
    """How many Latin letters' worth of letters *text* has; says if there is anything to judge."""
    letters = _letters(text)
    if text.isascii() or BEYOND_LATIN.search(text) is None:
        return letters
    return letters + (SYLLABLE_WEIGHT - 1) * len(SYLLABLES.findall(text))
