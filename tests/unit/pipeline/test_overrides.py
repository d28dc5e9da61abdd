"""What a person decided of a story stands for its later versions, over restarts and replays."""

import json

import pytest
from tests.support.enriched import FakeRecogniser, story
from tests.support.enriched import record as enriched_record
from tests.support.ledger_desk import MORE, TEXT, Desk, latest, notice, on
from tests.support.ledger_desk import story as normalised

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.enrich import Enrich
from koreawire.pipeline.language import tagger
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.overrides import labelled, merged
from koreawire.pipeline.record import Record
from koreawire.pipeline.relevance import RelevanceModel
from koreawire.pipeline.routing import Rules
from koreawire.pipeline.subjects import Subjects
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import EnrichedStory
from koreawire.schemas.notice import Notice
from koreawire.schemas.override import CONTENT_TYPE, Override

URI = "urn:koreawire:yonhap:1"
WHO = {"why": "not about farming", "by": "kim", "at": "2025-11-24T16:00:00Z"}
ECONOMY = {"uri": URI, "desks": ["economy"], **WHO}


def said(**decided):
    value = {"uri": URI, **WHO, **decided}
    return notice("override", uri=URI, reason=value["why"]) | {
        "koreawire": {"source": {"sha256": "0" * 64}, "override": value}
    }


def marked(desk):
    """Return the newest record of the story: its sequence and what people decided."""
    extension = latest(desk.outputs)[URI]["koreawire"]
    return extension["sequence"], extension.get("override")


def test_a_decision_is_published_with_the_next_sequence_and_told():
    """Readers of the story get the change, and everybody can see who made it and why."""
    desk = Desk()
    desk.take(normalised("1"))
    decision = desk.take(said(desks=["economy"]))
    sequence, override = marked(desk)
    assert sequence == 2
    assert override == {**ECONOMY, "relevant": True}
    (told,) = on(topics.NOTICES, decision.outputs)
    assert told["reason"] == "not about farming"
    assert told["koreawire"]["sequence"] == 2
    assert told["koreawire"]["override"]["by"] == "kim"
    assert Notice.model_validate(told).koreawire.override.desks == ("economy",)


def test_a_later_version_keeps_it():
    """An agency that corrects a spelling does not move the story back."""
    desk = Desk()
    desk.take(normalised("1", version="1"))
    desk.take(said(relevant=False))
    desk.take(normalised("1", TEXT + MORE, version="2"), hours=1)
    assert marked(desk) == (3, {"uri": URI, "relevant": False, **WHO})


def test_it_may_come_before_the_story():
    """A replay of the raw topic reads its partitions in any order."""
    desk = Desk()
    desk.take(said(desks=["economy"]))
    desk.take(normalised("1"))
    assert marked(desk) == (1, {**ECONOMY, "relevant": True})


def test_it_outlives_the_window_of_duplicates():
    """The next version may come after a week, when the first has long been forgotten."""
    desk = Desk()
    desk.take(normalised("1", version="1"))
    desk.take(said(desks=["economy"]))
    desk.take(normalised("2", "A text about something else entirely, in few words."), hours=200)
    desk.take(normalised("1", TEXT + MORE, version="2"), hours=201)
    assert marked(desk)[1] == {**ECONOMY, "relevant": True}
    for hours in range(900, 904):  # a leap of the clock is believed after a few records
        late = normalised(f"late {hours}", f"The {hours}th text about the weather.")
        desk.take(late, hours=hours)
    desk.take(normalised("1", TEXT + MORE + TEXT, version="3"), hours=904)
    assert marked(desk)[1] is None


@pytest.mark.parametrize("hours", [1, 200])
def test_a_worker_that_takes_over_knows_it(hours):
    """State is read back from the changelog, in any order."""
    desk = Desk()
    desk.take(normalised("1", version="1"))
    first = desk.take(said(desks=["economy"]), origin="raw:0:9#0")
    desk.take(normalised("2", "A text about something else entirely, in few words."), hours=hours)
    other = Desk(Deduplicate(), desk.offset)
    other.stage.ledger.restore(0, desk.entries[::-1])
    again = other.take(said(desks=["economy"]), origin="raw:0:9#0")
    assert again.outputs == first.outputs
    other.take(normalised("1", TEXT + MORE, version="2"), hours=hours + 1)
    assert marked(other)[1] == {**ECONOMY, "relevant": True}


