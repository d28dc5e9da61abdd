"""How often the focus is one that an editor gave the story (focus_labels.tsv).

    python benchmarks/measure_focus.py ../shared/eval/dev/relevance.jsonl.gz

Every labelled story counts as relevant, so that only the focus is measured.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from relevance_data import judged

from koreawire.pipeline.relevance import RelevanceModel

LABELS = Path(__file__).parent / "focus_labels.tsv"


def main() -> None:
    """Judge the labelled stories; print the share that is right, and what was said instead."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    items = judged(parser.parse_args().data)
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    known = {identifier: right.split(",") for identifier, right in rows}
    model = RelevanceModel(threshold=0.0)
    said = Counter()
    for item in items:
        if item.row["id"] in known:
            right = known[item.row["id"]]
            found = model.judge(item.story, item.mentions).focus
            said[right[0], "right" if found in right else str(found)] += 1
    good = sum(count for (_, answer), count in said.items() if answer == "right")
    print(f"{good} of {said.total()} right")
    for (right, answer), count in sorted(said.items()):
        print(f"  {right:13} {answer:13} {count}")


if __name__ == "__main__":
    main()
