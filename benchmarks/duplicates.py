"""Relations against judged pairs: the tables of docs/explanation/duplicates.md.

    python benchmarks/duplicates.py

Runs each data set beside the project through reading and the ledger as one stream and
reads the relations back. `tune` is the half the weights were fitted on, `held` the other.
"""

from __future__ import annotations

from datasets import load, load_pairs

from koreawire.agents.cli.pairs import judge
from koreawire.pipeline.duplicates.evaluation import Linked, Pair, named_right, scores

PARTS = (("tune", "tune"), ("held", "held"), ("all", None))


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
            f" | {f'{right}/{total}' if total else '-'} |"
        )


def main() -> None:
    """Print every table."""
    print("| pairs of | part | n | precision | recall | F1 | F1 by family | named right |")
    print("|---|---|--:|---|---|---|---|--:|")
    reuters = judge(load("reuters"))
    report("reuters", reuters)
    others = judge(load("duplicates"))
    report("duplicates", others)
    report("duplicates", others, bare=True)


if __name__ == "__main__":
    main()
