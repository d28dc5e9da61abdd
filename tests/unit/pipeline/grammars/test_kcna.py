"""KCNA's copy: full months, Juche dates, the end mark."""

import pytest
from tests.support.reading import read_as, story

BODY = "The harbour of Nampho opened on Thursday with due ceremony, officials present said."


@pytest.mark.parametrize("dash", ["--", "—", "–"])
def test_the_month_is_written_out(dash):
    """Mirrors set an em dash for the two hyphens."""
    found = read_as(f"Harbour opens\n\nPyongyang, July 18 (KCNA) {dash} {BODY}")
    assert (found.body, found.located, found.credit) == (BODY, "Pyongyang", ("KCNA",))


def test_the_juche_year_counts_from_1912():
    """Juche 108 is 2019; the text has no other year."""
    found = story(
        f"Harbour opens\n\nPyongyang, December 10 (KCNA) -- {BODY} -0-\n\nwww.kcna.kp "
        "(Juche108.12.10.)"
    )
    assert found.body == BODY
    assert found.koreawire.content_date == "2019-12-10"


def test_the_end_mark_is_no_text():
    """`-0-` closes the story, on its line or the last."""
    assert read_as(f"Harbour opens\n\nPyongyang, July 18 (KCNA) -- {BODY} -0-").body == BODY


KOREAN = "일군들은 물길공사를 당이 정해준 날자까지 무조건 끝낼 결의를 다짐하였다."


@pytest.mark.parametrize("between", ["\n\n", ""], ids=["own-line", "run-in"])
def test_korean_copy_names_place_day_and_agency_in_brackets(between):
    """`발` means sent from; on its line or the first of the story, below the headline."""
    found = story(f"물길공사 힘있게 추진\n\n(원산 3월 7일발 조선중앙통신){between}{KOREAN}(끝)")
    assert (found.headline, found.body) == ("물길공사 힘있게 추진", KOREAN)
    assert (found.located, found.koreawire.dateline.date) == ("원산", "--03-07")
    assert found.koreawire.credit.distributor == "KCNA"


def test_a_bracket_with_a_date_is_a_dateline_only_with_an_agency():
    """Whatever else was sent from somewhere on a day is the story's own matter."""
    copy = f"물길공사 힘있게 추진\n\n(원산 3월 7일발 급행렬차) {KOREAN}"
    assert story(copy).koreawire.dateline is None
