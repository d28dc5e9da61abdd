"""Cuts between stories put together at random: precision and recall by style and language.

    python benchmarks/segmentation.py            # both halves, as tables in Markdown
    python benchmarks/segmentation.py --half held --verbose

Pairs and triples of unrelated news items are joined as scraped pages join them, and read
the way a worker reads a raw item:

- `more`: under a "more stories" line, an age below each of the others (glued to the next
  one or not), with or without datelines
- `ages`: the same without that line; or an age above each
- `dated`: an agency's dateline opens each further story, sometimes in the same line
- `titled`: each story's headline above it
- `bare`: nothing at all, where a line ends one story and the next line begins another

Single stories, with and without their headlines, must stay whole. The halves are made by
a hash of the item's id; rules are tuned on `tune` only. The data lie beside the project.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import orjson
from datasets import lines, split_of

from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.readers.item import open_record
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics
from koreawire.schemas.raw import CONTENT_TYPE
from koreawire.schemas.story import LanguageTag

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 120  # characters: less is an alert, which nothing marks as a story of its own
NEAR = 60  # characters between a cut and where it should be: a dateline, an age
PER_STYLE = 150  # joined items of each style, language and half
SECTIONS = {
    "nl": ("Meer uit Buitenland", "Meer uit Binnenland", "Meer nieuws", "Lees ook"),
    "en": ("More from World", "More stories", "Related stories", "Also in the news"),
    "da": ("Mere fra Udland", "Flere nyheder", "Læs også", "Seneste nyt"),
    "ko": ("관련기사", "다른 뉴스", "더 보기", "더 많은 국제 뉴스"),
}
AGES = {
    "nl": ("{} uur geleden", "{} minuten geleden"),
    "en": ("{} hours ago", "{} minutes ago"),
    "da": ("for {} timer siden", "{} minutter siden"),
    "ko": ("{}시간 전", "{}분 전"),
}
DATELINES = {
    "nl": ("PARIJS (ANP/AFP) - ", "WASHINGTON (ANP/RTR) - ", "DEN HAAG (ANP) - "),
    "en": ("PARIS (Reuters) - ", "WASHINGTON (AP) - ", "SEOUL, March 3 (Yonhap) -- "),
    "da": ("PARIS (Ritzau/AFP) - ", "OSLO (NTB) - ", "LONDON (Reuters) - "),
    "ko": ("(서울=연합뉴스) ", "(파리=연합뉴스) ", "(부산=뉴스1) "),
}
STYLES = ("more", "ages", "dated", "titled", "bare")


class Untagged:
    """A tagger that tells no language: cutting does not ask for it."""

    def tag(self, _headline: str, _body: str, declared: str | None) -> LanguageTag:
        """Return `und`."""
        return LanguageTag(tag="und", reliability=0.0, method="none", declared=declared)


STAGE = Normalise(Untagged())


@dataclass
class Count:
    """Cuts found, missed and made up; single stories, and those cut."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    singles: int = 0
    singles_cut: list[str] = field(default_factory=list)

    def cell(self) -> str:
        """Return precision and recall as text."""
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return f"{precision:.3f} {recall:.3f}"


def items(half: str) -> dict[str, list[dict[str, Any]]]:
    """Return the news items of a half by language."""
    found = defaultdict(list)
    for row in lines("relevance.jsonl.gz"):
        text = (row["text"] or "").strip()
        if len(text) >= SHORTEST and row["lang"] in SECTIONS and split_of(row["id"]) == half:
            found[row["lang"]].append({**row, "text": text})
    return found


