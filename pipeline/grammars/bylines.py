"""Bylines: lines that name who wrote the story."""

from __future__ import annotations

import re

from koreawire.pipeline.grammars.agencies import BETWEEN, agency

# Names, at most six words, perhaps with agency or title behind a comma.
NAME = r"(?:[A-ZÆØÅÄÖÜÉ][\w.'’-]{0,30}|van|von|de|den|der|het|la|le|bin|al|ter|ten|af)"
NAMES = rf"{NAME}(?:\s{NAME}){{0,5}}"
BY = re.compile(
    rf"(?:By|BY|Door|DOOR|Af|AF|Von|VON|Av|Par|Por|Tekst|Text|Words)[:\s]\s?"
    rf"(?P<by>(?>{NAMES}(?:(?:,| and| en| og| und|,? &|/)\s?{NAMES}){{0,4}}))"
    r"(?:,?\s?(?P<rest>[\w .,'’&/()-]{0,60}))?\s?[=+]?$"
)
# By dpa correspondents, By our staff
STAFF = re.compile(
    r"(?:By|BY|Door|Af|Von|Av|Par|Por)\s(?P<by>(?:[A-Za-z][\w.'’-]{0,20}\s){0,3}"
    r"(?:correspondents?|staff(?: writers?)?|reporters?|writers?|Korrespondent(?:en)?|redactie|"
    r"redaktionen))\s?[=+]?$"
)
KOREAN = re.compile(
    r"(?P<by>(?:[가-힣]{2,4}\s?(?:\([가-힣]{2,6}\)\s?)?(?:기자|특파원|통신원|논설위원|선임기자|앵커)\s?[,·=]?\s?){1,3})"
    r"(?:[\w.+-]{1,40}@[\w.-]{1,60})?\s?=?(?:\s?(?:입력|등록|승인|수정)\s?[\d.\s:오전후-]{6,30})?$"
)
# "Door onze correspondent in Seoul": an office, not a name.
OFFICE = re.compile(
    r"(?:(?:Van|Door) (?:een |onze |de )?"
    r"(?:[a-z]{0,12}redactie|verslaggever|correspondent|redacteur)\w{0,3}"
    r"|(?:By|From) our (?:own |foreign |staff )?(?:correspondent|reporter|staff)s?"
    r"|(?:Af|Fra) (?:vores|avisens) (?:korrespondent|udsendte|medarbejder)\w{0,3})"
    r"[\w ,.'’-]{0,60}$",
    re.IGNORECASE,
)
# By REUTERS, Door ANP, Af /ritzau/: an agency, in whatever capitals.
AGENCY = re.compile(
    r"(?:By|Door|Af|Von|Av|Par|Por)[:\s]\s?(?P<by>[^\W_].{0,40}|/.{2,30}/)$", re.IGNORECASE
)
LENGTH_MAX = 120


# Initials of desk and writer (gr/bp), which some agencies put where names belong.
INITIALS = re.compile(r"[a-z]{1,4}(?:[/-][a-z]{1,4}){1,5}$")
SENTENCE_WORDS = 5  # so many words, most without a capital, are a subtitle


def names_people(text: str) -> bool:
    """Could a format's byline field name somebody? ANSA fills it with subtitles, EFE with initials.

    Only what is certainly no name is refused: scripts without capitals name people too.
    """
    words = [word for word in text.split() if word[:1].isalpha()]
    cased = [word for word in words if word[:1].lower() != word[:1].upper()]
    capitals = sum(word[:1].isupper() for word in cased)
    prose = len(cased) >= SENTENCE_WORDS and capitals * 2 < len(cased)
    return INITIALS.match(text) is None and not prose


def byline(line: str) -> str | None:
    """Return the names in a byline, or None if *line* is none."""
    if len(line) > LENGTH_MAX:
        return None
    if OFFICE.match(line) and not line.endswith("."):
        return line
    if agency_byline(line):
        return AGENCY.sub(r"\g<by>", line)
    match = BY.match(line) or STAFF.match(line) or KOREAN.match(line)
    return match["by"].strip(" ,=·") if match else None


def small_byline(line: str) -> str | None:
    """Return the names in AFP's `by Hong Gildong`; prose can be wrapped so, too."""
    return byline(f"B{line[1:]}") if line.startswith("by ") else None


def agency_byline(line: str) -> tuple[str, ...]:
    """Return the agencies of a byline that names nobody else: they are the story's credit."""
    match = AGENCY.match(line)
    codes = [agency(name) for name in BETWEEN.split(match["by"].strip("/"))] if match else []
    known = tuple(dict.fromkeys(code for code in codes if code))
    return known if all(codes) else ()
