"""Reading speed beside the bare parsers: what wire knowledge costs over a parse.

    python -m benchmarks.reading

Each fixture of tests/data/formats is read to its story by the normaliser (without the
language model) and, beside it, only parsed: lxml and the text of all elements for XML, the
standard library's json for JSON, email for mail, selectolax for pages, feedparser for
feeds where it is installed, bytes.decode for text. Short items are the worst case: what is
done once an item weighs most. Absolute figures are the machine's; the ratio is the claim.
"""

from __future__ import annotations

import argparse
import csv
import email
import io
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.record import Record
from koreawire.schemas import topics
from koreawire.schemas.story import LanguageTag

if TYPE_CHECKING:
    from collections.abc import Callable

try:
    import feedparser
except ImportError:
    feedparser = None

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "data" / "formats"
ROUNDS = 5  # the best of them counts: others are the machine's interruptions
SECONDS = 0.2  # of each round


class NoLanguage:
    """A tagger that costs nothing: the language model has a benchmark of its own."""

    def tag(self, _headline: str, _body: str, _declared: str | None) -> LanguageTag:
        """Return no language."""
        return LanguageTag(tag="und", reliability=0.0, method="none")


def _xml(payload: bytes) -> object:
    return "".join(etree.fromstring(payload).itertext())


def _json(payload: bytes) -> object:
    return json.loads(payload)


def _mail(payload: bytes) -> object:
    return email.message_from_bytes(payload).get_payload(decode=True)


def _page(payload: bytes) -> object:
    return LexborHTMLParser(payload).text()


def _table(payload: bytes) -> object:
    return list(csv.DictReader(io.StringIO(payload.decode())))


def _text(payload: bytes) -> object:
    return payload.decode("latin-1").splitlines()


PARSERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".xml": ("lxml", _xml),
    ".json": ("json", _json),
    ".eml": ("email", _mail),
    ".html": ("selectolax", _page),
    ".csv": ("csv", _table),
    ".txt": ("decode", _text),
    ".md": ("decode", _text),
}


def parser(file: Path) -> tuple[str, Callable[[bytes], object]]:
    """Return the bare parser of a file, and its name."""
    if feedparser is not None and file.stem in {"rss", "atom"}:
        return "feedparser", feedparser.parse
    return PARSERS[file.suffix]


def per_second(work: Callable[[bytes], object], payload: bytes) -> float:
    """Return how often *work* is done in a second: the best of several rounds."""
    work(payload)
    best = 0.0
    for _ in range(ROUNDS):
        count, started = 0, time.process_time()
        while (taken := time.process_time() - started) < SECONDS:
            work(payload)
            count += 1
        best = max(best, count / taken)
    return best


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    normalise = Normalise(NoLanguage())

    def read(payload: bytes) -> object:
        return normalise.decide(Record(topics.RAW.name, 0, 0, 1_000, None, payload, {}))

    sys.stdout.write("| item | bytes | parser | parsed/s | read/s | times the parse |\n")
    sys.stdout.write("|---|---:|---|---:|---:|---:|\n")
    for file in sorted(FIXTURES.iterdir()):
        payload = file.read_bytes()
        name, parse = parser(file)
        bare, full = per_second(parse, payload), per_second(read, payload)
        sys.stdout.write(
            f"| {file.name} | {len(payload)} | {name} | {bare:,.0f} | {full:,.0f}"
            f" | {bare / full:.1f} |\n"
        )


if __name__ == "__main__":
    main()
