"""Sign-offs: what an agency writes under a story, taken off from the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from koreawire.pipeline.grammars.agencies import credited

END_MARK = re.compile(r"(?:\((?:END|끝|ENDS|EOM)\)|-0-|-30-|###?|={1,200}|-ENDS?-|\*\*\*)$")
INLINE_END = re.compile(r"\s(?:\(END\)|\(끝\)|-0-|-30-)$")
RITZAU = re.compile(r"/(?P<credit>ritzau(?:/[A-Za-zÆØÅæøå .-]{2,20}){0,2})/?$", re.IGNORECASE)
REPORTING = re.compile(
    r"\((?:Additional r|R)eporting by\b.{0,400}\)?$"
    r"|\((?:Writing|Editing|Compiled|Reporting|Translated)\b.{0,300}\)?$"
)
DPA = re.compile(r"dpa(?:-\w+)?(?: [a-z]{2,4}){1,6}$")
INITIALS = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}){1,5}$")
LONE_CREDIT = re.compile(r"[(/](?P<credit>[A-Za-z][\w /=&.-]{1,30})[)/]$")
REUTER = re.compile(r"(?:REUTERS?|Reuters?);?\s?(?:\.\.\.)?$")
KYODO = re.compile(r"==Kyodo$")
ETX = re.compile(r"(?:ETX\s)?(?P<date>\d{6} GMT [A-Z][a-z]{2} \d{1,2}(?: \d{4})?)$|ETX\b.{0,40}$")
AP_CLOSE = re.compile(r"(?:ETX )?AP-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3}<?$")
CONTACT = re.compile(r"\(\([^()]{5,90}\)\)$")  # how to reach a Reuters reporter
MAIL = re.compile(r"(?:[^\s@]{1,20}\s){0,3}[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}$")
JUCHE = re.compile(
    r"www\.\S{3,40}\s?\(?(?:Juche|주체)\s?(?P<year>\d{2,3})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?\)?\.?$"
)
JUCHE_YEAR = 1911  # Juche 1 is 1912
SHORT = 60  # characters of a sign-off that is no list of reporters
BELOW = 8  # lines of sign-off at most


@dataclass(slots=True)
class SignOff:
    """What was taken off; `kept` is how many lines of the story remain."""

    kept: int
    codes: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    date: str | None = None
    removed: list[int] = field(default_factory=list)


def sign_off(lines: list[str]) -> SignOff:
    """Take sign-off lines from the end of *lines*."""
    found = SignOff(len(lines))
    while found.kept > 1 and len(lines) - found.kept < BELOW:
        if not _one(lines[found.kept - 1], found):
            break
        found.kept -= 1
        found.removed.append(found.kept)
    return found


def is_sign_off(line: str) -> bool:
    """Is the line, or how it ends, an agency's mark that a story is over?"""
    if INLINE_END.search(line[-12:]):
        return True
    return len(line) <= SHORT and _one(line, SignOff(1))


def _one(line: str, found: SignOff) -> bool:  # noqa: PLR0911 - one return a form
    if line[:1] == "(" and REPORTING.match(line):
        found.notes.append(line)
        return True
    if len(line) > 100:  # noqa: PLR2004 - all others are short
        return False
    if END_MARK.match(line) or REUTER.match(line) or AP_CLOSE.match(line):
        return True
    for pattern in (RITZAU, LONE_CREDIT):
        match = pattern.match(line)
        codes = credited(match["credit"]) if match else ()
        if codes:
            found.codes = found.codes or codes
            return True
    if DPA.match(line) or KYODO.match(line):
        found.codes = found.codes or (("dpa",) if line.startswith("dpa") else ("Kyodo",))
        return True
    juche = JUCHE.match(line)
    if juche:
        year = int(juche["year"]) + JUCHE_YEAR
        found.date = f"{year}-{int(juche['month']):02}-{int(juche['day']):02}"
        return True
    return any(pattern.match(line) for pattern in (INITIALS, MAIL, CONTACT, ETX))
