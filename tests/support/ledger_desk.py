"""A ledger to speak to in a test: stories and notices in, what is published out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from koreawire.pipeline.record import Decision, Entry, Output

HOUR_MS = 3_600_000
NOON = 1_764_000_000_000  # a Monday in November 2025
TEXT = (
    "Fishermen on the west coast have asked the provincial government for help after a cold "
    "winter destroyed much of the laver they grow in shallow water. Officials said a first "
    "survey of the damage would be ready by the end of the month, and that families who lost "
    "more than half of their harvest could apply for loans without interest. The cooperative "
    "of Wando said storms in January had torn nets from their poles on nearly every farm."
)
MORE = (
    " A spokesman for the ministry of oceans said on Tuesday that exports would hardly suffer, "
    "since the large processors had bought stocks in the autumn, but shops in the capital "
    "reported that a packet of dried sheets already cost a fifth more than a year earlier."
)

OTHER = (
    "The central bank left its rate where it was and said it would watch household debt, "
    "which has grown for seven months in a row. Two of its seven members wanted to lower it. "
    "The governor told reporters that flats in the capital had become too dear for the young, "
    "and that he would rather be late than sorry. Analysts had expected the decision."
)


def story(
    item: str, body: str = TEXT, *, headline: str = "Laver farmers ask for help", **more: Any
) -> dict[str, Any]:
    """Return a normalised story as JSON; `provider` and `koreawire` are taken apart."""
    provider = more.pop("provider", "yonhap")
    part = more.pop("koreawire", {})
    found: dict[str, Any] = {
        "uri": f"urn:koreawire:{provider}:{item}",
        "koreawire": {
            "source": {
                "provider": provider,
                "itemId": item,
                "sha256": hashlib.sha256(body.encode()).hexdigest(),
                "part": 0,
            },
            **part,
        },
        **more,
    }
    if headline:
        found["headlines"] = [{"value": headline}]
    if body:
        found["bodies"] = [{"value": body}]
    return found


def notice(kind: str, *, reason: str = "the agency says so", **more: Any) -> dict[str, Any]:
    """Return a notice as JSON; `target` is what the agency calls the story."""
    target = more.pop("target", None)
    provider = more.pop("provider", "yonhap")
    extension: dict[str, Any] = {"source": {"provider": provider, "sha256": "0" * 64}}
    if target:
        extension["revision"] = {"action": kind, "target": target}
    return {"kind": kind, "reason": reason, "koreawire": extension, **more}


def record(
    value: dict[str, Any], *, offset: int, time: int = NOON, origin: str | None = None
) -> Record:
    """Return a record of the normalised log."""
    kind = "story" if "uri" in value and "kind" not in value else "notice"
    return Record(
        topic=topics.NORMALISED.name,
        partition=0,
        offset=offset,
        timestamp=time,
        key=b"",
        value=json.dumps(value).encode(),
        headers={
            headers.KIND: kind.encode(),
            headers.ORIGIN: (origin or f"wire.items.raw.v1:0:{offset}#0").encode(),
            headers.TIME: str(time).encode(),
        },
    )


@dataclass
class Desk:
    """Feeds one stage in log order and keeps what it said."""

    stage: Deduplicate = field(default_factory=Deduplicate)
    offset: int = -1
    entries: list[Entry] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)

    def take(self, value: dict[str, Any], *, hours: float = 0, **more: Any) -> Decision:
        """Judge a value that was fetched *hours* after noon."""
        self.offset += 1
        time = NOON + int(hours * HOUR_MS)
        decision = self.stage.decide(record(value, offset=self.offset, time=time, **more))
        self.outputs += decision.outputs
        if decision.entry is not None:
            self.entries.append(decision.entry)
        return decision


def on(topic: topics.TopicSpec, outputs: list[Output] | tuple[Output, ...]) -> list[dict[str, Any]]:
    """Return the values published on *topic*."""
    return [json.loads(output.value) for output in outputs if output.topic == topic.name]


def kinds(decision: Decision) -> list[str]:
    """Return the kinds of the relations that a decision published, in order."""
    return [value["kind"] for value in on(topics.RELATIONS, decision.outputs)]


def fate(decision: Decision) -> str:
    """Return what became of the record itself."""
    (said,) = {
        output.headers[headers.FATE].decode()
        for output in decision.outputs
        if headers.CAUSE not in output.headers
    }
    return said


def latest(outputs: list[Output]) -> dict[str, dict[str, Any]]:
    """Return each story as a reader that keeps the highest sequence has it."""
    found: dict[str, dict[str, Any]] = {}
    for value in on(topics.UNIQUE, outputs):
        before = found.get(value["uri"])
        if before is None or value["koreawire"]["sequence"] > before["koreawire"]["sequence"]:
            found[value["uri"]] = value
    return found
