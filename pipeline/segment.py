"""Segmentation: a scraped text into its main story, the stories glued to it, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from koreawire.pipeline import ages, boilerplate, clues
from koreawire.pipeline.clues import AGE, CREDIT
from koreawire.pipeline.cutting import Cutter, Part, Role, has_body
from koreawire.pipeline.digest import briefs, is_digest
from koreawire.pipeline.embargo import embargo
from koreawire.pipeline.grammars.dateline import REACH, dateline
from koreawire.pipeline.grammars.openings import openings
from koreawire.pipeline.grammars.signoff import owned
from koreawire.pipeline.page_edges import edges
from koreawire.pipeline.prose import is_prose
from koreawire.pipeline.restarts import restarts
from koreawire.pipeline.retelling import retold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.ages import Age
    from koreawire.pipeline.boilerplate import Verdict
    from koreawire.pipeline.clues import Hit
    from koreawire.pipeline.lines import Line

CRAWLER_DATE = re.compile(r"date (\d{4}-\d{2}(?:-\d{2})?)\s+")
GLUED_DATELINE = re.compile(
    r"(?:[.!?…\"”’'»«)\]]\s?|(?<=[a-zæøå\d])|(?<=REUTER))"
    r"(?=[A-ZÆØÅÄÖÜÉ][A-ZÆØÅÄÖÜÉ .'’-]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2} )?"
    r"\([A-Za-z/ ]{2,30}\) ?[-–—])"
    r"|(?<=[가-힣.!?…\"”’')])\s?(?=\([가-힣·]{2,20}=[^()=]{2,10}\))"
)
TOLD = 30  # characters behind a dateline; fewer are a picture's credit
TOP = 20  # lines among which an embargo on the story stands
TELLING = 2  # sentences in short lines


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What a text holds; `dropped` counts characters of furniture by kind.

    `briefs` span the parts of a digest, which is one story all the same.
    """

    parts: tuple[Part, ...]
    dropped: dict[str, int] = field(default_factory=dict)
    truncated: bool = False
    composite: bool = False
    content_date: str | None = None
    briefs: tuple[Line, ...] = ()


def segment(lines: Sequence[Line], headline: str = "") -> Segmentation:
    """Return the stories *lines* hold, the main one first, without furniture.

    The order of evidence: headings over other stories, ages and datelines between
    them, and last the restart of a lead, which has no mark at all. An embargo above the
    story is neither: it stays with what it holds back.
    """
    held = _embargoes(lines)
    if not held:
        return _segment(lines, headline)
    found = _segment([line for line in lines if line not in held], headline)
    main = found.parts[0] if found.parts else Part(Role.MAIN, ())
    told = sorted((*held, *main.lines), key=lambda line: line.start)
    return replace(found, parts=(replace(main, lines=tuple(told)), *found.parts[1:]))


def _embargoes(lines: Sequence[Line]) -> list[Line]:
    """The lines above the story's first paragraph that lay an embargo on it."""
    held: list[Line] = []
    above: list[Line] = []
    for line in lines[:TOP]:
        if embargo(line.text, None):
            held.append(line)
            continue
        above.append(line)
        if has_body(above):
            break
    return held


def _segment(lines: Sequence[Line], headline: str) -> Segmentation:
    lines, content_date = _crawler_date(lines)
    texts = [line.text for line in lines]
    hits = clues.find(texts)
    if not hits and not openings(texts[1:]):
        return _plain(lines, content_date)
    lines, hits, found_ages = _unglue(lines, hits)
    texts = [line.text for line in lines]
    verdicts = _but_credits(texts, boilerplate.judge(texts, hits))
    verdicts |= edges(texts, verdicts, headline)
    composite = is_digest(texts, headline)
    truncated = bool(lines) and _truncated(lines, verdicts)
    cutter = Cutter(lines, verdicts, found_ages, whole=composite)
    main, sides = cutter.run()
    alone = [Part(Role.MAIN, tuple(main))]
    parts = alone if composite else _before_list(main, cutter.closing_age)
    parts += [piece for side in sides for piece in _side(side, cutter.dropped)]
    if parts and cutter.own_age:
        parts[0] = replace(parts[0], age=cutter.own_age)
    told = briefs(main) if composite else ()
    return Segmentation(tuple(parts), cutter.dropped, truncated, composite, content_date, told)


