"""Language: the tag a story gets, and when it gets none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koreawire.pipeline.language import tagger
from koreawire.pipeline.language_sample import is_boilerplate

SENTENCES = {
    "nl": "De minister heeft gisteren gezegd dat er geen nieuwe gesprekken met Pyongyang komen.",
    "en": "The minister said on Tuesday that no further talks with Pyongyang were planned.",
    "da": "Ministeren sagde tirsdag, at der ikke er planlagt flere møder med styret i Pyongyang.",
    "nb": "Statsråden sa tirsdag at det ikke er planlagt flere møter med regimet i Pyongyang.",
    "nn": "Statsråden sa tysdag at det ikkje er planlagt fleire møte med regimet i Pyongyang.",
    "af": "Die minister het gister gesê dat daar nie nuwe gesprekke met Pyongyang sal wees nie.",
    "ko": "장관은 화요일 북한과 추가 회담을 계획하고 있지 않다고 말했다.",
    "ja": "大臣は火曜日、平壌との追加協議は予定していないと述べた。",
    "zh": "部长星期二说，目前没有与平壤举行更多会谈的计划。",
}

COOKIES = "We use cookies and share personal data with our partners. Accept all | Manage settings."


@pytest.mark.parametrize(("tag", "sentence"), SENTENCES.items())
def test_a_sentence_is_tagged_with_its_language(tag, sentence):
    """Danish beside Norwegian and Dutch beside Afrikaans are where models go wrong."""
    assert tagger().tag("", sentence).tag == tag


@pytest.mark.parametrize(
    "junk",
    ["", "   \n", "OK", "https://example.com/a/b?c=1", "<p class='x'></p>", "😀🎉", "12:30 – 14"],
)
def test_what_is_no_text_has_no_language(junk):
    """A guess at a ticker or an address sends the item to the wrong desk."""
    assert tagger().tag("", junk).tag == "und"


def test_half_a_page_of_furniture_does_not_make_a_dutch_story_english():
    """Scrapers bring cookie notices along; the story decides."""
    body = "\n\n".join([COOKIES, SENTENCES["nl"], COOKIES, COOKIES])
    assert is_boilerplate(COOKIES)
    assert tagger().tag("", body).tag == "nl"


@pytest.mark.parametrize("line", ["Læs også: Kim i Seoul", "LÆS OGSÅ", "무단전재 및 재배포 금지"])
def test_furniture_is_known_in_capitals_and_in_any_script(line):
    """Danish pages shout theirs."""
    assert is_boilerplate("Kim Jong-un", line)
    assert not is_boilerplate("Kim Jong-un", line[:3])


def test_latin_names_do_not_make_a_korean_story_english():
    """Korean copy spells company names in Latin script."""
    body = (
        "Samsung Electronics Co. SK hynix 장관은 북한과 회담을 계획하지 않는다고 말했다. (Yonhap)"
    )
    assert tagger().tag("", body).tag == "ko"


def test_a_declared_language_is_evidence_and_not_truth():
    """Feeds declare the language of the house for every item."""
    assert tagger().tag("", SENTENCES["da"], declared="en").tag == "da"
    assert tagger().tag("", SENTENCES["da"], declared="en").declared == "en"


def test_paragraphs_are_tagged_each_alone():
    """A mixed item says of each paragraph what it is."""
    tags = tagger().paragraphs("\n\n".join([SENTENCES["nl"], SENTENCES["ko"]]))
    assert [tag.tag for tag in tags] == ["nl", "ko"]


def test_langdetect_gives_the_same_answer_every_time():
    """It draws random numbers unless seeded; a redelivered item must not change."""
    verdicts = {tagger("langdetect").tag("", SENTENCES["da"]).reliability for _ in range(5)}
    assert len(verdicts) == 1
    assert tagger("langdetect").tag("", SENTENCES["da"]).tag == "da"


def test_an_unknown_backend_is_refused_by_name():
    """The setting's mistake is told at start, not at the first story."""
    with pytest.raises(ValueError, match="'fasttext'"):
        tagger("fasttext")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_gets_a_tag_and_always_the_same(headline, body):
    """Input is hostile: lone surrogates, controls and empty lines included."""
    first = tagger().tag(headline, body)
    assert first == tagger().tag(headline, body)
    assert 0 <= first.reliability <= 1
