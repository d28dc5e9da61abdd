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