def _but_credits(texts: Sequence[str], verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts, but on a line below the story that credits its agency and says no more."""
    lists = [n for n, verdict in verdicts.items() if verdict.section]
    end = min(lists, default=len(texts))
    return {n: verdict for n, verdict in verdicts.items() if n > end or not owned(texts[n])}


def _plain(lines: Sequence[Line], content_date: str | None) -> Segmentation:
    """A text without a single clue: one story, or several at restarts of the lead."""
    texts = [line.text for line in lines]
    composite = is_digest(texts, "")
    parts = _concatenated(lines, Role.MAIN) if not composite else [Part(Role.MAIN, tuple(lines))]
    truncated = bool(lines) and _truncated(lines, {})
    told = briefs(lines) if composite else ()
    return Segmentation(tuple(parts), {}, truncated, composite, content_date, told)


def _crawler_date(lines: Sequence[Line]) -> tuple[list[Line], str | None]:
    """Take off the date some crawlers put before the text: ` date 2018-05 De Noord-…`."""
    found = list(lines)
    if found and (match := CRAWLER_DATE.match(found[0].text)):
        found[0] = found[0].part(match.end())
        return found, match[1]
    return found, None


def _unglue(
    lines: list[Line], hits: dict[int, list[Hit]]
) -> tuple[list[Line], dict[int, list[Hit]], dict[int, Age]]:
    """Give every story glued inside a line a line of its own, every age as well."""
    result: list[Line] = []
    found_ages: dict[int, Age] = {}
    split = False
    for number, line in enumerate(lines):
        roles = {hit.clue.role for hit in hits.get(number, ())}
        pieces = [line]
        if AGE in roles:
            pieces = _cut_ages(line, found_ages, len(result))
        if CREDIT in roles:
            pieces = (
                [piece for part in pieces for piece in _cut_datelines(part)]
                if len(pieces) == 1
                else pieces
            )
        split = split or len(pieces) != 1
        result.extend(pieces)
    if not split:
        return lines, hits, found_ages
    return result, clues.find([line.text for line in result]), found_ages


def _cut_ages(line: Line, found: dict[int, Age], first: int) -> list[Line]:
    pieces: list[Line] = []
    position = 0
    for age in ages.marks(line.text):
        if line.text[position : age.start].strip(" •·|-–"):
            pieces.append(line.part(position, age.start))
        found[first + len(pieces)] = age
        pieces.append(line.part(age.start, age.end))
        position = age.end
    if line.text[position:].strip(" .•·|-–"):
        pieces.append(line.part(position) if position else line)
    return pieces


def _cut_datelines(line: Line) -> list[Line]:
    if "(" not in line.text:
        return [line]
    pieces: list[Line] = []
    position = 0
    for match in GLUED_DATELINE.finditer(line.text):
        rest = line.text[match.end() : match.end() + REACH]
        found = dateline(rest)
        if found and len(rest) - found.end >= TOLD:
            pieces.append(line.part(position, match.end()))
            position = match.end()
    return [*pieces, line.part(position)] if pieces else [line]


def _side(side: Part, dropped: dict[str, int]) -> list[Part]:
    """A side story, unless it is but the headline of one: a link, dropped and counted."""
    sentences = sum(line.text.endswith(".") for line in side.lines)
    told = sentences >= TELLING or any(is_prose(line.text) for line in side.lines)
    if not told and dateline(side.lines[0].text) is None:
        size = sum(len(line.text) for line in side.lines)
        dropped["related"] = dropped.get("related", 0) + size
        return []
    pieces = _concatenated(side.lines, Role.SIDE)
    return [replace(one, role=Role.SIDE, age=side.age, rule=side.rule) for one in pieces]


def _before_list(lines: Sequence[Line], closing_age: Age | None) -> list[Part]:
    """The main story; with the first of a list, where only an age says that there is one.

    An age under the lines is some story's: if they fall in two, it is the last one's.
    """
    parts = _concatenated(lines, Role.MAIN, expected=closing_age is not None)
    if closing_age is not None:
        last = Role.SIDE if len(parts) > 1 else Role.MAIN
        parts[-1] = replace(parts[-1], role=last, age=closing_age)
    return parts


def _concatenated(lines: Sequence[Line], role: Role, *, expected: bool = False) -> list[Part]:
    """Cut at restarts of the lead; the first part keeps *role*."""
    texts = [line.text for line in lines]
    borders = [0, *restarts(texts, expected=expected), len(texts)]
    again = [
        begin + number for begin, end in pairwise(borders) for number in retold(texts[begin:end])
    ]
    borders = sorted({*borders, *again})
    parts = [
        Part(Role.NEXT, tuple(lines[begin:end]), None, "restart")
        for begin, end in pairwise(borders)
        if begin and end > begin
    ]
    first = tuple(lines[: borders[1]]) if len(borders) > 1 else ()
    return [Part(role, first, None, "whole"), *parts] if first else []


def _truncated(lines: Sequence[Line], verdicts: Mapping[int, Verdict]) -> bool:
    last = len(lines) - 1
    verdict = verdicts.get(last)
    if verdict is not None and verdict.kind not in {"cookies", "privacy"}:
        return False
    return boilerplate.cut_short(lines[last].text) and (len(lines) > 1 or len(lines[0].text) > 200)  # noqa: PLR2004
