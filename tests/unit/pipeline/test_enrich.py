"""Enrich adds what the models say, and nothing to a story that may not be used."""

from datetime import UTC, datetime

import pytest
from tests.support.enriched import HOUR_MS, NOON_MS, FakeRecogniser, record, story

from koreawire.pipeline.enrich import Enrich
from koreawire.pipeline.relevance import RelevanceModel
from koreawire.pipeline.routing import Rules
from koreawire.pipeline.subjects import Subjects
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import EnrichedStory
from koreawire.schemas.story import Credit, PubStatus


@pytest.fixture(scope="module")
def enrich():
    return Enrich(
        FakeRecogniser(), relevance=RelevanceModel(), subjects=Subjects(), rules=Rules.shipped()
    )


KOREAN = story(
    "North Korea fires missiles",
    "North Korea fired two ballistic missiles, Seoul said. Kim Jong-un watched the launch.",
)


def decided(enrich, given, **more):
    (output,) = enrich.decide(record(given, topics.UNIQUE.name, **more)).outputs
    return output, EnrichedStory.model_validate_json(output.value)


def test_a_korea_story_gets_relevance_mentions_and_desks(enrich):
    """The point of the product."""
    output, made = decided(enrich, KOREAN)
    assert output.topic == "wire.stories.enriched.v1"
    assert made.koreawire.relevance.relevant
    assert made.koreawire.relevance.focus == "north"
    assert "inter-korean" in made.koreawire.desks
    assert {mention.id for mention in made.koreawire.mentions} >= {"Q423", "nil:kim-jong-un"}
    assert made.koreawire.rules.keys() >= {"relevance", "desks"}
    assert made.standard.version == "3.2"


def test_an_irrelevant_story_has_a_reason_and_no_desk(enrich):
    """Readers of the public topic see why it did not go on."""
    _, made = decided(enrich, story("Rain in Paris", "It rained in Paris all day long."))
    assert not made.koreawire.relevance.relevant
    assert made.koreawire.relevance.reasons
    assert made.koreawire.desks is None


DAY_MS = 24 * HOUR_MS


@pytest.mark.parametrize(
    ("ahead_ms", "rings"), [(0, True), (DAY_MS, True), (DAY_MS + 1, False), (400 * DAY_MS, False)]
)
def test_an_archive_with_its_own_old_times_wakes_nobody(enrich, ahead_ms, rings):
    """Its `fetchedAt` makes it fresh; only the ledger knows that the desk is days further.

    A day is forgiven: so far one item with a wrong time may put the ledger's clock,
    and that must not silence every flash until the day is over.
    """
    came = datetime.fromtimestamp(NOON_MS / 1000, UTC)
    flash = story("BREAKING: North Korea fires missiles", "Seoul said so.", version_created=came)
    given = record(flash, topics.UNIQUE.name)
    given.headers[headers.CLOCK] = str(NOON_MS + ahead_ms).encode()
    (output,) = enrich.decide(given).outputs
    desks = EnrichedStory.model_validate_json(output.value).koreawire.desks
    assert ("breaking" in desks) is rings
    assert output.headers[headers.CLOCK] == given.headers[headers.CLOCK]


def test_headers_are_carried_and_the_stage_is_set(enrich):
    """Every hop copies the origin: it is how a story is counted once."""
    output, _ = decided(enrich, KOREAN, origin="wire.items.raw.v1:3:9#2", cause="release")
    assert output.headers[headers.ORIGIN] == b"wire.items.raw.v1:3:9#2"
    assert output.headers[headers.CAUSE] == b"release"
    assert output.headers[headers.STAGE] == b"enrich"
    assert output.headers[headers.RULES]


@pytest.mark.parametrize("status", [PubStatus.CANCELED, PubStatus.WITHHELD])
def test_a_story_that_may_not_be_used_passes_without_content(enrich, status):
    """A kill repeats nothing of what it kills."""
    given = KOREAN.model_copy(update={"pub_status": status})
    output, made = decided(enrich, given)
    assert made.pub_status is status
    assert (made.headline, made.body, made.koreawire.mentions) == ("", "", None)
    assert b"Kim" not in output.value


def test_the_credit_becomes_ninjs_sources_with_their_roles(enrich):
    """A reader of plain ninjs must see who wrote and who only brought the story."""
    credit = Credit(distributor="ANP", originators=("Reuters",), photo=("AFP",))
    _, made = decided(enrich, story("X", "Y", extension={"credit": credit}))
    assert [(source.name, source.role) for source in made.info_sources] == [
        ("ANP", "distributor"),
        ("Reuters", "originator"),
        ("AFP", "photo"),
    ]


def test_the_same_record_gives_the_same_bytes(enrich):
    """Redelivery must not make a double: no value holds a time of processing."""
    one, _ = decided(enrich, KOREAN, offset=1)
    two, _ = decided(enrich, KOREAN, offset=5)
    assert one == two


def test_rules_can_be_replaced_while_it_runs(enrich):
    """The next story follows the new rules and says so."""
    text = "desks: {night: Night}\nrules:\n  - {name: all, desk: night, when: {language: en}}\n"
    old = enrich.rules
    try:
        enrich.rules = Rules.load(text, "night.yaml")
        _, made = decided(enrich, KOREAN)
    finally:
        enrich.rules = old
    assert made.koreawire.desks == ("night",)
    assert made.koreawire.rules["desks"] == Rules.load(text, "night.yaml").version != old.version


@pytest.mark.parametrize("value", [None, b"", b"[]", b'{"uri": "x"}'])
def test_a_record_that_is_no_story_is_refused(enrich, value):
    """It becomes a dead letter."""
    good = record(KOREAN, topics.UNIQUE.name)
    bad = type(good)(good.topic, 0, 0, 0, None, value, good.headers)
    with pytest.raises(ValueError, match=r"\S"):
        enrich.decide(bad)
