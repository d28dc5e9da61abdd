"""Relations against judged pairs: the tables of docs/explanation/duplicates.md.

    python benchmarks/duplicates.py

Each data set beside the project goes through `koreawire process` as one stream, whole
around its pairs, and the relations are read back from what it wrote. `tune` is the half
the weights were fitted on, `held` the other one: halves by a hash of the pair's id, made
before anything was fitted. A pair is found when a relation connects its two items
directly; beside it, when one family holds both.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from datasets import load, load_pairs

from koreawire.pipeline.duplicates.evaluation import Linked, Pair, named_right, scores
from koreawire.schemas import topics

PARTS = (("tune", "tune"), ("held", "held"), ("all", None))
COMMAND = Path(sys.executable).with_name("koreawire")


def process(name: str) -> Linked:
    """Return what relations connect in a data set that ran through `koreawire process`."""
    linked = Linked()
    with tempfile.TemporaryDirectory() as folder:
        stream, out = Path(folder) / "stream.jsonl", Path(folder) / "out.jsonl"
        stream.write_text("".join(json.dumps(item) + "\n" for item in load(name)))
        with out.open("wb") as file:
            subprocess.run([COMMAND, "process", "--quiet", stream], check=True, stdout=file)
        with out.open() as file:
            for line in file:
                record = json.loads(line)
                if record["topic"] == topics.RELATIONS.name:
                    linked.add(record["value"])
    return linked


def pairs(name: str, *, split: str | None, bare: bool = False) -> list[Pair]:
    """Return the judged pairs of a data set."""
    return [
        Pair(row["a"], row["b"], row["same"], row.get("weight", 1.0), row.get("label"))
        for row in load_pairs(name, split=split, bare=bare)
    ]


def report(name: str, linked: Linked, *, bare: bool = False) -> None:
    """Print a table row for each part of a data set's pairs."""
    for part, split in PARTS:
        chosen = pairs(name, split=split, bare=bare)
        direct = scores(chosen, [linked.kind(pair) is not None for pair in chosen])
        family = scores(chosen, [linked.kin(pair) for pair in chosen])
        right, total = named_right(chosen, linked)
        print(
            f"| {name}{' (headlines)' if bare else ''} | {part} | {len(chosen)}"
            f" | {direct.precision} | {direct.recall} | {direct.f1} | {family.f1}"
            f" | {f'{right}/{total}' if total else '-'} |",
            flush=True,
        )


def main() -> None:
    """Print every table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    print("| pairs of | part | n | precision | recall | F1 | F1 by family | named right |")
    print("|---|---|--:|---|---|---|---|--:|")
    report("reuters", process("reuters"))
    others = process("duplicates")
    report("duplicates", others)
    report("duplicates", others, bare=True)


if __name__ == "__main__":
    main()
