"""Mentions read back from the wire: spans that reproduce, and family names without antecedent.

    python benchmarks/mentions.py > /tmp/links.txt

Runs `koreawire process --each` over 5,000 items of the development data (first all that write one
of the names, then others by the hash of their id: Reuters of 1987, the items judged for relevance,
the entity sentences) and reads the records of
`wire.stories.enriched.v1` as a customer would. Prints

* how many mentions there are, and every one whose span does not give its surface in the headline
  or body of the record;
* every mention of a bare Kim, Lee, Park or Moon in the 1,000 first stories that hold one by itself,
  with the person it was given, whether the story names that person in full, and the words around,
  to be read; then how many were left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasets import load

if TYPE_CHECKING:
    from collections.abc import Iterator

STORIES = 5_000
HOLDING = 1_000
BARE = re.compile(r"(?<![\w-])(Kim|Lee|Park|Moon)(?!\w|-)")
AROUND = 40  # characters printed on either side
ENRICHED = "wire.stories.enriched.v1"


def items() -> list[dict[str, Any]]:
    """The items to decide: those that write one of the names first, then others, by hash."""
    every = list(chain.from_iterable(map(load, ("relevance", "duplicates", "entities", "reuters"))))
    every.sort(key=lambda raw: hashlib.sha256(raw["itemId"].encode()).digest())
    holding = [raw for raw in every if BARE.search(raw["payload"])][: 2 * HOLDING]
    seen = {raw["itemId"] for raw in holding}
    return holding + [raw for raw in every if raw["itemId"] not in seen][: STORIES - len(holding)]


def records(raw: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The enriched stories that `koreawire process --each` makes of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.jsonl"
        path.write_text("".join(json.dumps(item) + "\n" for item in raw), encoding="utf-8")
        command = [str(Path(sys.executable).with_name("koreawire")), "process", "--each", "-q"]
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record["topic"].endswith(ENRICHED):
            yield record["value"]


def texts(story: dict[str, Any]) -> dict[str, str]:
    """Field to its text, as the mentions name it."""

    def main(key: str) -> str:
        return next((part["value"] for part in story.get(key, ()) if part["role"] == "main"), "")

    return {"headline": main("headlines"), "body": main("bodies")}


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    counts: Counter[str] = Counter()
    for story in records(items()):
        counts["stories"] += 1
        fields = texts(story)
        mentions = story["koreawire"].get("mentions", ())
        for mention in mentions:
            counts["mentions"] += 1
            if fields[mention["field"]][mention["start"] : mention["end"]] != mention["surface"]:
                counts["spans that do not reproduce"] += 1
                print("SPAN", story["uri"], mention)
        bare = [
            (field, found.start())
            for field, text in fields.items()
            for found in BARE.finditer(text)
            if not any(
                m["field"] == field and m["start"] <= found.start() and found.end() < m["end"]
                for m in mentions
            )
        ]
        if not bare or counts["stories with a bare name"] >= HOLDING:
            continue
        counts["stories with a bare name"] += 1
        counts["bare names"] += len(bare)
        for mention in mentions:
            if (mention["field"], mention["start"]) in bare:
                named = any(
                    other["id"] == mention["id"] and other["form"] == "name" for other in mentions
                )
                counts["linked, antecedent in the story" if named else "LINKED WITHOUT"] += 1
                _show(fields[mention["field"]], mention, named=named)
    print(json.dumps(counts, indent=1))


def _show(text: str, mention: dict[str, Any], *, named: bool) -> None:
    around = text[max(0, mention["start"] - AROUND) : mention["end"] + AROUND]
    print("named" if named else "FALSE", mention["canonical"], "|", " ".join(around.split()))


if __name__ == "__main__":
    main()
