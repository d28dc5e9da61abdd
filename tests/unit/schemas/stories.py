"""A story with every property filled, to check the schemas with."""

from datetime import UTC, datetime

from koreawire.schemas.enriched import (
    EnrichedExtension,
    EnrichedStory,
    EntityType,
    Mention,
    NamedEntity,
    NamedEvent,
    Relevance,
)
from koreawire.schemas.story import (
    AltId,
    Association,
    Body,
    Concept,
    Genre,
    InfoSource,
    Source,
    Standard,
    Text,
)

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)

FULL = EnrichedStory(
    uri="urn:koreawire:anp:ANPX-120326-014",
    standard=Standard(),
    representation_type="full",
    version="2",
    first_created=NOON,
    version_created=NOON,
    content_created=NOON,
    embargoed_until=NOON,
    urgency=2,
    ed_note="Adds comment",
    usage_terms="None known",
    copyright_notice="(c) the agency",
    language="nl",
    headlines=(Text(role="main", value="Raket gelanceerd"),),
    descriptions=(Text(role="summary", content_type="text/plain", value="Kort"),),
    bodies=(
        Body(role="main", content_type="text/plain", char_count=4, word_count=1, value="Lang"),
    ),
    by="Lotte Wagenaar",
    slugline="KOREA-RAKET",
    located="Seoul",
    info_sources=(InfoSource(name="ANP", role="distributor", uri="urn:koreawire:agency:anp"),),
    alt_ids=(AltId(role="itemNumber", value="014"),),
    subjects=(
        Concept(name="Korea", uri="urn:koreawire:subject:korea", relevance=90, confidence=80),
    ),
    genres=(Genre(name="update", literal="update"),),
    associations=(Association(name="side", rel="sidebar", uri="urn:koreawire:anp:x#1"),),
    people=(NamedEntity(name="Kim Jong-un", uri="http://www.wikidata.org/entity/Q56226"),),
    organisations=(NamedEntity(name="Joint Chiefs of Staff", literal="koreawire:jcs"),),
    places=(NamedEntity(name="Seoul", rel="located", literal="Seoul"),),
    events=(NamedEvent(id="e1", name="launch", uri="urn:koreawire:family:1"),),
    koreawire=EnrichedExtension(
        source=Source(provider="anp", item_id="ANPX-120326-014", sha256="0" * 64),
        sequence=1,
        relevance=Relevance(relevant=True, score=0.99, reasons=("Kim Jong-un in the lead",)),
        desks=("inter-korean",),
        mentions=(
            Mention(
                field="headline",
                start=0,
                end=5,
                surface="Raket",
                canonical="missile",
                type=EntityType.PRODUCT,
                id="nil:1",
                method="example",
                confidence=0.5,
            ),
        ),
    ),
)
