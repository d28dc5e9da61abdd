"""A row shows what a record says, whatever is in it."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.rows import clock, row
from koreawire.schemas import headers, topics

STORY = {
    "uri": "urn:koreawire:anp:1",
    "pubStatus": "usable",
    "language": "nl",
    "headlines": [{"value": "Kim \u202ereist\x1b[2J"}],
    "koreawire": {
        "desks": ["politics", "inter-korean"],
        "relevance": {"relevant": True, "score": 0.98, "reasons": ["Kim Jong-un in headline"]},
    },
}


def test_an_enriched_story_shows_when_language_headline_desks_and_why():
    """The five things a desk editor looks for, hidden characters written out."""
    found = row(
        topics.KOREA_STORIES.name,
        {headers.TIME: b"1773306000000"},
        orjson.dumps(STORY),
        0,
    )
    assert found == (
        "2026-03-12 09:00",
        "nl",
        "Kim ‹U+202E›reist‹U+001B›[2J",
        "politics, inter-korean",
        "Kim Jong-un in headline",
    )


def test_a_recalled_story_shows_its_status_and_reason():
    """It has no headline any more; the row must say why."""
    value = {"uri": "u", "pubStatus": "canceled", "koreawire": {"reason": "killed by ANP"}}
    found = row(topics.KOREA_STORIES.name, {}, orjson.dumps(value), 0)
    assert found.what == "(canceled) u"
    assert found.why == "killed by ANP"


def test_a_dead_letter_shows_stage_place_and_reason():
    """The operator sees where to look without opening the record."""
    told = {
        headers.DLT_STAGE: b"normalise",
        headers.DLT_TOPIC: b"wire.items.raw.v1",
        headers.DLT_PARTITION: b"2",
        headers.DLT_OFFSET: b"7",
        headers.DLT_REASON: b"empty payload",
    }
    found = row(topics.DEAD_LETTER.name, told, b"", 0)
    assert found[2:] == ("normalise", "wire.items.raw.v1:2:7", "empty payload")


@given(
    st.sampled_from([spec.name for spec in topics.TOPICS]),
    st.one_of(
        st.none(),
        st.binary(),
        st.recursive(
            st.none() | st.text() | st.integers(-9, 9),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(
                        ["headlines", "koreawire", "uri", "pubStatus", "relevance", "value"]
                    ),
                    inner,
                )
            ),
        ).map(orjson.dumps),
    ),
    st.integers(),
)
def test_any_value_has_a_row(topic, value, time_ms):
    """`tail` and the page must survive whatever stands on a topic."""
    assert all(isinstance(cell, str) for cell in row(topic, {}, value, time_ms))


@pytest.mark.parametrize("time_ms", [10**18, -(10**18)])
def test_a_time_outside_the_calendar_is_shown_as_a_number(time_ms):
    """`fetchedAt` is whatever a scraper sends."""
    assert clock(time_ms) == str(time_ms)
