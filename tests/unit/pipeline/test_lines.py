"""Lines are tidy and know where they came from."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.lines import split


def test_decomposed_hangul_is_composed():
    """A Mac writes file names, and then texts, in NFD; a gazetteer knows NFC."""
    (line,) = split(unicodedata.normalize("NFD", "서울"))
    assert line.text == "서울"


def test_soft_hyphens_and_odd_spaces_are_gone():
    """They cut words in two for every matcher after this one."""
    (line,) = split("Noord-Ko\u00adrea\u200b vuurt\u00a0 \u2009raket af")
    assert line.text == "Noord-Korea vuurt raket af"


def test_every_line_end_ends_a_line():
    """Mac, Windows, Unix and the separators of Unicode."""
    assert [line.text for line in split("a\r\nb\rc\u2028d\ne")] == ["a", "b", "c", "d", "e"]


def test_a_blank_line_is_remembered():
    """It is what keeps paragraphs of wrapped text apart."""
    assert [line.after_blank for line in split("a\nb\n\nc")] == [False, False, True]


@given(st.text())
def test_positions_hold_for_any_text(text):
    """A line's text begins with the character its position points to, tidied or not."""
    for line in split(text):
        assert 0 <= line.start < line.end <= len(text)
        assert line.text == line.text.strip()
        assert "\n" not in line.text
        assert unicodedata.is_normalized("NFC", line.text)
