"""Turn an evaluation file into raw items: JSON lines on stdout, ready for `koreawire process -`.

    python benchmarks/datasets.py reuters > /tmp/reuters.jsonl
    python benchmarks/datasets.py relevance --split tune | koreawire process -
    python benchmarks/datasets.py reuters --pairs > pairs.jsonl
    koreawire duplicates evaluate pairs.jsonl --items reuters.jsonl

`itemId` is the item's id in its file, `fetchedAt` its date (left out where the file
has none), items in order of time, undated ones last. The data lie beside the project
(`../shared/eval`, or the folder in KOREAWIRE_EVAL): they are measured on, never shipped.

Rules are tuned on the `tune` half of every file and reported on the `held` half as well;
the halves were made by a hash of the id before anything was tuned.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import os
import re
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PROJECT = Path(__file__).resolve().parent.parent
DATE_FORMATS = (
    "%d-%b-%Y %H:%M:%S.%f",  # reuters21578: 26-FEB-1987 15:01:01.79
    "%a, %d %b %Y %H:%M:%S %z",  # feeds
    "%a, %d %b %Y %H:%M:%S GMT",
    "%d.%m.%Y %H:%M",  # Danish headlines
    "%Y.%m.%d %H:%M",
    "%Y%m%d",  # Naver
    "%Y-%m-%d %H:%M:%S",
)
Item = dict[str, Any]


def folder() -> Path:
    """Return the folder of the development data."""
    return Path(os.environ.get("KOREAWIRE_EVAL", PROJECT.parent / "shared" / "eval")) / "dev"


def split_of(identifier: str) -> str:
    """Return `tune` or `held`: a coin thrown by the hash of the id, the same for everybody."""
    return "tune" if hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0 else "held"


def moment(text: str | None) -> datetime | None:
    """Return the time a file writes as *text*; UTC where it names no zone; None if none."""
    if not text:
        return None
    wire = re.match(r"\s*(\d{1,2}-[A-Z]{3}-\d{4}) +(\d\d:\d\d:\d\d\.\d+)", text)
    text = f"{wire[1]} {wire[2]}" if wire else text.strip()  # control codes may follow
    for form in DATE_FORMATS:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is set below
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def item(
    provider: str, identifier: str, text: str, *, title: str | None = None, date: str | None = None
) -> Item:
    """Return a raw item; one without text is its headline alone, as an alert is."""
    when = moment(date)
    raw: Item = {"provider": provider, "itemId": identifier}
    if when:
        raw["fetchedAt"] = when.isoformat()
    raw["contentType"] = "text/plain"
    if title:
        raw["headline"] = title
    raw["payload"] = text if text.strip() else (title or "")
    return raw


def lines(name: str) -> Iterator[Item]:
    """Yield the objects of a JSON lines file, gzipped or not."""
    path = folder() / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        yield from map(json.loads, file)


def relevance() -> Iterator[Item]:
    """Items judged for Korea relevance."""
    for row in lines("relevance.jsonl.gz"):
        yield item(
            row["source"], row["id"], row["text"] or "", title=row["title"], date=row["date"]
        )


def language() -> Iterator[Item]:
    """Texts of known language; the id is the line number, from 1."""
    for number, row in enumerate(lines("language.jsonl.gz"), 1):
        yield item("language", str(number), row["text"])


def duplicates() -> Iterator[Item]:
    """Both sides of every judged pair, each item once."""
    seen: set[str] = set()
    for row in lines("duplicate_pairs.jsonl.gz"):
        for side in "ab":
            identifier = row[f"id_{side}"]
            if identifier not in seen:
                seen.add(identifier)
                text, title = row[f"text_{side}"] or "", row[f"title_{side}"]
                yield item(row["source"], identifier, text, title=title, date=row[f"date_{side}"])


def sgml_item(block: str) -> Item:
    """Return one REUTERS element as a raw item: title beside, dateline and body as sent.

    A BRIEF is a headline with the collection's own filler for a body.
    """

    def part(name: str) -> str:
        found = re.search(rf"<{name}[^>]*>(.*?)</{name}>", block, re.DOTALL)
        text = html.unescape(found[1]) if found else ""
        return "".join(c for c in text if c == "\n" or c >= " ")

    newid = re.search(r'NEWID="(\d+)"', block)
    if newid is None:
        raise ValueError(f"a REUTERS element without NEWID: {block[:80]!r}")
    title = " ".join(part("TITLE").split()).strip("* ")
    if 'TYPE="UNPROC"' in block:
        text = part("TEXT")
    elif 'TYPE="BRIEF"' in block:
        text = ""
    else:
        text = part("DATELINE") + part("BODY")
    return item("reuters", newid[1], text, title=title, date=part("DATE"))


def reuters() -> Iterator[Item]:
    """The whole Reuters stream of 1987, in wire order."""
    with tarfile.open(folder() / "reuters21578_sgml.tar.xz") as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            file = tar.extractfile(member) if member.name.endswith(".sgm") else None
            if file is not None:
                text = file.read().decode("latin-1")
                yield from map(sgml_item, re.findall(r"<REUTERS.*?</REUTERS>", text, re.DOTALL))


def sentences(name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield id and token rows of each sentence of a CoNLL-like file."""
    rows: list[list[str]] = []
    number = 0
    for line in [*(folder() / "entities" / name).read_text().splitlines(), ""]:
        if line.strip() and not (line.startswith("#") and "\t" not in line[:3]):
            rows.append(line.split("\t"))
        elif rows and not line.strip():
            number += 1
            yield f"{name}:{number}", rows
            rows = []


