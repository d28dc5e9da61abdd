"""Mojibake: undo text that was encoded twice."""

from __future__ import annotations

import re

# One of these is in every text that was UTF-8 read as Windows-1252: Ã and Â lead
# Latin letters, â€ quotes and dashes, ì a quarter of all Hangul, ã kana.
SIGNS = ("Ã", "Â", "â€", "ì", "ã")
# Windows-1252's characters for the bytes 0x80 to 0x9f, and those bytes as Latin-1 has them.
HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x80-\xbf"
TWICE = re.compile(f"[\u00c2-\u00df][{HIGH}]|[\u00e0-\u00ef][{HIGH}]{{2}}")
# EUC-KR read as Latin-1: nothing but upper Latin-1, in pairs.
KOREAN_AS_LATIN = re.compile("[\u00a1-\u00fe]{4}")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
HANGUL_SHARE = 0.8
LONGEST = 65_536  # characters of a line that is searched at once


def repair(text: str) -> str:
    """Return *text* with doubly encoded lines restored; the same object if there are none.

    Line by line, because pages glue good text to bad; a line is only replaced
    when all of it can be restored, so that "Ã" in a name is left alone.
    """
    if text.isascii():
        return text
    if not any(sign in text for sign in SIGNS) and KOREAN_AS_LATIN.search(text) is None:
        return text
    lines = text.split("\n")
    restored = ["".join(map(_line, _parts(line))) for line in lines]
    return text if restored == lines else "\n".join(restored)


def _parts(line: str) -> list[str]:
    """Cut a line that is none of a text, but a whole document: a search holds up everybody."""
    if len(line) <= LONGEST:
        return [line]
    found, begin = [], 0
    while begin < len(line):
        end = line.find(" ", begin + LONGEST, begin + 2 * LONGEST) + 1 or begin + 2 * LONGEST
        found.append(line[begin:end])
        begin = end
    return found


def _line(line: str) -> str:
    if line.isascii():
        return line
    if TWICE.search(line):
        return TWICE_RUN.sub(_restore, line)
    if KOREAN_AS_LATIN.search(line):
        return _korean(line)
    return line


# A stretch of such characters, restored as one: its bytes must be UTF-8 as a whole.
TWICE_RUN = re.compile(
    f"(?<![A-Z])(?:[\u00c2-\u00df][{HIGH}]|[\u00e0-\u00ef][{HIGH}]{{2}}|\u00f0[{HIGH}]{{3}})+"
)
# What double encoding hides: Latin letters and signs, quotes and dashes, Hangul, kana, Han.
HIDDEN = re.compile(
    "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2010-\u2049\u20ac\u2122"
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+"
)
EAST_ASIAN = re.compile("[\u3000-\u9fff\uac00-\uffff]")


def _restore(match: re.Match[str]) -> str:
    """The hidden text, or the stretch as it is: an é before two quotes is no ideograph."""
    try:
        hidden = b"".join(map(_byte, match[0])).decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        return match[0]
    alone = EAST_ASIAN.search(hidden) is not None and len(hidden) == 1
    return match[0] if alone or HIDDEN.fullmatch(hidden) is None else hidden


def _byte(character: str) -> bytes:
    """The byte that was read as *character*: of Windows-1252, else of Latin-1."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _korean(line: str) -> str:
    try:
        text = line.encode("latin-1").decode("cp949")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return line
    strange = len(BEYOND_ASCII.findall(text))
    return text if len(HANGUL.findall(text)) >= HANGUL_SHARE * strange else line