def joined(
    style: str, chosen: list[dict[str, Any]], language: str, dice: random.Random
) -> tuple[str, list[int]]:
    """Return one page and where its further stories begin."""
    dated = style == "dated" or (style in {"more", "ages"} and dice.random() < 0.5)
    titled = style == "titled" or (style == "more" and dice.random() < 0.5)
    above = style == "ages" and dice.random() < 0.5
    blank = "\n\n" if dice.random() < 0.3 else "\n"
    text, starts = _titled(chosen[0], titled), []
    if style == "more":
        text += f"{blank}{dice.choice(SECTIONS[language])}"
    for number, row in enumerate(chosen[1:]):
        age = dice.choice(AGES[language]).format(dice.randint(2, 23))
        aged = style in {"more", "ages"}
        glued = (aged and not above and number) or (style == "dated" and dice.random() < 0.25)
        text += "" if glued and dated else blank
        text += f"{age}{blank}" if above else ""
        starts.append(len(text))
        told = row if style == "titled" else {**row, "title": None}
        line = dice.choice(DATELINES[language]) if dated else ""
        text += ("" if dateline(row["text"]) else line) + _titled(told, titled)
        text += f"{blank}{age}" if aged and not above else ""
    return text, starts


def _titled(row: dict[str, Any], titled: bool) -> str:  # noqa: FBT001 - a part of a page, or none
    return f"{row['title']}\n{row['text']}" if titled and row["title"] else str(row["text"])


def cuts(text: str) -> list[int]:
    """Return where further stories of a raw item begin, as the stories' traces say."""
    item = orjson.dumps({"fetchedAt": "2026-03-12T10:00:00Z", "payload": text})
    kind = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
    found = STAGE.read(open_record(Record(topics.RAW.name, 0, 0, 0, None, item, kind), DEFAULT))
    return [min(span.start for span in story.koreawire.trace) for story in found[1:]]


def score(text: str, starts: list[int], count: Count) -> bool:
    """Add one page's cuts to *count*; return whether all is right."""
    found = cuts(text)
    missed = 0
    for start in starts:
        hit = next((cut for cut in found if abs(cut - start) <= NEAR), None)
        if hit is None:
            missed += 1
        else:
            count.right += 1
            found.remove(hit)
    count.missed += missed
    count.wrong += len(found)
    return not missed and not found


def pages(half: str, size: int = PER_STYLE) -> Iterator[tuple[str, str, str, list[int]]]:
    """Yield style, language, text and starts of every joined page of a half."""
    for language, rows in sorted(items(half).items()):
        dice = random.Random(f"{half}:{language}")  # noqa: S311 - repeatable, not secret
        for style in STYLES:
            for _ in range(size):
                chosen = dice.sample(rows, dice.choice((2, 2, 3)))
                yield style, language, *joined(style, chosen, language, dice)


def measure(half: str, size: int, *, verbose: bool) -> dict[tuple[str, str], Count]:
    """Return the counts by style and language; `single` counts single stories."""
    result: dict[tuple[str, str], Count] = defaultdict(Count)
    for style, language, text, starts in pages(half, size):
        if not score(text, starts, result[style, language]) and verbose:
            print(f"--- {style} {language} {starts} found {cuts(text)}\n{text}")
    for language, rows in items(half).items():
        for row in rows:
            count = result["single", language]
            count.singles += 1
            if cuts(row["text"]) or cuts(_titled(row, titled=True)):
                count.singles_cut.append(row["id"])
    return result


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--half", choices=("tune", "held"))
    parser.add_argument("--size", type=int, default=PER_STYLE)
    parser.add_argument("--verbose", action="store_true", help="print what was cut wrongly")
    chosen = parser.parse_args()
    languages = sorted(SECTIONS)
    print(f"| half | style | {' | '.join(languages)} |\n|---|---|{'---:|' * len(languages)}")
    for half in (chosen.half,) if chosen.half else ("tune", "held"):
        result = measure(half, chosen.size, verbose=chosen.verbose)
        for style in STYLES:
            cells = " | ".join(result[style, one].cell() for one in languages)
            print(f"| {half} | {style} | {cells} |")
        singles = [result["single", one] for one in languages]
        cells = " | ".join(f"{len(one.singles_cut)} of {one.singles}" for one in singles)
        print(f"| {half} | single stories cut | {cells} |")
        if chosen.verbose:
            print(*(one for count in singles for one in count.singles_cut))


if __name__ == "__main__":
    main()
