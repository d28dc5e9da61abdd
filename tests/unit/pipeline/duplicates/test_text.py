"""The part of a body that tells the story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.text import (
    DATELINE,
    NOT_DENSE,
    SIGN_OFF,
    comparable,
    unspaced,
)

PIECES = st.sampled_from(
    [
        *("SEOUL, ", "March 2 ", "(Reuters) ", "(AP) -- ", "- ", "— ", "(서울=연합뉴스) ", "= "),
        *("Rain fell. ", "\n", "Reuter", "REUTERS!!", "-0-", "/ritzau/", " (END)", "a@b.kr", "ſ"),
        *("(Editing by A B)", "<Copyright>", "한국", "K.", ",", "2"),
    ]
)


@given(st.lists(PIECES).map("".join))
def test_no_dateline_or_sign_off_is_missed_by_its_mark(body):
    """The patterns are asked only where a mark of theirs is: the same is found as without."""
    found = DATELINE.match(body[:140])
    told = body[found.end() :] if found else body
    for _ in range(2):
        sign_off = SIGN_OFF.search(told, max(len(told) - 300, 0))
        told = told[: sign_off.start()] if sign_off else told
    assert comparable(body) == told.strip()


@given(st.text())
def test_letters_and_digits_stay_in_lower_case(line):
    """In ASCII by a table, else by the pattern."""
    assert unspaced(line) == NOT_DENSE.sub("", line).lower()
