"""Datelines: where, when and by which agencies, at the start of a story's first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from koreawire.pipeline.dates import date_of
from koreawire.pipeline.grammars.agencies import credited

REACH = 140  # characters a dateline may take; the longest seen, with two reporters, has 70

# CITY, date (CREDIT) - with a dash of some kind, or none where the agency writes none.
BRACKETED = re.compile(
    r"(?P<where>[^()\[\]:;!?\"“”„]{0,80}?)\s?\((?P<credit>[^()\n]{2,60})\)"
    r"(?P<dash>\s?(?:\.?\s?(?:--|[-–—―_=])|[.:])(?=\s|[^\s\d])|\s)\s*"
)
# (서울=연합뉴스) 홍길동 기자 = and [서울=뉴시스]홍길동 기자 =
EQUALS = re.compile(
    r"[(\[【](?P<where>[^()\[\]=＝【】\n]{1,60})\s?[=＝]\s?"
    r"(?P<credit>[^()\[\]=＝【】\n]{2,30})[)\]】]\s?"
    r"(?:(?P<by>[^=\n.]{2,60}(?:기자|특파원|통신원|논설위원)[^=\n.]{0,12}?)\s?=\s*)?"
)
# (평양 11월 19일발 조선중앙통신): the day, and 발, "sent"
SENT = re.compile(
    r"[(\[](?P<where>[가-힣]{2,12})\s(?P<date>\d{1,2}월\s?\d{1,2}일)\s?발\s(?P<credit>[가-힣]{2,12})[)\]]\s?"
)
# 【ソウル聯合ニュース】
JOINED = re.compile(
    r"[【\[](?P<where>[^【】\[\]\n]{1,20}?)(?P<credit>聯合ニュース|共同|時事|AFP=時事)[】\]]\s*"
)
# MOSCOW, March 5. /TASS/. and MOSCOW, March 5 /TASS/ and HONGKONG /ritzau/AFP -
SLASHED = re.compile(
    r"(?P<where>[^()/:;!?\"“”]{2,60}?)\.?\s"
    r"/(?P<credit>[A-Za-zА-Я][A-Za-zА-Я -]{1,24}(?:/[A-Za-z]{2,20})?)"
    r"(?:/\.?\s*(?:--|[-–—])?|\s?(?:--|[-–—])(?=\s))\s*"
)
# (ANSA) - ROMA, 05 MAR -
CREDIT_FIRST = re.compile(
    r"\((?P<credit>[^()\n]{2,30})\)\s?(?:--|[-–—])\s?"
    r"(?P<where>[^()\[\]:;!?\"“”-]{2,50}?)\s?(?:--|[-–—])\s+"
)
# SAITAMA, Japan, Dec. 9 Kyodo -
UNBRACKETED_CREDIT = re.compile(r"Kyodo|KYODO|Jiji|JIJI|AAP|PTI|UNI|Bernama")
UNBRACKETED = re.compile(
    rf"(?P<where>[^()\[\]:;!?\"“”]{{2,60}}?)\s(?P<credit>{UNBRACKETED_CREDIT.pattern})\s?(?:--|[-–—])\s+"
)
# AFP - A squadron: feeds that cut the place.
BARE_CREDIT = re.compile(
    r"(?P<credit>AFP|AP|Reuters|dpa|UPI|EFE|Xinhua|Yonhap|KCNA)\s(?:--|[-–—])\s+"
)
# SEOUL -- and SYDNEY, March 17 - : capitals, then perhaps a country and a date.
CAPITALS = re.compile(
    r"(?P<where>[A-ZÆØÅÄÖÜÉ](?:[A-ZÆØÅÄÖÜÉ.'’/]|[ -](?=[A-ZÆØÅÄÖÜÉ])){1,40}"
    r"(?:,\s?[A-Z][A-Za-z.' ]{1,24}){0,2}"
    r"(?:,?\s(?:[A-Za-zé]{3,9}\.?\s\d{1,2}(?:,\s\d{4})?,?|\d{4}-\d\d-\d\d))?)\s?(?P<dash>--|[-–—―_])(?:\s+|$)"
)
# KUALA LUMPUR 1996-08-22 on a line of its own.
DAY_AT_END = re.compile(r"\d-\d\d$")
OWN_LINE = re.compile(r"(?P<where>[A-Z][A-Za-z .,'/-]{1,50}?\s\d{4}-\d\d-\d\d)$")
# Every form without a bracket but OWN_LINE has a dash before a blank, or at the end.
DASHED = re.compile(r"[-–—―_](?:\s|$)")
NOT_WHERE = re.compile(
    r"사진|자료|그래픽|영상|제공|출처|캡처|이미지|일러스트"
)  # of a picture's credit
NO_PLACE = frozenset((
    "VIDEO", "LIVE", "PHOTO", "PHOTOS", "FOTO", "OPINION", "ANALYSIS", "COLUMN",
    "EXCLUSIVE", "UPDATE", "CORRECTED", "BREAKING", "URGENT", "NEWS", "FLASH", "ALERT",
    "WATCH", "READ", "INTERVIEW", "REVIEW", "FACTBOX", "TIMELINE", "TABLE", "Q&A",
    "FEATURE", "OPINIE", "ANALYSE", "COMMENT", "EDITORIAL", "ADVISORY", "RPT", "WRAPUP",
    "REFILE", "BC", "PHOTOGALLERY", "SCORES", "RESULTS",
))  # fmt: skip
# Words that stand inside names of places without a capital.
LINKING = frozenset((
    "de", "den", "der", "het", "of", "am", "an", "la", "le", "les", "du", "des", "upon",
    "aan", "op", "'t", "s", "i", "og", "y", "e", "sur", "the", "and",
))  # fmt: skip
WHERE_MAX = 80  # characters of a place, as the patterns above have it
WORDS_MAX = 12
CITY_WORDS = 4
READ = 256  # characters of a paragraph that decide: a dateline, and what follows it
REMEMBERED = 512  # paragraphs: of a few items; places and dates: a day's


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its text ends at `end` of the paragraph; `by` are reporters named in it."""

    text: str
    end: int
    places: tuple[str, ...] = ()
    date: str | None = None
    agencies: tuple[str, ...] = ()
    by: str | None = None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that *paragraph* opens with, or None."""
    return _dateline(paragraph[:READ])


@lru_cache(maxsize=REMEMBERED)
def _dateline(paragraph: str) -> Dateline | None:
    """Look for the dateline; every step of the reading asks for it again."""
    head = paragraph[:REACH]
    first = head[:1]
    if first in "([【":
        return _equals(head) or _sent(head) or _joined(head) or _credit_first(head)
    if not (first.isalpha() or first == "'" or first.isdigit()):
        return None
    # Both forms are of the first bracket or slash, and a place before it has 80 characters.
    if 0 <= head.find("(") <= WHERE_MAX + 1:
        found = _bracketed(head)
        if found:
            return found
    slash = head.find("/")
    if 0 < slash <= WHERE_MAX and head[slash - 1].isspace():
        found = _with_credit(SLASHED.match(head))
        if found:
            return found
    return _plain(head, paragraph)


def _bracketed(head: str) -> Dateline | None:
    match = BRACKETED.match(head)
    if match is None:
        return None
    codes = credited(match["credit"])
    if not codes:
        return None
    dashed = match["dash"].strip()
    place = _where(match["where"])
    if place is None or not (dashed or match["where"]):
        return None
    if not dashed:
        # Only a short place before a capital: "Mr. Kim (AP) said" is prose.
        goes_on = head[match.end() : match.end() + 1]
        if not place[0] or len(match["where"].split()) > CITY_WORDS or goes_on.islower():
            return None
    return _found(match, place, codes)


def _equals(head: str) -> Dateline | None:
    match = EQUALS.match(head)
    codes = credited(match["credit"]) if match else ()
    if match is None or not codes:
        return None
    if NOT_WHERE.match(match["where"]) or credited(match["where"]):
        return None  # [AP=연합뉴스] credits a picture
    places, date = _korean_where(match["where"])
    by = match["by"].strip() if match["by"] else None
    return Dateline(match[0].strip(), match.end(), places, date, codes, by)


def _sent(head: str) -> Dateline | None:
    match = SENT.match(head)
    codes = credited(match["credit"]) if match else ()
    if match is None or not codes:
        return None
    place, date = (match["where"],), date_of([match["date"]])
    return Dateline(match[0].strip(), match.end(), place, date, codes)


def _joined(head: str) -> Dateline | None:
    match = JOINED.match(head)
    if match is None:
        return None
    codes = credited(match["credit"])
    return (
        Dateline(match[0].strip(), match.end(), (match["where"],), None, codes) if codes else None
    )


def _credit_first(head: str) -> Dateline | None:
    return _with_credit(CREDIT_FIRST.match(head))


def _with_credit(match: re.Match[str] | None) -> Dateline | None:
    codes = credited(match["credit"]) if match else ()
    if match is None or not codes:
        return None
    place = _where(match["where"])
    return _found(match, place, codes) if place else None


def _plain(head: str, paragraph: str) -> Dateline | None:
    """Forms without a bracket; they need capitals, a date or the agency's bare name."""
    match = None
    if _dashed(head):
        if UNBRACKETED_CREDIT.search(head):
            found = _with_credit(UNBRACKETED.match(head))
            if found:
                return found
        bare = BARE_CREDIT.match(head)
        if bare:
            return Dateline(bare[0].strip(), bare.end(), (), None, credited(bare["credit"]))
        match = CAPITALS.match(head)
    if match is None and DAY_AT_END.search(paragraph[-11:]):
        match = OWN_LINE.match(paragraph)
    if match is None:
        return None
    rest = paragraph[match.end() : match.end() + 60]
    if rest and (rest.isupper() or not (rest[0].isupper() or rest[0] in "\"“‘'„<")):
        return None
    place = _where(match["where"])
    if place is None or not place[0] or match["where"].split()[0].strip(",") in NO_PLACE:
        return None
    return _found(match, place, ())


