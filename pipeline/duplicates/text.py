"""The part of a body that tells the story: without dateline, sign-off and markup of the wire."""

from __future__ import annotations

import re

# A dateline's agency, a month and day, or the dash after capitals; within the first 120
# characters. Two copies of one story often differ in nothing else.
DATELINE = re.compile(
    r"\A[^\n]{0,80}?(?:"
    r"\((?:[^()\n]{1,40})\)\s{0,2}(?:--|[-–—_=])?\s{1,2}"
    r"|,\s(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"[a-z]{0,6}\.?\s\d{1,2}\s{0,2}(?:--|[-–—])\s{0,2}"
    r"|=연합뉴스\)\s[^\n=]{0,60}=\s"
    r")"
)
SIGN_OFF = re.compile(
    r"\s(?:/ritzau/[^\n]{0,20}|-0-|reuters?\W{0,3}"
    r"|\((?:Reporting|Writing|Editing) by [^\n]{0,200}\)"
    r"|[\w.+-]{1,40}@[\w.-]{1,40}|<Copyright[^\n]{0,80}>|\(END\))\s*\Z",
    re.IGNORECASE,
)
LONGEST_SIGN_OFF = 300
LONGEST_HEADING = 100  # characters: the longest headlines of a wire
SENTENCE_ENDS = frozenset(".!?:;,\"”'’»)")
HANGUL_KANA_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
DENSE_SHARE = 0.25  # above, the text is one of the scripts shingled by characters
SAMPLE = 2_000  # characters looked at to know the script
NOT_DENSE = re.compile(r"[\W_]+")
_SMALL = bytes(range(256)).lower()
_NEITHER = bytes(code for code in range(128) if not chr(code).isalnum())


def comparable(body: str) -> str:
    """Return *body* without its dateline and its last line of credits."""
    head = body[:140]
    found = DATELINE.match(head) if _may_have_dateline(head) else None
    text = body[found.end() :] if found else body
    for _ in range(2):  # a sign-off may stand above an end mark
        tail = text[-LONGEST_SIGN_OFF:]
        mark = SIGN_OFF.search(tail) if _may_sign_off(tail) else None
        if mark is None:
            break
        text = text[: len(text) - len(tail) + mark.start()]
    return text.strip()


def _may_have_dateline(head: str) -> bool:
    """Whether *head* has a mark of each form of dateline: most have none, and need no search."""
    has_day = "," in head and ("-" in head or "–" in head or "—" in head)
    return has_day or "(" in head or "=" in head


def _may_sign_off(tail: str) -> bool:
    """Whether *tail* has a mark of a sign-off, for which the pattern looks at every blank."""
    has_mark = "(" in tail or "@" in tail or "/" in tail or "<" in tail or "-0-" in tail
    return has_mark or "reuter" in tail.lower()


def heading(text: str) -> str:
    """Return the first line of a text sent without a headline, if it reads as one; else ''.

    Tables and market lists open with what they are: "LONDON SEEDS CLOSING - APR 7".
    """
    line, _, rest = text.partition("\n")
    line = line.strip()
    reads_as_one = 0 < len(line) <= LONGEST_HEADING and line[-1] not in SENTENCE_ENDS
    return line if reads_as_one and rest.strip() else ""


def packed(text: str) -> str | None:
    """Return a Korean, Japanese or Chinese text without spaces and punctuation, else None.

    Spacing varies between outlets there, so characters are compared, not words.
    """
    sample = text[:SAMPLE]
    if sample.isascii() or len(HANGUL_KANA_HAN.findall(sample)) <= DENSE_SHARE * len(sample):
        return None
    return unspaced(text)


def unspaced(text: str) -> str:
    """Return the letters and digits of *text* alone, in lower case."""
    if text.isascii():  # by a table: an eighth of the time
        return text.encode().translate(_SMALL, _NEITHER).decode()
    return NOT_DENSE.sub("", text).lower()
