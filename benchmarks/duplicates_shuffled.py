"""Do families depend on the order of arrival? The Reuters stream, shuffled again and again.

    python benchmarks/duplicates_shuffled.py [--times 20] [--stories 21625]

Each story arrives up to six hours after its time, by a seeded draw; then the ledger judges
the stream and its families are compared with those of the stream in order: the share of
stories whose family has the same members. Differences are printed with what the two orders
say of the pair that parts or joins them.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import orjson
from datasets import load

from koreawire.agents.settings import load as settings
from koreawire.pipeline.deduplicate import HOUR_MS, Deduplicate
from koreawire.pipeline.duplicates.families import Families, Joining
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.record import Record
from koreawire.pipeline.stages import build
from koreawire.schemas import headers, topics
from koreawire.schemas.raw import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LATE_MS = 6 * HOUR_MS
NO_FAMILY = ("containedIn", "merge")
Edges = dict[frozenset[str], tuple[str, float]]


def stories(name: str = "reuters") -> Iterator[Record]:
    """Yield a data set as records of the normalised log."""
    flow = Flow(build(settings().options(), ("normalise",)).values())
    for item in load(name):
        raw = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
        for output in flow.run(None, orjson.dumps(item), raw):
            if output.headers.get(headers.KIND) == b"story":
                time = int(output.headers[headers.TIME])
                yield Record(output.topic, 0, 0, time, output.key, output.value, output.headers)


def judge(records: Sequence[Record]) -> tuple[dict[str, frozenset[str]], Edges]:
    """Return each story's family, and the relations that made families."""
    stage, families, edges = Deduplicate(), Joining(Families()), {}
    for offset, record in enumerate(records):
        for output in stage.decide(replace(record, offset=offset)).outputs:
            if output.topic == topics.RELATIONS.name:
                value = orjson.loads(output.value)
                if value["kind"] not in NO_FAMILY:
                    pair = value["uri"], value["otherUri"]
                    families.join((0, pair[0]), (0, pair[1]))
                    edges[frozenset(pair)] = value["kind"], value["score"]
    members: dict[str, set[str]] = defaultdict(set)
    uris = [str(orjson.loads(record.value or b"")["uri"]) for record in records]
    for uri in uris:
        members[families.name(uri)].add(uri)
    return {uri: frozenset(members[families.name(uri)]) for uri in uris}, edges


def main() -> None:
    """Judge the stream in order and shuffled, and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--stories", type=int, default=10**9, help="only the first so many")
    chosen = parser.parse_args()
    records = list(islice(stories(), chosen.stories))
    expected, edges = judge(records)
    print(f"{len(records)} stories in {len(set(expected.values()))} families")
    equal = 0
    for seed in range(chosen.times):
        draw = random.Random(seed)  # noqa: S311 - an order, not a secret
        late = sorted(records, key=lambda record: record.timestamp + draw.randrange(LATE_MS))
        found, others = judge(late)
        same = sum(found[uri] == family for uri, family in expected.items())
        equal += same
        print(f"order {seed}: {same / len(expected):.4%} in the same family", flush=True)
        for pair in sorted(edges.keys() ^ others.keys(), key=sorted):
            one, two = sorted(pair)
            if (two in expected[one]) != (two in found[one]):
                print("   ", one, two, edges.get(pair, "-"), others.get(pair, "-"))
    print(f"all: {equal / len(expected) / chosen.times:.4%}")


if __name__ == "__main__":
    main()
