"""What became of each wire file beside the project, against an answer table made by reading them.

    python -m benchmarks.wire_formats            # the shares, and what is wrong
    python -m benchmarks.wire_formats --table    # the outcome of every record, as the table has it

A file is read as `koreawire process --each` reads it. The table, tests/e2e/wire_formats.tsv,
has a row for each record that should come out: stories with headline, body, language, credit,
version and date, notices and dead letters with their reason. Texts are not copied there: a
headline and the first and last 40 letters of a body stand as eight digits of their SHA-256,
without case, spaces and signs; the words of a body are counted.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.agents.client.inputs import inputs
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.record import Output

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT.parent / "shared" / "eval" / "dev" / "wire_formats"
TABLE = ROOT / "tests" / "e2e" / "wire_formats.tsv"
COLUMNS = (
    "file", "fate", "headline", "words", "opening", "closing",
    "language", "credit", "version", "date", "reason",
)  # fmt: skip
TEXT = ("headline", "words", "opening", "closing")
FIELDS = ("language", "credit", "version", "date")
ENDS = 40  # letters of a body's beginning and end
WORDS_OFF = 0.02  # of a body's words may differ: where a quote or a dash is a word
Row = dict[str, str]


def digest(text: str) -> str:
    """Return eight digits for a text's letters and digits; "-" for none."""
    letters = "".join(character for character in text.casefold() if character.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:8] if letters else "-"


def outcomes(folder: Path) -> Iterator[Row]:
    """Yield a row for each record that comes out of normalising the files of *folder*."""
    flow = Flow(build(Options(), ("normalise",)).values())
    for item in inputs([str(folder)]):
        name = str(Path(item.name).relative_to(folder))
        if name != "MANIFEST.tsv":
            flow.forget()
            for output in flow.run(item.key, item.value, item.headers):
                yield dict.fromkeys(COLUMNS, "-") | {"file": name} | _row(output)


def _row(output: Output) -> Row:
    if output.topic == topics.DEAD_LETTER.name:
        return {"fate": "dead letter", "reason": describe(output).reason}
    value: dict[str, Any] = orjson.loads(output.value)
    if output.headers[headers.KIND] == b"notice":
        return {"fate": value["kind"], "reason": value["reason"]}
    body = value["bodies"][0]["value"] if value.get("bodies") else ""
    letters = "".join(one for one in body if one.isalnum())
    return {
        "fate": "story",
        "headline": digest(value["headlines"][0]["value"] if value.get("headlines") else ""),
        "words": str(len(body.split())),
        "opening": digest(letters[:ENDS]),
        "closing": digest(letters[-ENDS:]),
        "language": value["language"],
        "credit": value["koreawire"].get("credit", {}).get("distributor") or "-",
        "version": value.get("version", "-"),
        "date": (value.get("versionCreated") or value.get("firstCreated") or "-")[:16],
    }


def answers() -> dict[str, list[Row]]:
    """Return the table's rows by file."""
    found: dict[str, list[Row]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"):
            found[row["file"]].append(row)
    return found


def wrong(expected: Row, found: Row) -> list[str]:
    """Return the columns in which a record is not as it should be."""
    if expected["fate"] != found["fate"]:
        return ["fate"]
    if expected["fate"] != "story":
        return [] if expected["reason"] in found["reason"] else ["reason"]
    off = [name for name in (*TEXT, *FIELDS) if name != "words" and expected[name] != found[name]]
    words = int(expected["words"])
    if abs(words - int(found["words"])) > WORDS_OFF * words:
        off.append("words")
    return off


def judge(rows: Iterable[Row]) -> tuple[Counter[str], list[str]]:
    """Return counts of what is right, and a line for each record that is not."""
    expected = answers()
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["file"]].append(row)
    counts: Counter[str] = Counter(files=len(expected))
    told = [f"{name}: not in the table" for name in sorted(found.keys() - expected.keys())]
    for name, wanted in sorted(expected.items()):
        got = found[name]
        fates = [one["fate"] for one in wanted] == [one["fate"] for one in got]
        pairs = list(zip(wanted, got, strict=False)) if fates else []
        reasons = all("reason" not in wrong(one, other) for one, other in pairs)
        counts["fates"] += fates and reasons
        stories = [one for one in wanted if one["fate"] == "story"]
        counts["stories"] += len(stories)
        if not (fates and reasons):
            said = ", ".join(f"{one['fate']} {one['reason']}".rstrip(" -") for one in got)
            told.append(f"{name}: {len(wanted)} records expected, found: {said[:150]}")
        for one, other in pairs:
            if one["fate"] == "story":
                off = wrong(one, other)
                counts["texts"] += not any(column in TEXT for column in off)
                counts["fields"] += not any(column in FIELDS for column in off)
                told += [f"{name}: {', '.join(off)}"] if off else []
    return counts, told


def main() -> None:
    """Print the table, or the shares and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--table", action="store_true", help="print the outcome of every record")
    arguments = parser.parse_args()
    if not FILES.is_dir():
        sys.exit(f"{FILES} is not on this machine")
    if arguments.table:
        writer = csv.DictWriter(sys.stdout, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(outcomes(FILES))
        return
    counts, told = judge(outcomes(FILES))
    sys.stdout.writelines(f"{line}\n" for line in told)
    sys.stdout.write(
        f"\n| files | fate and reason right | stories | headline and body right | fields right |\n"
        f"|---|---|---|---|---|\n| {counts['files']} | {counts['fates']} | {counts['stories']}"
        f" | {counts['texts']} | {counts['fields']} |\n"
    )


if __name__ == "__main__":
    main()