def entities() -> Iterator[Item]:
    """Sentences with gold entities; Korean rows are characters, the others tokens."""
    for name, column, glue in (
        ("klue_ko.tsv", 0, ""),
        ("uner_da_dev.iob2", 1, " "),
        ("wikineural_en.conllu", 1, " "),
        ("wikineural_nl.conllu", 1, " "),
    ):
        for identifier, rows in sentences(name):
            yield item("entities", identifier, glue.join(row[column] for row in rows))


FEWEST_WORDS = 15  # of a text to be compared; below it a pair is one of headlines


def reuters_pairs() -> Iterator[Item]:
    """Judged pairs of the Reuters stream, with the weight that undoes their sampling."""
    for row in lines("reuters_duplicate_pairs.jsonl"):
        a, b = str(row["newid_a"]), str(row["newid_b"])
        yield {
            "id": f"{a}-{b}",
            "a": a,
            "b": b,
            "same": row["duplicate"],
            "weight": row["weight"],
        }


def duplicates_pairs() -> Iterator[Item]:
    """Judged pairs of several sources; `bare` marks those with hardly a text on one side."""
    for row in lines("duplicate_pairs.jsonl.gz"):
        if not row["ambiguous"]:
            words = min(len((row[f"text_{side}"] or "").split()) for side in "ab")
            label = "correction" if row["relation"] == "correction" else row["label"]
            same = row["label"] != "different"
            a, b = row["id_a"], row["id_b"]
            pair = {"id": f"{a}|{b}", "a": a, "b": b, "same": same, "bare": words < FEWEST_WORDS}
            yield pair | ({"label": label} if same else {})


PAIRS: dict[str, Callable[[], Iterable[Item]]] = {
    "reuters": reuters_pairs,
    "duplicates": duplicates_pairs,
}
DATASETS: dict[str, Callable[[], Iterable[Item]]] = {
    "relevance": relevance,
    "language": language,
    "duplicates": duplicates,
    "reuters": reuters,
    "entities": entities,
}


def load(name: str, *, split: str | None = None) -> list[Item]:
    """Return the items of a data set in order of time, undated ones last."""
    items = [raw for raw in DATASETS[name]() if split in (None, split_of(raw["itemId"]))]
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(
        items,
        key=lambda raw: datetime.fromisoformat(raw["fetchedAt"]) if "fetchedAt" in raw else never,
    )


def load_pairs(name: str, *, split: str | None = None, bare: bool = False) -> list[Item]:
    """Return the judged pairs of a data set; with *bare* those of headlines alone."""
    return [
        pair
        for pair in PAIRS[name]()
        if split in (None, split_of(pair["id"])) and pair.get("bare", False) == bare
    ]


def main() -> None:
    """Print a data set, or its pairs, as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", choices=sorted(DATASETS))
    parser.add_argument("--split", choices=("tune", "held"))
    parser.add_argument("--pairs", action="store_true", help="the judged pairs, not the items")
    parser.add_argument("--bare", action="store_true", help="pairs of headlines alone")
    chosen = parser.parse_args()
    if chosen.pairs:
        rows = load_pairs(chosen.name, split=chosen.split, bare=chosen.bare)
    else:
        rows = load(chosen.name, split=chosen.split)
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
