"""The docket of one record: what is to be published for it, and what became of stories."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.duplicates.relation import RULES
from koreawire.pipeline.record import Output
from koreawire.schemas import headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.duplicates.families import Joining
    from koreawire.pipeline.ledger.facts import Facts
    from koreawire.schemas.topics import TopicSpec

JSON = "application/json"
PASSED, DUPLICATE, STALE, WITHHELD, NOTICE = "passed", "duplicate", "stale", "withheld", "notice"
Json = dict[str, Any]


@dataclass
class Docket:
    """Filled while a record is judged. `story` is the JSON kept for later, `body` what it says."""

    origin: str
    time: int
    families: Joining
    fate: str = PASSED
    story: str | None = None
    body: Json | None = None
    decided: str | None = None  # uri of which a person decided; `story` is what
    rows: list[tuple[str, int, str]] = field(default_factory=list)
    records: list[list[Any]] = field(default_factory=list)

    def keep(self, body: Json) -> None:
        """Keep the judged story as it stands now."""
        self.body, self.story = body, orjson.dumps(body).decode()

    def publish(
        self,
        topic: TopicSpec,
        key: str,
        value: Mapping[str, Any] | None,
        *,
        kind: str,
        cause: str | None = None,
        origin: str | None = None,
        fate: str | None = None,
    ) -> None:
        """Add a record; a value of None is the docket's own story.

        *origin* and *fate* are those of another record's story, where this
        record only set it free.
        """
        text = None if value is None else orjson.dumps(value).decode()
        self.records.append([topic.name, key, text, kind, cause, origin, fate])


def outputs(records: list[list[Any]], facts: Facts, story: str | None) -> tuple[Output, ...]:
    """Return recorded records as they are published for a judged record."""
    return tuple(_output(recorded, facts, story) for recorded in records)


def _output(recorded: list[Any], facts: Facts, story: str | None) -> Output:
    topic, key, text, kind, cause, origin, fate = recorded
    found = {
        headers.CONTENT_TYPE: JSON,
        headers.KIND: kind,
        headers.ORIGIN: origin or facts.origin,
        headers.TIME: str(facts.time),
        headers.CLOCK: str(facts.clock),
        headers.FATE: fate or facts.fate,
        headers.STAGE: "deduplicate",
        headers.RULES: f"duplicates-{RULES}",
    }
    if cause:
        found[headers.CAUSE] = cause
    return Output(
        topic,
        key.encode(errors="surrogatepass"),
        (text or story or "").encode(),
        {name: said.encode(errors="surrogatepass") for name, said in found.items()},
    )
