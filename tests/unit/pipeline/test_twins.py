"""A twin reads and writes as its model does; what it refuses is the model's to judge."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.values import damaged, models
from tests.unit.schemas.stories import FULL

from koreawire.pipeline.flow import Flow
from koreawire.pipeline.samples import samples
from koreawire.pipeline.stages import Options, build
from koreawire.pipeline.twins import changed, maker, read, twin, written
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import EnrichedExtension, EnrichedStory
from koreawire.schemas.notice import Notice
from koreawire.schemas.raw import RawItem
from koreawire.schemas.story import PubStatus, Source, Story

BARE = {"uri": "urn:x:1", "koreawire": {"source": {"sha256": "0"}}}
ANY = st.sampled_from((Story, Notice, EnrichedStory)).flatmap(models)


@given(ANY)
@settings(max_examples=50, deadline=None)
def test_what_a_model_wrote_comes_back_from_its_twin_byte_for_byte(value):
    """Between the stages nothing may depend on who read a record, and who wrote it."""
    record = value.to_json()
    found = read(type(value), record)
    assert isinstance(found, twin(type(value)))
    assert written(found) == record == written(value)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_of_a_damaged_record_both_say_the_same(data):
    """A record may be a stranger's, or of another version: one contract, and one reason."""
    value = data.draw(ANY)
    model, record = type(value), orjson.dumps(data.draw(damaged(orjson.loads(value.to_json()))))
    expected = outcome(lambda: model.model_validate_json(record).to_json())
    assert outcome(lambda: written(read(model, record))) == expected


def outcome(reading):
    """Return the record that comes of *reading*, or why there is none."""
    try:
        return reading()
    except ValueError as error:
        return str(error)


def test_what_the_stages_write_is_read_by_twins():
    """A field that the twin refuses would cost the time of both, and nobody would see it."""
    models = {topics.NORMALISED.name: Story, topics.UNIQUE.name: Story}
    models |= {topics.ENRICHED.name: EnrichedStory, topics.NOTICES.name: Notice}
    flow, seen = Flow(build(Options()).values()), set()
    for sample in samples():
        for output in flow.run(sample.key, sample.value, sample.headers):
            if output.topic not in models:
                continue
            notice = output.headers.get(headers.KIND) == b"notice"
            model = Notice if notice else models[output.topic]
            found = read(model, output.value)
            assert isinstance(found, twin(model))
            right = model.model_validate_json(output.value)
            assert written(found) == written(right) == right.to_json()
            seen.add(output.topic)
    assert seen == models.keys()


@pytest.mark.parametrize(
    "said",
    [
        {"pub_status": "canceled"},  # the model takes names as they are in Python, too
        {"newer": {"than": "this reader"}},
        {"urgency": "3"},
        {"versionCreated": "2026-03-12T09:00Z"},
    ],
)
def test_what_only_the_model_takes_is_read_by_the_model(said):
    """A twin that passed over a status would publish a story that was recalled."""
    record = orjson.dumps(BARE | said)
    found = read(Story, record)
    assert isinstance(found, Story)
    assert found == Story.model_validate_json(record)
    assert written(found) == found.to_json()


@pytest.mark.parametrize("record", [b"", b"{", b"[" * 100_000, b'{"uri":"\xff"}', b"null", b"{}"])
def test_what_nobody_can_read_is_a_value_error(record):
    """Anything else would stop the worker at a stranger's record."""
    with pytest.raises(ValueError, match="validation error"):
        read(Story, record)


def test_a_twin_has_the_properties_and_types_of_its_model():
    """The stages ask either for the same, whatever they got."""
    found = read(EnrichedStory, FULL.to_json())
    assert (found.headline, found.body) == (FULL.headline, FULL.body)
    assert found.pub_status is PubStatus.USABLE
    assert found.version_created == FULL.version_created


def test_a_twin_can_be_made_and_changed():
    """An enriched story is a normalised one with more in it; who holds the first keeps it."""
    extension = maker(EnrichedExtension)(source=Source(sha256="0"))
    story = maker(EnrichedStory)(uri="urn:x:1", koreawire=extension)
    more = changed(story, koreawire=changed(extension, desks=("economy",)))
    assert orjson.loads(written(more))["koreawire"]["desks"] == ["economy"]
    assert "desks" not in orjson.loads(written(story))["koreawire"]


def test_a_model_that_asks_more_than_types_has_no_twin():
    """What msgspec cannot tell must not go unasked."""
    with pytest.raises(TypeError):
        twin(RawItem)
