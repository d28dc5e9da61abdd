"""Stories, mentions and records for the tests of enrich and route."""

from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import (
    EnrichedExtension,
    EnrichedStory,
    EntityType,
    Mention,
    Relevance,
)
from koreawire.schemas.story import Body, Source, Story, StoryExtension, Text

HOUR_MS = 3_600_000
NOON_MS = 1_767_225_600_000  # 2026-01-01T00:00Z
SHA256 = "0" * 64

# A few names with what the gazetteer knows of them: id, type, is it Korean.
KNOWN = {
    "South Korea": ("Q884", EntityType.PLACE, "country", True),
    "North Korea": ("Q423", EntityType.PLACE, "country", True),
    "Zuid-Korea": ("Q884", EntityType.PLACE, "country", True),
    "Nordkorea": ("Q423", EntityType.PLACE, "country", True),
    "Kim Jong-un": ("nil:kim-jong-un", EntityType.PERSON, None, True),
    "Seoul": ("koreawire:seoul", EntityType.PLACE, "city", True),
    "서울": ("koreawire:seoul", EntityType.PLACE, "city", True),
    "Samsung": ("koreawire:samsung", EntityType.ORGANISATION, "company", True),
    "Japan": ("Q17", EntityType.PLACE, "country", False),
    "Taiwan": ("koreawire:taiwan", EntityType.PLACE, "country", False),
    "Paris": ("koreawire:paris", EntityType.PLACE, "city", False),
}
CANONICAL = {"Zuid-Korea": "South Korea", "Nordkorea": "North Korea", "서울": "Seoul"}


class FakeRecogniser:
    """Finds the names above, wherever they stand."""

    version = "fake"

    def recognise(self, headline, body, language):
        """Return the mentions, in the order of the text."""
        del language
        return tuple(
            mention
            for field, text in (("headline", headline), ("body", body))
            for mention in sorted(_found(field, text), key=lambda one: one.start)
        )


def _found(field, text):
    for name, (identifier, kind, subtype, korean) in KNOWN.items():
        start = text.find(name)
        while start >= 0:
            yield Mention(
                field=field,
                start=start,
                end=start + len(name),
                surface=name,
                canonical=CANONICAL.get(name, name),
                type=kind,
                subtype=subtype,
                korean=korean,
                id=identifier,
                method="fake",
                confidence=1.0,
            )
            start = text.find(name, start + 1)


def story(
    headline="", body="", language="en", *, uri="urn:koreawire:test:1", extension=None, **more
):
    """Return a normalised story."""
    return Story(
        uri=uri,
        language=language,
        headlines=(Text(value=headline),) if headline else None,
        bodies=(Body(value=body),) if body else None,
        koreawire=StoryExtension(source=Source(sha256=SHA256), **(extension or {})),
        **more,
    )


def enriched(
    headline="",
    body="",
    language="en",
    *,
    relevant=True,
    desks=(),
    focus=None,
    sequence=1,
    mentions=None,
    uri="urn:koreawire:test:1",
    extension=None,
    **more,
):
    """Return an enriched story."""
    return EnrichedStory(
        uri=uri,
        language=language,
        headlines=(Text(value=headline),) if headline else None,
        bodies=(Body(value=body),) if body else None,
        koreawire=EnrichedExtension(
            source=Source(sha256=SHA256),
            sequence=sequence,
            relevance=Relevance(relevant=relevant, score=0.9 if relevant else 0.1, focus=focus),
            desks=desks,
            mentions=mentions,
            **(extension or {}),
        ),
        **more,
    )


def record(
    value,
    topic=topics.ENRICHED.name,
    *,
    origin="wire.items.raw.v1:0:1#0",
    offset=0,
    time_ms=NOON_MS,
    cause=None,
    partition=0,
):
    """Return *value* as a record of *topic*."""
    found = {headers.ORIGIN: origin.encode(), headers.TIME: str(time_ms).encode()}
    if cause:
        found[headers.CAUSE] = cause.encode()
    return Record(
        topic=topic,
        partition=partition,
        offset=offset,
        timestamp=time_ms,
        key=value.uri.encode(),
        value=value.to_json(),
        headers=found,
    )
