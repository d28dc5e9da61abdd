"""What one item may ask for is bounded, and every bound can be set."""

from __future__ import annotations

import time
from dataclasses import fields

import orjson
import pytest

from koreawire.agents.settings import Settings
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.ledger.memory import MOST_STORIES
from koreawire.pipeline.readers.limits import DEFAULT, Limits
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics

SECONDS = 4  # twice what the longest text takes on a busy machine; quadratic takes minutes


NITF = "<nitf><body><body.content><block><p>{}</p></block></body.content></body></nitf>"


@pytest.fixture(scope="module")
def flow():
    return Flow(build(Options()).values())


def run(flow, payload, content_type="text/plain", **more):
    flow.forget()
    item = {"provider": "x", "itemId": "1", "payload": payload, "contentType": content_type}
    return list(flow.run(None, orjson.dumps({**item, **more}), {}))


def test_every_limit_is_a_setting_with_the_same_default():
    """What is documented is what holds."""
    assert Settings().limits() == DEFAULT
    changed = Settings(
        max_record_bytes=1_048_576,
        max_document_bytes=65_536,
        max_text_characters=1_000,
        max_text_lines=1_000,
        max_item_stories=1,
        max_xml_depth=10,
        max_html_depth=10,
        max_html_nodes=1_000,
        max_json_depth=4,
        max_mail_depth=1,
        max_mail_parts=1,
        max_mentions=1,
    ).options()
    for field in fields(Limits):
        assert getattr(changed.limits, field.name) != getattr(DEFAULT, field.name), field.name


@pytest.mark.parametrize(
    ("payload", "content_type", "limits", "said"),
    [
        ("Seoul said so. " * 9_000, "text/plain", {"document_bytes": 65_536}, "limit of 65536"),
        ("Seoul said so. " * 100, "text/plain", {"text_characters": 1_000}, "1000"),
        ("Seoul\n" * 2_000, "text/plain", {"text_lines": 1_000}, "limit of 1000"),
        ("<p>Seoul" * 2_000, "text/html", {"text_lines": 1_000}, "more than 1000 blocks"),
        ("<a>" * 12 + "</a>" * 12, "application/xml", {"xml_depth": 10}, "nested more than 10"),
        (NITF.format("Seoul. " * 150), "application/nitf+xml", {"text_characters": 1_000}, "1050"),
        ("<p>x</p>" * 2_000, "text/html", {"html_nodes": 1_000}, "more than 1000 nodes"),
        ('{"a":' * 9 + "1" + "}" * 9, "application/json", {"json_depth": 4}, "nested more than 4"),
        ('{"a":' * 9_000 + "1" + "}" * 9_000, "application/json", {}, "nested more than 64"),
    ],
)
def test_beyond_a_limit_is_a_dead_letter_that_names_it(payload, content_type, limits, said):
    """An operator who sees the number knows which setting to raise."""
    normalise = build(Options(limits=Limits(**limits)), only=("normalise",)).values()
    (parked,) = run(Flow(normalise), payload, content_type)
    assert parked.topic == topics.DEAD_LETTER.name
    assert said in parked.headers[headers.DLT_REASON].decode()


def test_the_window_holds_no_more_stories_than_set():
    """What a worker takes of memory is bounded by a number, not by the news of the day."""
    options = Settings(max_window_stories=1_000).options()
    ledger = build(options, only=("deduplicate",))["deduplicate"].ledger
    assert ledger.memory._expiry._most_stories == 1_000
    assert Settings().max_window_stories == MOST_STORIES


def test_mentions_are_cut_off_and_the_story_goes_on():
    """A list of every member of parliament is news."""
    flow = Flow(build(Options(limits=Limits(mentions=3))).values())
    outputs = run(flow, "South Korea said Seoul and Busan and Daegu and Incheon agreed. " * 9)
    (enriched,) = [orjson.loads(o.value) for o in outputs if o.topic == topics.ENRICHED.name]
    assert len(enriched["koreawire"]["mentions"]) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "President Lee Jae Myung met Kim Jong Un in Seoul on Monday, Samsung said (AFP). ",
        "이재명 대통령은 21일 서울에서 김정은 국무위원장과 만났다고 삼성전자가 밝혔다. ",
        "De Zuid-Koreaanse president Lee Jae-myung sprak in Seoul met Kim. ",
        "Kim Kim Kim Park Lee ",
        "김 김 김 문 대통령 ",
        "中日美北 ",
    ],
)
def test_the_longest_text_takes_a_second_not_a_minute(flow, sentence):
    """Names found before must not make the next one dearer: a list of names stops the desk."""
    text = (sentence * (DEFAULT.text_characters // len(sentence)))[: DEFAULT.text_characters]
    started = time.process_time()
    outputs = run(flow, text)
    assert outputs[-1].topic != topics.DEAD_LETTER.name
    assert time.process_time() - started < SECONDS
