"""Lines are tidy and know where they came from."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.lines import Places, split
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.readers.plain import paragraphs


def test_decomposed_hangul_is_composed():
    """A Mac writes file names, and then texts, in NFD; a gazetteer knows NFC."""
    (line,) = split(unicodedata.normalize("NFD", "서울"), DEFAULT)
    assert line.text == "서울"


def test_soft_hyphens_and_odd_spaces_are_gone():
    """They cut words in two for every matcher after this one."""
    (line,) = split("Noord-Ko\u00adrea\u200b vuurt\u00a0 \u2009raket af", DEFAULT)
    assert line.text == "Noord-Korea vuurt raket af"


def test_every_line_end_ends_a_line():
    """Mac, Windows, Unix and the separators of Unicode."""
    assert [line.text for line in split("a\r\nb\rc\u2028d\ne", DEFAULT)] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]


def test_a_blank_line_is_remembered():
    """It is what keeps paragraphs of wrapped text apart."""
    assert [line.after_blank for line in split("a\nb\n\nc", DEFAULT)] == [False, False, True]


def test_wrapped_copy_is_joined_whatever_ends_its_lines():
    """Old Macs wrote carriage returns alone; their copy is wrapped like any other."""
    line = "The government of the republic said on Monday that it would go on"
    unix = paragraphs("\n".join([*[line] * 6, "", *[line] * 6]), DEFAULT)
    mac = paragraphs("\r".join([*[line] * 6, "", *[line] * 6]), DEFAULT)
    assert mac == unix
    assert [one.text for one in unix] == [" ".join([line] * 6)] * 2


@given(st.text())
def test_positions_hold_for_any_text(text):
    """A line's text begins with the character its position points to, tidied or not."""
    for line in split(text, DEFAULT):
        assert 0 <= line.start < line.end <= len(text)
        assert line.text == line.text.strip()
        assert "\n" not in line.text
        assert unicodedata.is_normalized("NFC", line.text)


def test_a_search_that_finds_nothing_ends():
    """A page of pieces that markup hides is read in a second, not in a minute."""
    places = Places("x" * 1_000_000)
    for _ in range(20_000):
        assert places.find("a&b", 7) == 7
    assert places.find("x", 3) == 3


def test_what_stands_in_the_source_is_found_behind_what_does_not():
    """A position tells which characters a mention came from."""
    places = Places("one &amp; two three")
    assert [places.find("one & two", 0), places.find("three", 0)] == [0, 14]
