"""Digests: news summaries and round-ups, which stay one item whose parts are told."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.openings import opens_story
from koreawire.pipeline.prose import PROSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.lines import Line

TITLE = re.compile(
    r"(?:(?:het )?nieuws in het kort|nieuws in kort|kort nieuws|nieuwsoverzicht|persoverzicht|"
    r"overzicht van het nieuws|(?:sport|economie|binnenland|buitenland|beurs) kort|"
    r"kort nyt|nyt i korthed|nyheder i kort form|nyhedsoverblik|nyhedsoversigt|presseoversigt|"
    r"(?:dagens|døgnets) nyheder|(?:sport|indland|udland) i korthed|"
    r"(?:world |yonhap )?news (?:summary|highlights|digest|round-?up|in brief)|"
    r"(?:morning|midday|afternoon|evening) (?:news )?(?:digest|summary|round-?up|briefing|briefs)|"
    r"(?:(?:world|asian?|korean?) )?(?:(?:business|financial|economic|market|sports?) )?"
    r"(?:news )?(?:digest|briefs|round-?up)|"
    r"top (?:news )?stories|"
    r"\[?(?:연합뉴스 )?(?:이 시각|오늘의) (?:주요 ?뉴스|헤드라인)|"
    r"간추린 뉴스|주요 ?뉴스(?: ?모음)?|(?:조간|아침|저녁)? ?뉴스 ?브리핑|(?:조간 )?신문 사설)\b",
    re.IGNORECASE,
)
RULE = re.compile(r"[-=*_~·•#]{3,300}$|(?:\* ){2,100}\*$")
RULED = frozenset("-=*_~·•#")  # what a rule begins with
RULES = 2  # that make three parts
SEARCHED = 1_000  # characters of a line: a title stands early, and a search holds up everybody


def is_digest(lines: Sequence[str], headline: str) -> bool:
    """Is it a news summary or market round-up: by its title, or by rules between its parts?"""
    if TITLE.match(headline) or (lines and len(lines[0]) < PROSE and TITLE.match(lines[0])):
        return True
    rules = [line for line in lines if line[:1] in RULED and RULE.match(line)]
    return len(rules) >= RULES and any(TITLE.search(line[:SEARCHED]) for line in lines[:3])


def briefs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the parts of a digest, each as one line that spans it.

    Rules and datelines part them; without any, nothing says where one ends.
    """
    borders = [1 if lines and TITLE.match(lines[0].text) else 0]
    for number, line in enumerate(lines):
        if RULE.match(line.text):
            borders += [number, number + 1]
        elif number > borders[0] and opens_story(line.text):
            borders.append(number)
    parts = [
        lines[begin]._replace(end=lines[end - 1].end)
        for begin, end in pairwise([*borders, len(lines)])
        if end > begin and not RULE.match(lines[begin].text)
    ]
    return tuple(parts) if len(parts) > 1 else ()
