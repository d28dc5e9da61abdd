"""Sign-offs: what an agency writes under a story, taken off from the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.agencies import credited
from koreawire.pipeline.grammars.bylines import KOREAN as REPORTER
from koreawire.pipeline.grammars.model import Closing
from koreawire.pipeline.grammars.registry import Forms, closings, inline_closings
from koreawire.pipeline.prose import size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.grammars.registry import Known

END_MARK = re.compile(r"(?:\((?:END|끝|ENDS|EOM)\)|-0-|-30-|###?|={1,200}|-ENDS?-|\*\*\*)$")
# Behind the last sentence, on its line. The brackets may follow one another.
INLINE_REPORTING = re.compile(
    r"(?:\s?\((?:Additional r|R|r)eporting by\b[^()]{2,400}\)"
    r"|\s?\((?:Writing|Editing|Compiled|Reporting|Translated)\b[^()]{2,300}\)){1,3}$"
)
INLINE_END = re.compile(r"(?:\s(?:\(END\)|-0-|-30-)|\s?\(끝\))$")
REPORTING = re.compile(
    r"\((?:Additional r|R)eporting by\b.{0,400}\)?$"
    r"|\((?:Writing|Editing|Compiled|Reporting|Translated)\b.{0,300}\)?$"
)
INITIALS = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}){1,5}$")
LONE_CREDIT = re.compile(r"[(/](?P<credit>[A-Za-z][\w /=&.-]{1,30})[)/]$")
# (©NTB), © Ritzau/AFP: of the story when it stands below it, of a picture anywhere else.
OWNED = re.compile(r"\(?©\s?(?P<credit>[^\W\d_][\w /=&.-]{1,30}?)\)?$")
ETX = re.compile(r"(?:ETX\s)?(?P<date>\d{6} GMT [A-Z][a-z]{2} \d{1,2}(?: \d{4})?)$|ETX\b.{0,40}$")
CONTACT = re.compile(r"\(\([^()]{5,90}\)\)$")  # how to reach a Reuters reporter
MAIL = re.compile(r"(?:[^\s@]{1,20}\s){0,3}[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}$")
COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright)\s?(?:\(c\)|©)?\s?.{3,150}$", re.IGNORECASE)
JUCHE = re.compile(
    r"www\.\S{3,40}\s?\(?(?:Juche|주체)\s?(?P<year>\d{2,3})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?\)?\.?$"
)
JUCHE_YEAR = 1911  # Juche 1 is 1912
# The last forms asked for, and what stands in each: MAIL takes long to find that it is none.
SIGNED = (("/", INITIALS), ("@", MAIL), ("((", CONTACT), ("ETX", ETX), ("", COPYRIGHT))
INLINE_ENDS = frozenset(")-\n")
SHORT = 60  # characters of a sign-off that is no list of reporters
LONG = 160  # characters of any sign-off but a list of reporters
INLINE_MAX = 3  # closings on one line: reporters, agency, end mark
REACH = 500  # characters of reporters at most
KEPT_MIN = 20  # characters, of Hangul half as many: less before it is no sentence
REMEMBERED = 1024  # lines: an agency signs all its copy alike
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
        last = lines[found.kept - 1]
        if not (_one(last, found) or REPORTER.match(last)):
            break
        found.kept -= 1
        found.removed.append(found.kept)
    return found


def is_sign_off(line: str) -> bool:
    """Is the line, or how it ends, an agency's mark that a story is over?"""
    if line[-1:] in INLINE_ENDS and INLINE_END.search(line[-12:]):
        return True
    if len(line) > SHORT:
        return False
    may = "/" in line or "@" in line or _opening().match(line)
    return bool(may) and _one(line, SignOff(1))


def sign_offs(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the *lines* that are sign-offs; few so much as begin like one."""
    begins = _opening().match
    may = [
        number
        for number, line in enumerate(lines)
        if line[-1:] in INLINE_ENDS
        or (len(line) <= SHORT and ("/" in line or "@" in line or begins(line)))
    ]
    return [number for number in may if is_sign_off(lines[number])]


@cache
def _opening() -> re.Pattern[str]:
    """Return what sign-offs without / or @ begin with: the forms above, and closings."""
    without = [
        one
        for one in closings().known
        if isinstance(one.form, Closing) and not {"/", "@"} & set(one.form.needs)
    ]
    return re.compile(rf"[(#=*©-]|www\.|ETX|\d{{6}} GMT|(?i:copyright)|{Forms(without).union}")


def cut_inline(line: str) -> tuple[int, SignOff]:
    """Return where the story ends on its last line, and what was written behind it.

    `The talks go on. (Reporting by A; Editing by B)`, `…, dijo. EFE`, `… (END)`.
    """
    found = SignOff(1)
    end = len(line)
    for _ in range(INLINE_MAX):
        head = line[:end].rstrip()
        closed = head[-1:] in INLINE_ENDS
        reporting = INLINE_REPORTING.search(head[-REACH:]) if closed else None
        mark = INLINE_END.search(head[-12:]) if closed else None
        agency = inline_closings().first(head[-SHORT:])
        if reporting:
            found.notes.insert(0, reporting[0].strip())
            start = len(head) - len(reporting[0])
        elif mark:
            start = len(head) - len(mark[0])
        elif agency:
            _credit(agency[1], agency[0], found)
            start = len(head) - len(agency[1][0])
        else:
            break
        if start == 0 or size(head[:start]) < KEPT_MIN:
            break
        end = start
    return len(line[:end].rstrip()), found


def owned(line: str) -> bool:
    """Does the line say no more than which agencies own the copy?"""
    match = OWNED.match(line)
    return match is not None and bool(credited(match["credit"]))


def _credit(match: re.Match[str], known: Known, found: SignOff) -> None:
    """Take the credit of an agency's closing: what its group says, else the agency."""
    if isinstance(known.form, Closing) and known.form.own:
        said = match.groupdict().get("credit")
        found.codes = found.codes or (credited(said) if said else (known.agency,))


@lru_cache(maxsize=REMEMBERED)
def _closing(line: str) -> tuple[Known, re.Match[str]] | None:
    return closings().first(line)


def _one(line: str, found: SignOff) -> bool:
    if line[:1] == "(" and REPORTING.match(line):
        found.notes.append(line)
        return True
    if len(line) > LONG or END_MARK.match(line):
        return len(line) <= LONG
    match = LONE_CREDIT.match(line) or OWNED.match(line)
    codes = credited(match["credit"]) if match else ()
    if codes:
        found.codes = found.codes or codes
        return True
    closing = _closing(line)
    if closing:
        _credit(closing[1], closing[0], found)
        return True
    juche = JUCHE.match(line)
    if juche:
        year = int(juche["year"]) + JUCHE_YEAR
        found.date = f"{year}-{int(juche['month']):02}-{int(juche['day']):02}"
        return True
    return any(sign in line and pattern.match(line) for sign, pattern in SIGNED)
