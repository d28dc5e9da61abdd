"""Speed of language, matching and linking, beside spaCy and a bare automaton in the same run.

    python benchmarks/entity_speed.py

Stories of 3,000 bytes are glued from the items judged for relevance, in four languages; one
process, CPU time, the best of several runs. Figures depend on the machine and on what else it does,
so the sum is also given as a multiple of what the automaton alone takes to read the text. *first*
reads each story once, after a start: tokens of Hangul are remembered, and a new one costs more.

spaCy, where it is installed (`pip install koreawire[spacy]`), as a share of our speed: first a
blank pipeline with an EntityRuler of the gazetteer's names in that language; then one of the shape
of spaCy's small models (a tok2vec 96 wide and 4 deep, and ner) that was never trained: what it
finds is nonsense, what it costs is not. The models themselves are not to be had from PyPI, where
packages of their names are other people's.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import resource
import time
from typing import TYPE_CHECKING, Any

from datasets import folder

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.language import tagger

if TYPE_CHECKING:
    from collections.abc import Callable

STORY_BYTES = 3000
BEST_OF = 7
SPACY_STORIES = 12  # a language; the small shape reads twenty a second
SENTENCES = {  # read before anything is measured: what every language builds for itself
    "en": "Kim Jong-un arrived in Seoul.",
    "nl": "Kim Jong-un kwam aan in Seoul.",
    "da": "Kim Jong-un ankom til Seoul.",
    "ko": "김정은이 서울에 도착했다.",
}


def relevance() -> list[dict[str, str]]:
    """The items of relevance.jsonl.gz."""
    with gzip.open(folder() / "relevance.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def stories(language: str) -> list[str]:
    """Texts of 3,000 bytes, glued from the items of a language."""
    glued = "\n".join(row["text"] for row in relevance() if row["lang"] == language).encode()
    pieces = range(0, len(glued) - STORY_BYTES, STORY_BYTES)
    return [glued[at : at + STORY_BYTES].decode(errors="ignore") for at in pieces]


def once(read: Callable[[str], object], texts: list[str]) -> float:
    """Microseconds a text."""
    begun = time.process_time()
    for text in texts:
        read(text)
    return (time.process_time() - begun) / len(texts) * 1e6


def best(read: Callable[[str], object], texts: list[str]) -> float:
    """Microseconds a text, in the best of several runs."""
    return min(once(read, texts) for _ in range(BEST_OF))


def _resident() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most resident"


def spacy_pipelines(language: str) -> dict[str, Callable[[str], object]]:
    """Name to reader of what spaCy offers, where it is installed."""
    if importlib.util.find_spec("spacy") is None:
        return {}
    import spacy  # noqa: PLC0415 - may be missing

    # Korean's own tokeniser wants MeCab; the one for any language splits at spaces.
    blank = language if language != "ko" else "xx"
    ruler = spacy.blank(blank)
    ruler.add_pipe("entity_ruler").add_patterns(_patterns(language))
    small = spacy.blank(blank)
    small.add_pipe("tok2vec")
    config: dict[str, Any] = {"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1"}}}
    config["model"]["tok2vec"] |= {"width": 96, "upstream": "tok2vec"}
    ner = small.add_pipe("ner", config=config)
    for label in ("PER", "ORG", "LOC", "MISC"):
        ner.add_label(label)  # type: ignore[attr-defined]
    small.initialize()
    return {"ruler": ruler, "small": small}


def _patterns(language: str) -> list[dict[str, str]]:
    return [
        {"label": entity.type.value, "pattern": name.text}
        for entity in entities()
        for name in entity.names
        if name.language in (None, language, "en")
    ]


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    begun = time.process_time()
    print(f"imports {begun:.2f} s of CPU time, {_resident()}")
    judge, reader = tagger(), recogniser()
    for language, sentence in SENTENCES.items():
        reader.recognise("", sentence, language)
    gazetteer = time.process_time()
    print(f"gazetteer and names {gazetteer - begun:.2f} s, {_resident()}")
    for sentence in SENTENCES.values():
        judge.tag("", sentence)
    print(f"language {time.process_time() - gazetteer:.2f} s, {_resident()}\n")
    columns = ["first", "language", "entities", "together", "stories/s", "x automaton", "spaCy"]
    print(f"| µs a story | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
    spent, number = 0.0, 0
    for language in SENTENCES:
        texts = stories(language)

        def read(text: str, language: str = language) -> object:
            return judge.tag("", text), reader.recognise("", text, language)

        def scan(text: str) -> object:
            return reader._matcher.matches(text)  # noqa: SLF001 - the yardstick

        first = once(read, texts)
        tagged = best(lambda text: judge.tag("", text), texts)
        found = best(lambda text: reader.recognise("", text, language), texts)  # noqa: B023
        bare = best(scan, texts)
        both = tagged + found
        others = [
            f"1/{once(nlp, texts[:SPACY_STORIES]) / both:,.0f}"
            for nlp in spacy_pipelines(language).values()
        ]
        print(
            f"| {language} | {first:.0f} | {tagged:.0f} | {found:.0f} | {both:.0f}"
            f" | {1e6 / both:,.0f} | {both / bare:.1f} | {', '.join(others) or 'not installed'} |"
        )
        spent, number = spent + both * len(texts), number + len(texts)
    mean = spent / number
    print(f"all {number} stories, {mean:.0f} µs each: {1e6 / mean:,.0f} a second")


if __name__ == "__main__":
    main()
