"""Beside datasketch MinHash LSH, rensa and simhash: the same pairs, the same stream.

    pip install koreawire[benchmarks]
    python benchmarks/duplicates_compare.py

Every method gets the normalised stories of a data set one by one, in order, and names the
earlier ones of the last 72 hours that it takes for the same; a judged pair is found when
one side names the other. The peers get texts cleaned as ours are (dateline, sign-off,
Unicode, lower case; in Korean, runs of six characters). What they leave open (words a
shingle, headline or not, from which likeness on) is chosen by the mean F1 on the `tune`
halves of both sets, each pair compared directly, so that their indexes cannot be in the
way; the `held` halves are reported apart.

Each row is a process of its own: processor time from a normalised story to the answer over
the Reuters stream, and how much resident memory grew meanwhile. Ours judges, names the
relation, packs state for a restart and keeps the stories themselves; the peers keep
sketches only.
"""

from __future__ import annotations

import gc
import itertools
import pickle
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson
from duplicates import pairs
from duplicates_peers import PEERS, Peer
from duplicates_scale import resident
from duplicates_shuffled import stories

from koreawire.pipeline.deduplicate import HOUR_MS, WINDOW_HOURS, Deduplicate
from koreawire.pipeline.duplicates.evaluation import scores
from koreawire.pipeline.duplicates.text import comparable, packed
from koreawire.pipeline.duplicates.tokens import WORD, plain
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koreawire.pipeline.duplicates.evaluation import Pair
    from koreawire.pipeline.record import Record

OURS = "koreawire"
SETS = ("reuters", "duplicates")
HALVES = ("tune", "held")
WINDOW_MS = WINDOW_HOURS * HOUR_MS
WORDS_A_SHINGLE = (1, 2, 3, 5)
CHARACTERS_A_SHINGLE = 6
Found = set[frozenset[str]]


class Text(NamedTuple):
    """A story as the peers see it."""

    item: str
    time: int
    headline: str
    body: str


class Choice(NamedTuple):
    """What a peer leaves open."""

    words: int
    headline: bool
    least: float


def text_of(record: Record) -> Text:
    """Return a normalised story as a text."""
    story = orjson.loads(record.value or b"")
    parts = (story.get(name) or [{"value": ""}] for name in ("headlines", "bodies"))
    headline, body = (part[0]["value"] for part in parts)
    return Text(story["koreawire"]["source"]["itemId"], record.timestamp, headline, body)


def shingles(text: Text, choice: Choice) -> set[str]:
    """Return the runs of words of a text, of characters in Korean."""
    said = comparable(plain(text.body))
    if choice.headline or not said:
        said = f"{plain(text.headline)}\n{said}"
    dense = packed(said.lower())
    if dense is not None:
        return _runs(dense, CHARACTERS_A_SHINGLE, "")
    return _runs(WORD.findall(said.lower()), choice.words, " ")


def _runs(units: Sequence[str], length: int, glue: str) -> set[str]:
    last = max(len(units) - length, 0)
    return {glue.join(units[place : place + length]) for place in range(last + 1)}


def choose(name: str, file: Path) -> Choice:
    """Return a peer's choice with the best mean F1 on the `tune` halves."""
    peer, records = PEERS[name](), pickle.loads(file.read_bytes())  # noqa: S301 - our own
    known = {text.item: text for of in SETS for text in map(text_of, records[of])}
    tune = {of: pairs(of, split="tune") for of in SETS}
    best: dict[Choice, float] = {}
    for words, headline in itertools.product(WORDS_A_SHINGLE, (False, True)):
        sides = Choice(words, headline, 0)
        likeness = {
            frozenset((pair.a, pair.b)): peer.likeness(
                *(peer.sketch(shingles(known[item], sides)) for item in (pair.a, pair.b))
            )
            for pair in itertools.chain(*tune.values())
        }
        for least in peer.choices:
            found = {pair for pair, like in likeness.items() if like >= least}
            total = sum(f1(tune[of], found) for of in SETS)
            best[Choice(words, headline, least)] = total
    return max(best, key=best.__getitem__)


def f1(chosen: list[Pair], found: Found) -> float:
    """Return the F1 of what was found of judged pairs."""
    return scores(chosen, [frozenset((pair.a, pair.b)) in found for pair in chosen]).f1.value


def peer_run(peer: Peer, choice: Choice, records: Iterable[Record]) -> Found:
    """Return the pairs that a peer connects; two indexes take turns at remembering."""
    found: Found = set()
    sketches: dict[int, tuple[Text, object]] = {}
    old = new = peer.index(choice.least)
    began = 0
    for number, record in enumerate(records):
        text = text_of(record)
        if text.time - began > WINDOW_MS:
            began, old, new = text.time, new, peer.index(choice.least)
            for gone in [n for n, (one, _) in sketches.items() if one.time < began - 2 * WINDOW_MS]:
                del sketches[gone]
        sketch = peer.sketch(shingles(text, choice))
        for other in {*old.query(sketch), *new.query(sketch)}:
            if other not in sketches:
                continue
            before, remembered = sketches[other]
            near = text.time - before.time <= WINDOW_MS
            if near and peer.likeness(sketch, remembered) >= choice.least:
                found.add(frozenset((text.item, before.item)))
        new.add(number, sketch)
        sketches[number] = (text._replace(headline="", body=""), sketch)
    return found


def our_run(records: Iterable[Record]) -> Found:
    """Return the pairs that relations connect."""
    stage, found = Deduplicate(), set()
    for offset, record in enumerate(records):
        for output in stage.decide(replace(record, offset=offset)).outputs:
            if output.topic == topics.RELATIONS.name:
                said = orjson.loads(output.value)["koreawire"]
                sides = (said[side]["itemId"] for side in ("source", "otherSource") if side in said)
                found.add(frozenset(sides))
    return found


def row(name: str, file: Path) -> None:
    """Print a method's row of the table; *file* holds the records of both sets."""
    records: dict[str, list[Record]] = pickle.loads(file.read_bytes())  # noqa: S301 - our own
    choice, said = None, "-"
    if name != OURS:
        peer = PEERS[name]()
        # Elsewhere, so that memory it let go is not taken again unseen.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            choice = pool.submit(choose, name, file).result()
        headed = "with headline" if choice.headline else "body"
        said = f"{choice.words} words, {headed}, {abs(choice.least):g}"
    cells, costs = [], ""
    for of in SETS:
        gc.collect()
        before, began = resident(), time.process_time()
        found = our_run(records[of]) if choice is None else peer_run(peer, choice, records[of])
        if of == "reuters":
            spent, grown = time.process_time() - began, (resident() - before) / 2**20
            costs = f"{len(records[of]) / spent:,.0f} | {grown:,.0f} MB"
        cells += [f"{f1(pairs(of, split=half), found):.3f}" for half in HALVES]
    print(f"| {name} | {said} | {' | '.join(cells)} | {costs} |", flush=True)


def main() -> None:
    """Print the table, each row from a process of its own."""
    if sys.argv[1:]:
        row(sys.argv[1], Path(sys.argv[2]))
        return
    print(
        "| method | chosen | Reuters tune | held | outlets tune | held | stories/s | memory |\n"
        "|---|---|--:|--:|--:|--:|--:|--:|",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records"
        file.write_bytes(pickle.dumps({of: list(stories(of)) for of in SETS}))
        for name in (OURS, *PEERS):
            subprocess.run([sys.executable, __file__, name, file], check=True)


if __name__ == "__main__":
    main()
