"""Boilerplate: which lines are the page's furniture and not the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.clues import FURNITURE, SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koreawire.pipeline.clues import Hit

SHORT = 90  # characters: a line of navigation, a button, a label
MEDIUM = 220
ALWAYS = 3
EMBED = re.compile(
    r"\[(?:youtube|embed|video|twitter|instagram|facebook|soundcloud|vimeo|tiktok|caption|gallery)\b[^\]\n]{0,200}\]",
    re.IGNORECASE,
)
TRUNCATED_TAIL = re.compile(r"[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line is furniture of a kind, or opens a list of other stories."""

    kind: str
    section: bool = False


def judge(lines: Sequence[str], clues: Mapping[int, Sequence[Hit]]) -> dict[int, Verdict]:
    """Return the verdicts on those *lines* that are no part of a story.

    Certain lines first; then lines with weaker evidence that stand beside certain
    ones, since furniture comes in blocks and a story that speaks of cookies does not.
    """
    verdicts: dict[int, Verdict] = {}
    weak: dict[int, str] = {}
    for number, hits in clues.items():
        line = lines[number]
        section = _section(line, hits)
        if section:
            verdicts[number] = Verdict("related", section=True)
            continue
        kind, weight = _weigh(hits)
        if not kind:
            continue
        if weight >= _needed(len(line)):
            verdicts[number] = Verdict(kind)
        elif kind in {"cookies", "privacy"}:
            weak[number] = kind
    for number in [*sorted(weak), *sorted(weak, reverse=True)]:
        if number - 1 in verdicts or number + 1 in verdicts:
            verdicts.setdefault(number, Verdict(weak[number]))
    return verdicts


def _needed(length: int) -> int:
    """Evidence a line of this length needs: a story may quote a cookie notice."""
    if length <= SHORT:
        return 2
    return ALWAYS if length <= MEDIUM else ALWAYS + 1


def _weigh(hits: Sequence[Hit]) -> tuple[str, int]:
    """The kind with most evidence, and the evidence; a phrase counts once."""
    total: dict[str, int] = {}
    seen: set[str] = set()
    for hit in hits:
        clue = hit.clue
        if clue.role != FURNITURE or clue.phrase in seen:
            continue
        seen.add(clue.phrase)
        weight = clue.weight + (1 if clue.at_start and hit.start == 0 else 0)
        total[clue.kind] = total.get(clue.kind, 0) + weight
    if not total:
        return "", 0
    kind = max(sorted(total), key=lambda name: total[name])
    related = sum(total.get(name, 0) for name in ("cookies", "privacy"))
    return kind, max(total[kind], related if kind in {"cookies", "privacy"} else 0)


def _section(line: str, hits: Sequence[Hit]) -> bool:
    """Is the line a heading over other stories: its phrase, a name, and nothing more?"""
    if len(line) > SHORT:
        return False
    for hit in hits:
        if hit.clue.role == SECTION and hit.start == 0:
            rest = line[len(hit.clue.phrase) :].strip(" :»>→")
            words = rest.split()
            if len(words) <= SECTION_WORDS.get(hit.clue.phrase, 0) and not rest.endswith(
                (".", "?")
            ):
                return True
    return False


def _section_words() -> dict[str, int]:
    from koreawire.pipeline.tables import rows  # noqa: PLC0415 - read once, below

    return {row["phrase"]: int(row["rest"]) for row in rows("reading", "sections.tsv")}


SECTION_WORDS = _section_words()


def cut_short(line: str) -> bool:
    """Does the line end inside a sentence, as text cut by a length limit does?"""
    return len(line) > SHORT // 2 and TRUNCATED_TAIL.search(line) is not None
