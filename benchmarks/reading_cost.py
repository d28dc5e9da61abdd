"""What cutting and furniture cost of normalising, on one text in a loop of many.

    python benchmarks/reading_cost.py

Texts are those of `prose.py` set in paragraphs, 3 KB each, as plain text, half of them with
furniture around. Prints the share of normalise that segmentation takes, and stories a second.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from prose import Prose

from koreawire.pipeline import normalise
from koreawire.pipeline.language import tagger
from koreawire.pipeline.readers.item import open_record
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

STORIES = 400
BYTES = 3_000
PARAGRAPH = 45  # words
RUNS = 5
ABOVE = "Skip to content\nMenu\nSign in\n"
BELOW = "\nShare on Facebook\nSign up for our newsletter\nComments (4)\nRelated stories\nRain ahead"


def texts() -> list[str]:
    """Return the texts; the same in every run."""
    prose = Prose(7)
    found = []
    for number in range(STORIES):
        text = prose.body(9)
        while len(text.encode()) < BYTES:
            text += f"\n{prose.body(PARAGRAPH).capitalize()}."
        found.append(f"{ABOVE}{text}{BELOW}" if number % 2 else text)
    return found


def main() -> None:
    """Print the share, the median of several runs."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    kind = {headers.CONTENT_TYPE: b"text/plain"}
    records = [Record(topics.RAW.name, 0, 0, 0, None, one.encode(), kind) for one in texts()]
    items = [open_record(one, DEFAULT) for one in records]
    stage = normalise.Normalise(tagger("py3langid"))
    spent = [0.0]
    cut = normalise.segment

    def timed(*arguments: object) -> object:
        begin = time.process_time()
        try:
            return cut(*arguments)
        finally:
            spent[0] += time.process_time() - begin

    normalise.segment = timed
    shares, rates = [], []
    for _ in range(RUNS):
        spent[0] = 0.0
        begin = time.process_time()
        for item in items:
            stage.read(item)
        whole = time.process_time() - begin
        shares.append(spent[0] / whole)
        rates.append(STORIES / whole)
    print(f"segmentation {median(shares):.0%} of normalise; {median(rates):,.0f} stories a second")


if __name__ == "__main__":
    main()
