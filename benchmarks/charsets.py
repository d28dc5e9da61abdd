"""The sample texts in nine encodings, declared rightly, wrongly and not at all: what is read right.

    python -m benchmarks.charsets

Every text of the shipped samples that has a character beyond ASCII is encoded in each of
the nine that can hold it, and decoded as a reader does. It is read right when all of it is.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import orjson

from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

# Encoding to what it is declared as when declared wrongly, as servers do: their default.
NINE = {
    "utf-8": "iso-8859-1",
    "utf-8-sig": "windows-1252",
    "utf-16": "utf-8",  # with a byte order mark
    "utf-16-be": "iso-8859-1",  # without one
    "iso-8859-1": "utf-8",
    "windows-1252": "utf-8",
    "iso-8859-15": "utf-8",
    "euc-kr": "iso-8859-1",
    "cp949": "utf-8",
}
HOW = ("rightly", "wrongly", "not at all")
# Names that say less than the codec: the byte order mark is part of the text, not of the name.
DECLARED = {"utf-8-sig": "utf-8"}


def texts() -> Iterator[str]:
    """Yield the texts of the samples that ASCII cannot hold."""
    for sample in samples():
        try:
            item = orjson.loads(sample.value)
        except orjson.JSONDecodeError:
            continue
        text = item.get("payload") if isinstance(item, dict) else None
        if isinstance(text, str) and not text.isascii():
            # Decomposed Hangul is put together on reading, whatever it was encoded in.
            yield unicodedata.normalize("NFC", text)


def measure() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return how many texts each encoding holds, and how many are read right, by declaration."""
    held: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for text in texts():
        for encoding, false in NINE.items():
            try:
                payload = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            said = (DECLARED.get(encoding, encoding), false, None)
            for how, declared in zip(HOW, said, strict=True):
                held[encoding, how] += 1
                right[encoding, how] += decode(payload, declared).text == text
    return held, right


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    held, right = measure()
    write = sys.stdout.write
    write(f"| encoding | texts | {' | '.join(HOW)} | declared wrongly as |\n")
    write("|---|---|---|---|---|---|\n")
    for encoding, false in NINE.items():
        shares = " | ".join(
            f"{right[encoding, how] / max(held[encoding, how], 1):.1%}" for how in HOW
        )
        write(f"| {encoding} | {held[encoding, HOW[0]]} | {shares} | {false} |\n")
    total = {how: sum(count for (_, one), count in held.items() if one == how) for how in HOW}
    good = {how: sum(count for (_, one), count in right.items() if one == how) for how in HOW}
    shares = " | ".join(f"{good[how] / total[how]:.1%}" for how in HOW)
    write(f"| all | {total[HOW[0]]} | {shares} | |\n")


if __name__ == "__main__":
    main()
