"""Copy read as the normaliser reads it, for tests of what a reader or a grammar makes of it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice
from koreawire.schemas.raw import CONTENT_TYPE
from koreawire.schemas.story import LanguageTag, Story


class _Declared:
    """A tagger that believes what is declared."""

    def tag(self, _headline: str, _body: str, declared: str | None) -> LanguageTag:
        """Return the declared language."""
        tag = declared or "und"
        return LanguageTag(tag=tag, reliability=1.0, method="declared", declared=declared)


NORMALISE = Normalise(_Declared())


def read(payload: str | bytes, **envelope: Any) -> list[Story | Notice]:
    """Return what an item comes to; *envelope* is what a scraper says of it."""
    if envelope:
        value = json.dumps(envelope | {"payload": payload}).encode()
        said = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
    else:
        value, said = payload if isinstance(payload, bytes) else payload.encode(), {}
    record = Record(topics.RAW.name, 0, 0, 1_000, None, value, said)
    models = {b"story": Story, b"notice": Notice}
    return [
        models[output.headers[headers.KIND]].model_validate_json(output.value)
        for output in NORMALISE.decide(record).outputs
    ]


def story(payload: str | bytes, **envelope: Any) -> Story:
    """Return the only story of an item."""
    (found,) = read(payload, **envelope)
    assert isinstance(found, Story), found
    return found


class Read(NamedTuple):
    """What the wire's own matter in a story was taken for."""

    headline: str
    body: str
    by: str | None
    located: str | None
    credit: tuple[str, ...]  # the distributor, then who originated it
    action: str
    seq: int | None


def read_as(payload: str, **envelope: Any) -> Read:
    """Return the fields of an item's only story that a grammar fills."""
    found = story(payload, **envelope)
    credit, revision = found.koreawire.credit, found.koreawire.revision
    codes: tuple[str, ...] = ()
    if credit and credit.distributor:
        codes = tuple(dict.fromkeys((credit.distributor, *credit.originators)))
    return Read(
        found.headline,
        found.body,
        found.by,
        found.located,
        codes,
        revision.action.value if revision else "new",
        revision.seq if revision else None,
    )
