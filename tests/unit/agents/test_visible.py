"""What a scraper sends is shown, never obeyed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.visible import visible


def test_a_terminal_escape_is_shown_as_text():
    """A headline must not be able to clear the editor's screen."""
    assert visible("Seoul\x1b[2J") == "Seoul‹U+001B›[2J"


def test_a_direction_override_is_shown_as_text():
    """U+202E would show the rest of the line backwards."""
    assert visible("Kim \u202etxt") == "Kim ‹U+202E›txt"


def test_line_breaks_become_spaces():
    """One record is one line, on the terminal and in a table."""
    assert visible(" 서울\r\n\t평양 ") == "서울 평양"


def test_joiners_stay():
    """Emoji and Indic scripts are spelled with them."""
    assert visible("👨\u200d👩") == "👨\u200d👩"


def test_a_limit_leaves_an_ellipsis():
    """A cut is seen as a cut."""
    assert visible("abcdef", 4) == "abc…"
    assert visible("abcd", 4) == "abcd"


@given(st.text())
def test_nothing_that_acts_on_the_screen_is_left(text):
    """Controls, separators and format characters, but for the soft hyphen and the joiners."""
    left = {unicodedata.category(character) for character in visible(text)}
    assert left.isdisjoint({"Cc", "Zl", "Zp", "Cs"})
