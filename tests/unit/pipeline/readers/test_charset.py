"""Bytes become the text that was written, whatever was declared."""

import pytest
from benchmarks.charsets import HOW, NINE, measure
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.readers.mojibake import LONGEST, repair

RIGHT = 0.99  # of the texts, declared rightly or not at all


@pytest.fixture(scope="module")
def counts():
    """Every sample text in nine encodings, declared in three ways."""
    return measure()


@pytest.mark.parametrize("how", ["rightly", "not at all"])
def test_the_samples_are_read_right_in_nine_encodings(counts, how):
    """A desk that trusts declarations shows question marks."""
    held, right = counts
    assert all(held[encoding, how] for encoding in NINE)
    wrong = {
        one: right[one, how] / held[one, how] for one in NINE if right[one, how] < held[one, how]
    }
    total = sum(held[one, how] for one in NINE)
    assert sum(right[one, how] for one in NINE) >= RIGHT * total, wrong


def test_a_wrong_declaration_does_little_harm(counts):
    """Servers declare their default, not what they send."""
    held, right = counts
    wrongly = HOW[1]
    total = sum(held[one, wrongly] for one in NINE)
    assert sum(right[one, wrongly] for one in NINE) >= 0.95 * total


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_utf8_says_is_believed_whatever_is_declared(text):
    """Valid UTF-8 is UTF-8; only text encoded twice is read otherwise, and says so."""
    found = decode(text.encode(), "iso-8859-1")
    assert found.repaired or found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "text",
    ["OnApp\u2019s clouds\u00a0\u00a0\r\nare open", "Jan\u00a0\u00a0Piet \u201cja\u201d zei hij"],
)
def test_two_no_break_spaces_are_no_hangul(text):
    """In CP949 they spell a syllable that nobody writes."""
    assert decode(text.encode("cp1252")).text == text


def test_quotes_set_by_a_korean_system_are_quotes():
    """Two bytes each, in an English text with nothing else beyond ASCII."""
    text = "He said \u201cyes\u201d and left \u2026"
    assert decode(text.encode("euc_kr")).text == text


def test_a_no_break_space_is_no_letter():
    """0xA0 is á in a code page of DOS, and a space everywhere else."""
    assert decode(b"and Helen\xa0Corbett in New York").text == "and Helen\u00a0Corbett in New York"


@pytest.mark.parametrize("between", [" ", "\n", ""])
def test_a_document_on_one_line_is_restored_piece_by_piece(between):
    """Markup often is one line; a search through all of it at once would hold up everybody."""
    text = f"café{between}" * LONGEST
    found = repair(text.encode().decode("latin-1"))
    assert found.count("é") >= LONGEST - 5  # without a blank, a cut may fall within one
    assert found == text or not between
