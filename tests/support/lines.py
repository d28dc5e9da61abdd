"""Records as the accounting needs them: who they are and a digest of what they say."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any

import orjson
import xxhash
from tests.support.load import NUMBER

from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MODELLED = frozenset(
    spec.name for spec in topics.TOPICS if spec not in (topics.RAW, topics.DEAD_LETTER)
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a topic, without its content: a hundred thousand fit into memory.

    `origin` is the header's; of a raw record without one, its own place. `kind`
    is the header's (which model), `says` the kind of a relation or notice.
    `parked` is the place of the record that a dead letter holds, `number` the
    raw record's number in a generated load.
    """

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    digest: int
    origin: str | None = None
    replayed: bool = False
    cause: str | None = None
    fate: str | None = None
    kind: str | None = None
    says: str | None = None
    stage: str | None = None
    item: str | None = None
    uri: str | None = None
    other: str | None = None
    sequence: int | None = None
    relevant: bool = False
    desks: tuple[str, ...] = ()
    parked: tuple[str, int, int] | None = None
    number: int | None = None

    @property
    def place(self) -> str:
        """`topic:partition:offset`, for messages."""
        return f"{self.topic}:{self.partition}:{self.offset}"


def line(
    topic: str,
    partition: int,
    offset: int,
    *,
    timestamp: int,
    key: bytes | None,
    value: bytes,
    sent: Iterable[tuple[str, bytes]],
    prefix: str = "",
) -> Line:
    """Return what is kept of a record of *topic* (without prefix)."""
    got = {name: bytes(text).decode(errors="replace") for name, text in sent}
    origin = got.get(headers.ORIGIN)
    if topic == topics.RAW.name and origin is None:
        origin = f"{topic}:{partition}:{offset}"
    return Line(
        topic=intern(topic),
        partition=partition,
        offset=offset,
        timestamp=int(got.get(headers.PROCESSED_AT, timestamp)),
        key=key,
        digest=xxhash.xxh3_128_intdigest(value),
        origin=origin,
        replayed=topic == topics.RAW.name and headers.ORIGIN in got,
        cause=_shared(got.get(headers.CAUSE)),
        fate=_shared(got.get(headers.FATE)),
        kind=_shared(got.get(headers.KIND)),
        stage=_shared(got.get(headers.DLT_STAGE) or got.get(headers.STAGE)),
        parked=_parked(got, prefix),
        number=int(got[NUMBER]) if NUMBER in got else None,
        **(_of_value(value) if topic in MODELLED or topic.startswith("korea.") else {}),
    )


def _of_value(value: bytes) -> dict[str, Any]:
    said = orjson.loads(value)
    ours = said.get("koreawire") or {}
    relevance = ours.get("relevance") or {}
    return {
        "item": (ours.get("source") or {}).get("itemId"),
        "uri": said.get("uri"),
        "other": said.get("otherUri"),
        "sequence": ours.get("sequence"),
        "relevant": bool(relevance.get("relevant")) and said.get("pubStatus", "usable") == "usable",
        "desks": tuple(ours.get("desks") or ()),
        "says": _shared(said.get("kind")),
    }


def _parked(got: Mapping[str, str], prefix: str) -> tuple[str, int, int] | None:
    if headers.DLT_TOPIC not in got:
        return None
    topic = got[headers.DLT_TOPIC].removeprefix(prefix)
    return intern(topic), int(got[headers.DLT_PARTITION]), int(got[headers.DLT_OFFSET])


def _shared(text: str | None) -> str | None:
    return None if text is None else intern(text)