def _dashed(head: str) -> bool:
    """Is there a dash as it stands behind a dateline? Most heads have not even a hyphen."""
    any_dash = "-" in head or "–" in head or "—" in head or "―" in head or "_" in head
    return any_dash and DASHED.search(head) is not None


def _found(
    match: re.Match[str], place: tuple[tuple[str, ...], str | None], codes: tuple[str, ...]
) -> Dateline:
    return Dateline(match[0].strip(), match.end(), place[0], place[1], codes)


@lru_cache(maxsize=REMEMBERED)
def _where(text: str) -> tuple[tuple[str, ...], str | None] | None:
    """Return places and date of `CITY, Country, Nov. 24`; None if it reads like prose."""
    words = text.replace(",", " , ").split()
    if len(words) > WORDS_MAX:
        return None
    date, words = _date(words)
    parts = [part.split() for part in " ".join(words).split(" , ")]
    for part in parts:
        for position, word in enumerate(part):
            bare = word.strip("'’-")
            if not bare or bare == ",":
                continue
            if not (bare[0].isupper() or (position and bare.lower() in LINKING)):
                return None
    city = " ".join(parts[0]).strip(" ,") if parts else ""
    names = [name.strip() for name in re.split(r"[/·]", city) if name.strip()]
    return tuple(cased(name) for name in names), date


def _date(words: list[str]) -> tuple[str | None, list[str]]:
    """Take a date off the end: up to four words, a comma among them allowed."""
    for size in (5, 4, 3, 2, 1):
        tail = [word for word in words[-size:] if word != ","]
        if len(words) >= size and tail and words[-size] != ",":
            date = date_of(tail)
            if date:
                rest = words[:-size]
                while rest and rest[-1] == ",":
                    rest.pop()
                return date, rest
    return None, words


def cased(name: str) -> str:
    """`CAPE CANAVERAL` as a map writes it; what is not all capitals is left alone."""
    if not name.isupper() or len(name) <= 2:  # noqa: PLR2004 - UN, LA
        return name
    words = [word if word.lower() not in LINKING else word.lower() for word in name.title().split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _korean_where(text: str) -> tuple[tuple[str, ...], str | None]:
    parts = [part for part in re.split(r"[·/,]", text) if part.strip()]
    date = date_of([parts[-1].split()[-1]]) if parts and parts[-1].split() else None
    return tuple(part.strip() for part in parts), date
