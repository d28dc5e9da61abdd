"""Letters: greeting, covering note and signature around copy sent by mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.registry import closings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.lines import Line

GREETING = re.compile(
    r"(?:Beste|Geachte|Hallo|Hoi|Hi|Hello|Dear|Good (?:morning|afternoon|evening)|Kære|Hej|Goddag|"
    r"Goede(?:morgen|middag|navond)|안녕하세요|안녕하십니까)\b[^.!?\n]{0,60}[,.!:]?$",
    re.IGNORECASE,
)
COVERING = re.compile(
    r"(?:Hierbij|Bijgaand|Please find|Attached|Here is|Below is|Hermed|Vedhæftet|Her er|"
    r"아래는|첨부)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:Met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|Mvg|Best(?: regards)?|"
    r"(?:Kind |Warm )?Regards|Yours sincerely|Sincerely|Cheers|Thanks|Thank you|"
    r"(?:Med )?(?:venlig|bedste) hilsen|Mvh|Hilsen|감사합니다|"
    r"-- ?|Sent from my \w+|Verstuurd vanaf mijn \w+)[,.!]?$",
    re.IGNORECASE,
)
SIGNATURE = 15  # lines of name, office, telephones and a notice of confidentiality
BELOW = 8  # lines of signature at most
ABOVE = 6  # lines of greeting and covering note at most


# Headline: …, as desks write above copy they file by mail.
LABEL = re.compile(
    r"(?P<name>Headline|Title|Kop|Titel|Overskrift|Rubrik|제목|"
    r"Abstract|Summary|Intro|Slug(?:line)?|Keyword)\s?:\s?(?P<text>.{2,300})$",
    re.IGNORECASE,
)
TITLES = frozenset({"headline", "title", "kop", "titel", "overskrift", "rubrik", "제목"})


def labelled(lines: Sequence[Line]) -> tuple[Line | None, tuple[Line, ...]]:
    """Return the headline that a label names, and the copy below the labels.

    Without a label that names a headline, nothing and all lines.
    """
    headline: Line | None = None
    last = 0
    for number, line in enumerate(lines[:ABOVE]):
        match = LABEL.match(line.text)
        if match:
            last = number + 1
            if match["name"].lower() in TITLES:
                headline = line.part(match.start("text"))
    return (headline, tuple(lines[last:])) if headline else (None, tuple(lines))


def _signed(lines: list[Line]) -> int | None:
    """Where the copy ends: below its agency's sign-off stands the sender's signature."""
    for number in range(len(lines) // 2, len(lines)):
        if closings().first(lines[number].text) and len(lines) - number <= SIGNATURE:
            return number + 1
    return None


def without_letter(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* without the letter around them."""
    kept = list(lines)
    signed = _signed(kept)
    if signed is not None:
        del kept[signed:]
    for number in range(max(len(kept) - BELOW, 1), len(kept)):
        if CLOSING.match(kept[number].text):
            del kept[number:]
            break
    if kept and GREETING.match(kept[0].text):
        del kept[0]
        while kept and COVERING.match(kept[0].text) and len(kept) > 1:
            del kept[0]
        for number in range(1, min(len(kept), ABOVE)):
            if dateline(kept[number].text):
                del kept[: number - 1]
                break
    return tuple(kept)
