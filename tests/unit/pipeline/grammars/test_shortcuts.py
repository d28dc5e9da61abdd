"""Shortcuts: what is asked first of a line must never hide what the slow way would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.ages import AGE, ages_in
from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.grammars.openings import openings, opens_story
from koreawire.pipeline.grammars.signoff import is_sign_off, sign_offs

PIECES = (
    "SEOUL (AP) -- ", "AMSTERDAM (ANP) - ", "dpa - ", "KØBENHAVN /ritzau/ - ",
    "MOSCOW, March 5. /TASS/. ", "(서울=연합뉴스) 홍길동 기자 = ", "KUALA LUMPUR 1996-08-22",
    "the talks went on", "Reuter", "(END)", " (END)", "kbd/jk", "editor@news.example", "-30-",
    "Copyright 2020", "EFE", "dpa jk kb", " ", ".", "Hun", "3 hours ago", "12 uur geleden",
    "OSAKA, Japan, Dec. 9 Kyodo - ", "LIMA", ")", "-", "Updated: ", " 5분 전",
    "een dag geleden", "ago", "March 3",
)  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)


@given(st.lists(LINES, max_size=8))
def test_lines_asked_together_are_the_lines_asked_alone(lines):
    """Wrapped copy is asked as a whole, everything else line by line."""
    assert sign_offs(lines) == [n for n, line in enumerate(lines) if is_sign_off(line)]
    assert openings(lines) == [n for n, line in enumerate(lines) if opens_story(line)]


@given(LINES)
def test_what_follows_a_dateline_far_below_does_not_change_it(line):
    """A paragraph is only read as far as a dateline and what follows it can reach."""
    long = f"{line} {'The minister said so on Monday. ' * 20}"
    assert dateline(long) == dateline(f"{long}And more.")


@given(LINES)
def test_ages_are_found_wherever_the_whole_line_has_them(line):
    """Ages are sought before their endings alone: no ending, however close, hides another."""
    assert [one.span() for one in ages_in(line)] == [one.span() for one in AGE.finditer(line)]
