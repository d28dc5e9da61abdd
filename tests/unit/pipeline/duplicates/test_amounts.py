"""Large amounts in one spelling."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.amounts import AMOUNT, amounts, one_spelling


@pytest.mark.parametrize(
    ("written", "rounded"),
    [
        ("2,191,000", "2200000"),
        ("2.2 mln", "2200000"),
        ("1.500.000", "1500000"),
        ("1,5 miljoen", "1500000"),
        ("3 milliarder", "3000000000"),
        ("9.96 billion", "10000000000"),
        ("a 100-million bond", "a 100000000 bond"),
    ],
)
def test_amounts_of_a_million_and_more_are_written_alike(written, rounded):
    """Outlets of four languages write one amount in a dozen ways."""
    assert one_spelling(written) == rounded


@pytest.mark.parametrize(
    "text", ["12,345", "1,234,567.89", "x12 mln", "24.11.2025", "10.0.0.1", "two million", "7-1/2"]
)
def test_what_is_no_such_amount_stays(text):
    """Dates, prices and addresses tell stories apart to the last digit."""
    assert one_spelling(text) == text


@given(st.integers(1_000_000, 10**12 - 1))
def test_grouping_marks_make_no_difference(amount):
    """English groups with commas, Dutch and Danish with points."""
    english = one_spelling(f"{amount:,}")
    assert english == one_spelling(f"{amount:,}".replace(",", "."))
    assert abs(int(english) - amount) <= amount / 20


@given(st.text(alphabet="0123,. -\nmlnx_é"))
@example("1,234,567 and 2.2 mln-2 mln, $3 bln; 1.000.000.000")
def test_amounts_are_found_where_the_pattern_finds_them(text):
    """In ASCII by a short cut: where it may begin is looked up first."""
    told, written = amounts(text)
    found = [match[0] for match in AMOUNT.finditer(text)]
    assert told == AMOUNT.sub(lambda match: one_spelling(match[0]), text)
    assert written == [one for one in found if one_spelling(one) != one]
