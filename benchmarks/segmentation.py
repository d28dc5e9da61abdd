"""Cuts between stories put together at random: precision and recall by style and language.

    python benchmarks/segmentation.py            # both halves
    python benchmarks/segmentation.py --half held

Pairs and triples of unrelated news items are joined as scraped pages join them:
under a "more stories" line with ages between (`section`), with ages alone (`ages`),
with an agency's datelines (`datelines`), and with nothing at all (`bare`), where a
line ends one story and the next line begins another. `titled` is bare with each
story's headline above it. Single stories must stay whole. The halves are made by a
hash of the item's id; rules are tuned on `tune` only. The data lie beside the project.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from datasets import lines, split_of

from koreawire.pipeline.readers.plain import paragraphs
from koreawire.pipeline.segment import segment

SHORTEST = 120  # characters: less is an alert, which nothing marks as a story of its own
NEAR = 60  # characters between a cut and where it should be: a dateline, an age
PER_STYLE = 150  # joined items of each style, language and half
SECTIONS = {
    "nl": ("Meer uit Buitenland", "Meer uit Binnenland", "Meer nieuws", "Lees ook"),
    "en": ("More from World", "More stories", "Related stories", "Also in the news"),
    "da": ("Mere fra Udland", "Flere nyheder", "Læs også", "Seneste nyt"),
    "ko": ("관련기사", "다른 뉴스", "주요뉴스", "더 많은 국제 뉴스"),
}
AGES = {
    "nl": ("{} uur geleden", "{} minuten geleden"),
    "en": ("{} hours ago", "{} minutes ago"),
    "da": ("{} timer siden", "{} minutter siden"),
    "ko": ("{}시간 전", "{}분 전"),
}
DATELINES = {
    "nl": ("PARIJS (ANP/AFP) - ", "WASHINGTON (ANP/RTR) - ", "DEN HAAG (ANP) - "),
    "en": ("PARIS (Reuters) - ", "WASHINGTON (AP) - ", "SEOUL, March 3 (Yonhap) -- "),
    "da": ("PARIS (Ritzau/AFP) - ", "OSLO (NTB) - ", "LONDON (Reuters) - "),
    "ko": ("(서울=연합뉴스) ", "(파리=연합뉴스) ", "(부산=뉴스1) "),
}
STYLES = ("section", "ages", "datelines", "bare", "titled")


@dataclass
class Count:
    """Cuts found, missed and made up; singles cut wrongly."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    singles: int = 0
    singles_cut: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return precision, recall and their sums as text."""
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return f"{precision:6.3f} {recall:6.3f}  ({self.right + self.missed} cuts)"


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
    text = chosen[0]["text"]
    if style == "titled" and chosen[0]["title"]:
        text = f"{chosen[0]['title']}\n{text}"
    starts = []
    if style == "section":
        text += f"\n{dice.choice(SECTIONS[language])}"
    text += "\n"
    for row in chosen[1:]:
        if style == "datelines":
            text += dice.choice(DATELINES[language])
        starts.append(len(text))
        if style == "titled" and row["title"]:
            text += f"{row['title']}\n"
        text += row["text"]
        if style in {"section", "ages"}:
            age = dice.choice(AGES[language]).format(dice.randint(2, 23))
            text += f"\n{age}" + dice.choice(("", "\n"))
        else:
            text += "\n"
    return text.rstrip("\n"), starts


def cuts(text: str) -> list[int]:
    """Return where the segmenter begins further stories."""
    return [part.lines[0].start for part in segment(paragraphs(text)).parts[1:]]


def score(text: str, starts: list[int], count: Count) -> None:
    """Add one page's cuts to *count*."""
    found = cuts(text)
    for start in starts:
        hit = next((cut for cut in found if abs(cut - start) <= NEAR), None)
        if hit is None:
            count.missed += 1
        else:
            count.right += 1
            found.remove(hit)
    count.wrong += len(found)


def measure(half: str, size: int = PER_STYLE) -> dict[tuple[str, str], Count]:
    """Return the counts by style and language; `single` counts single stories."""
    result: dict[tuple[str, str], Count] = defaultdict(Count)
    for language, rows in sorted(items(half).items()):
        dice = random.Random(f"{half}:{language}")  # noqa: S311 - repeatable, not secret
        for style in STYLES:
            for _ in range(size):
                chosen = dice.sample(rows, dice.choice((2, 2, 3)))
                score(*joined(style, chosen, language, dice), result[style, language])
        for row in rows:
            count = result["single", language]
            count.singles += 1
            if cuts(row["text"]):
                count.singles_cut.append(row["id"])
    return result


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--half", choices=("tune", "held"))
    parser.add_argument("--size", type=int, default=PER_STYLE)
    parser.add_argument("--verbose", action="store_true", help="name the singles cut wrongly")
    chosen = parser.parse_args()
    for half in (chosen.half,) if chosen.half else ("tune", "held"):
        print(f"{half}\n{'style':10} {'lang':5} precision recall")
        result = measure(half, chosen.size)
        for style in STYLES:
            for language in sorted(SECTIONS):
                print(f"{style:10} {language:5} {result[style, language].row()}")
        for language in sorted(SECTIONS):
            count = result["single", language]
            share = len(count.singles_cut) / max(count.singles, 1)
            print(f"single     {language:5} cut wrongly {share:.2%} of {count.singles}")
            if chosen.verbose:
                print("   ", *count.singles_cut)


if __name__ == "__main__":
    main()
