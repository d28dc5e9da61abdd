"""Subjects: what the agency said, what its codes map to, and what the words say."""

import pytest
from tests.support.enriched import story

from koreawire.pipeline.subjects import MEDIA_TOPIC, Subjects, vocabulary
from koreawire.schemas.story import Concept

SUBJECTS = Subjects()


def codes(headline, body="", language="en", **more):
    return {
        (concept.uri or "").removeprefix(MEDIA_TOPIC)
        for concept in SUBJECTS.of(story(headline, body, language, **more))
    }


@pytest.mark.parametrize(
    ("headline", "language", "code"),
    [
        ("Parliament impeaches: ruling party loses election", "en", "11000000"),
        ("Verkiezingen: oppositie wint in het parlement", "nl", "11000000"),
        ("Landsholdet vandt VM-kvartfinalen i fodbold", "da", "15000000"),
        ("경찰, 사기 혐의로 3명 구속", "ko", "02000000"),
        ("코스피 급등…외국인 순매수", "ko", "04000000"),
        ("Earthquake and tsunami: rescuers search", "en", "03000000"),
    ],
)
def test_the_words_of_a_headline_say_its_subject(headline, language, code):
    """Desks are chosen by subject."""
    assert code in codes(headline, language=language)


def test_a_story_without_evidence_has_no_subject():
    """A wrong subject sends a story to a wrong desk; none is better."""
    assert codes("A quiet afternoon", "Nothing happened.") == set()


def test_weak_words_alone_are_no_evidence():
    """A president is in every kind of news."""
    assert "11000000" not in codes("President eats fish", "The president ate fish.")


@pytest.mark.parametrize(
    ("carried", "code"),
    [
        (Concept(literal="subj:15054000"), "15000000"),
        (Concept(uri="http://cv.iptc.org/newscodes/subjectcode/04000000"), "04000000"),
        (Concept(literal="f"), "04000000"),
    ],
)
def test_codes_that_the_item_carries_are_mapped(carried, code):
    """The agency's own word counts, in today's vocabulary."""
    found = SUBJECTS.of(story("X", subjects=(carried,)))
    assert found[0] == carried
    assert MEDIA_TOPIC + code in {concept.uri for concept in found}


def test_a_hostile_code_is_passed_on_and_maps_to_nothing():
    """What an item carries is input."""
    carried = (Concept(literal="99999999"), Concept(literal=""), Concept(name="x"))
    assert SUBJECTS.of(story("X", subjects=carried)) == carried


def test_names_and_codes_are_one_to_one():
    """Two lists for one code would count twice."""
    found = vocabulary()
    assert len(set(found.codes.values())) == len(found.codes)
    assert set(found.carried.values()) <= set(found.names)


@pytest.mark.parametrize(
    ("headline", "body", "language", "wrong"),
    [
        ("창원 아파트 화재로 3명 부상", "아파트에서 불이 나 주민들이 대피했다.", "ko", "04000000"),
        ("북한, 미사일 발사", "합참은 북한이 쏜 미사일의 궤도를 분석하고 있다.", "ko", "13000000"),
        ("Noord-Korea vuurt raket af", "De raketlancering was de derde.", "nl", "13000000"),
    ],
)
def test_where_it_happened_or_what_flew_is_not_the_subject(headline, body, language, wrong):
    """A fire in a flat is no matter of money, a missile test none of science."""
    found = codes(headline, body, language)
    assert wrong not in found
    assert found


def test_what_flats_cost_is_economy():
    """The price is the subject, not the building."""
    assert "04000000" in codes("서울 아파트값 3주째 올라", language="ko")
