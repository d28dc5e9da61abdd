"""Relevance, subjects and desks in one process, on stories whose names are known already.

    python benchmarks/relevance_speed.py ../shared/eval/dev/relevance.jsonl.gz

Prints stories a second of CPU time, for the items as they are and for those of at
least 2,000 characters; the word lists are looked up within the measured time.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from relevance_data import judged

from koreawire.pipeline.enrich import Enrich
from koreawire.pipeline.story_text import StoryText

if TYPE_CHECKING:
    from relevance_data import Judged

LONG = 2_000  # characters
ROUNDS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    items = judged(parser.parse_args().data)
    enrich = Enrich.load()
    for name, chosen in (
        ("all", items),
        ("long", [item for item in items if len(item.story.body) >= LONG]),
    ):
        seconds = min(once(enrich, chosen) for _ in range(ROUNDS))
        size = sum(len(item.story.body) for item in chosen) / len(chosen)
        print(
            f"{name:5} {len(chosen):5} stories of {size:5.0f} characters:"
            f" {len(chosen) / seconds:8,.0f} stories/s"
        )


def once(enrich: Enrich, items: list[Judged]) -> float:
    """Return the CPU seconds to judge, describe and route every item once."""
    ready = [(item, enrich.enrich(item.story, enrich.rules, None)) for item in items]
    start = time.process_time()
    for item, enriched in ready:
        text = StoryText(item.story)
        relevance = enrich.relevance.judge(item.story, item.mentions, None, text)
        enrich.subjects.of(item.story, text)
        if relevance.relevant:
            enrich.rules.desks(enriched)
    return time.process_time() - start


if __name__ == "__main__":
    main()