def test_a_replaced_story_stays_replaced():
    """A decision on an old take must not bring it back to life."""
    desk = Desk()
    desk.take(normalised("1"))
    desk.take(normalised("2", TEXT + MORE), hours=1)
    before = latest(desk.outputs)[URI]["koreawire"]
    assert before["replacedBy"] == "urn:koreawire:yonhap:2"
    desk.take(said(desks=["economy"]))
    after = latest(desk.outputs)[URI]["koreawire"]
    assert after["replacedBy"] == before["replacedBy"]
    assert after["sequence"] == before["sequence"] + 1


def test_a_killed_story_stays_killed():
    """What must not be used is on no desk, whoever decides."""
    desk = Desk()
    desk.take(normalised("1"))
    desk.take(notice("kill", uri=URI))
    decision = desk.take(said(relevant=True))
    assert not on(topics.UNIQUE, decision.outputs)
    assert "sequence" not in on(topics.NOTICES, decision.outputs)[0]["koreawire"]


@pytest.mark.parametrize(
    ("before", "new", "stands"),
    [
        ({}, {"desks": ["a"]}, {"relevant": True, "desks": ["a"]}),
        ({"desks": ["a"]}, {"relevant": True}, {"relevant": True, "desks": ["a"]}),
        ({"desks": ["a"]}, {"relevant": False}, {"relevant": False}),
        ({"relevant": False}, {"desks": ["b"]}, {"relevant": True, "desks": ["b"]}),
        ({"relevant": False}, {}, None),
    ],
)
def test_the_last_decision_counts(before, new, stands):
    """A desk is for Korea's stories: the two decisions cannot contradict each other."""
    assert merged(before, new) == stands


@pytest.fixture(scope="module")
def enrich():
    return Enrich(
        FakeRecogniser(), relevance=RelevanceModel(), subjects=Subjects(), rules=Rules.shipped()
    )


def enriched(enrich, given, **decided):
    override = Override.model_validate({"uri": given.uri, **WHO, **decided})
    extension = given.koreawire.model_copy(update={"override": override})
    given = given.model_copy(update={"koreawire": extension})
    (output,) = enrich.decide(enriched_record(given, topics.UNIQUE.name)).outputs
    return EnrichedStory.model_validate_json(output.value).koreawire


def test_desks_are_those_the_person_chose(enrich):
    """And a desk that the rules do not have has no topic to go to."""
    rain = story("Rain in Paris", "It rained in Paris all day long.")
    made = enriched(enrich, rain, relevant=True, desks=["economy", "gone"])
    assert made.desks == ("economy",)
    assert made.relevance.relevant
    assert made.relevance.score < 0.1
    assert made.relevance.reasons[0] == "kim decided: not about farming"


def test_relevance_is_what_the_person_said(enrich):
    """`no` takes a story off every desk; `yes` lets the rules choose."""
    missile = story("North Korea fires missiles", "North Korea fired a missile, Seoul said.")
    assert enriched(enrich, missile, relevant=False).desks is None
    assert "inter-korean" in enriched(enrich, missile, relevant=True).desks


def raw(value, content_type=CONTENT_TYPE):
    sent = {headers.CONTENT_TYPE: content_type.encode()}
    return Record(topics.RAW.name, 0, 7, 0, None, value, sent)


def test_only_a_header_makes_a_record_an_override():
    """What a scraper fetched cannot decide anything, whatever it says."""
    normalise = Normalise(tagger("py3langid"))
    value = json.dumps(ECONOMY).encode()
    (output,) = normalise.decide(raw(value)).outputs
    assert json.loads(output.value)["koreawire"]["override"]["desks"] == ["economy"]
    assert output.headers[headers.ORIGIN] == b"wire.items.raw.v1:0:7#0"
    fetched = json.dumps({"contentType": CONTENT_TYPE, "payload": value.decode()}).encode()
    outputs = normalise.decide(raw(fetched, "application/vnd.koreawire.raw-item+json")).outputs
    assert not any(b'"override"' in output.value for output in outputs)


@pytest.mark.parametrize("wrong", [{}, {**ECONOMY, "desks": ["No Desk"]}, {**ECONOMY, "why": ""}])
def test_a_wrong_override_is_parked(wrong):
    """It becomes a dead letter with the field that is wrong."""
    with pytest.raises(ValueError, match=r"no override: (uri|desks|why)"):
        Normalise(tagger("py3langid")).decide(raw(json.dumps(wrong).encode()))


def test_labelled_data_has_the_story_and_both_opinions():
    """So that the model can be fitted on what people told it."""
    value = normalised("1", language="en", koreawire={"relevance": {"score": 0.1}, "rules": {}})
    line = labelled(value, {**ECONOMY, "relevant": True})
    assert line["korea_relevant"] is True
    assert line["text"] == TEXT
    assert line["desks"] == ["economy"]
    assert line["model"]["score"] == 0.1
