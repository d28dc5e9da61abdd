"""Sketches: equal words give equal keys, whatever surrounds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates.sketch import (
    LEAST_KEYS,
    MOST_CHARACTERS,
    MOST_KEYS,
    MOST_WORDS,
    Sketch,
)
from koreawire.pipeline.duplicates.text import comparable
from koreawire.pipeline.duplicates.tokens import Vocabulary

VOCABULARY = Vocabulary()
KOREAN = (
    "정부는 24일 남해안 김 양식장의 피해를 조사하기로 했다고 밝혔다. "
    "지난겨울 한파로 양식장 절반 이상이 피해를 입은 것으로 알려졌다. "
    "어민들은 무이자 대출을 요구하고 있다."
)


def of(body, headline=""):
    return Sketch(headline, body, VOCABULARY)


@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_has_a_sketch(body, headline):
    """All input is hostile; a sketch that fails stops the desk."""
    found = Sketch(headline, body, VOCABULARY)
    assert len(found.keys) <= MOST_KEYS
    assert len(found.exact) == 16
    assert list(found.shingles) == sorted(set(found.shingles.tolist()))


def test_the_sketch_is_the_same_on_every_machine():
    """Keys are written to the changelog: another hash would forget every story."""
    found = of("The minister said on Tuesday that exports would hardly suffer from the storm.")
    assert found.exact.hex() == "e2b60b7e2bc73501e6c6903ade9aeb20"
    assert found.keys[:2] == [2334726264, 238673445]


def test_case_and_punctuation_make_no_difference():
    """Outlets set headlines and quotes in styles of their own."""
    assert of("“Exports fell,” he said. " * 8).exact == of('"EXPORTS FELL" he said ' * 8).exact


def test_figures_make_a_difference():
    """Two issues of a bulletin differ in nothing else."""
    one = "The index fell 2.1 percent to 2,430 points in early trade on Monday. " * 3
    assert of(one).exact != of(one.replace("2.1", "3.1")).exact


def test_an_amount_told_rounded_shares_its_keys_but_is_not_exact():
    """A company's figures are sent as it writes them, and again in millions."""
    one = of("Net profit of the shipyard rose to 2,191,000 dollars from 17.1 mln in the quarter.")
    two = of("Net profit of the shipyard rose to 2.2 mln dollars from 17,121,000 in the quarter.")
    assert one.keys == two.keys
    assert one.exact != two.exact


def test_a_text_without_a_headline_is_headed_by_its_first_line():
    """Tables open with what they are, and when."""
    table = of("SEOUL ONIONS CLOSING - NOV 24\n\nLarge 970 up 20\n\nSmall 540 unchanged")
    assert list(table.title) == list(of("", "SEOUL ONIONS CLOSING - NOV 24").title)
    assert table.lines == []  # it is not found by that: market lists of a day all begin alike
    assert len(of("Onions were dear.\n\nA kilo fetched 970 won.").title) == 0


def test_a_short_body_is_exact_only_with_its_headline():
    """`Details to follow` is the body of many stories."""
    assert (
        of("Details to follow.", "Fire in Daejeon").exact != of("Details to follow.", "Rain").exact
    )


@pytest.mark.parametrize("word", ["a", "Wando", "완도"])
def test_of_a_long_text_only_so_much_is_compared_but_all_has_to_be_equal(word):
    """A text of megabytes must not hold a worker up, nor a change at its end get lost."""
    text = " ".join(f"{word}{number}" for number in range(2 * MOST_CHARACTERS))
    one, same, other = of(text), of(text.replace(" ", "\n")), of(text + " and more")
    assert len(one.words) <= MOST_WORDS
    assert one.size == MOST_CHARACTERS
    assert one.exact == same.exact != other.exact
    assert one.keys == other.keys


def test_korean_is_compared_without_spaces():
    """Spacing is a matter of house style there."""
    assert (
        of(KOREAN).shingles.tolist()
        == of(KOREAN.replace("양식장 절반", "양식장절반")).shingles.tolist()
    )


def test_a_brief_has_enough_keys_to_be_found():
    """One shingle in eight of seventeen would be two, and two have to be shared."""
    words = "Two ships collided off the port of Busan early on Monday in thick fog, a coast guard "
    words += "officer told the Herald."
    assert len(of(words).keys) == LEAST_KEYS


@pytest.mark.parametrize(
    "body",
    [
        "SEOUL, Nov. 24 (Yonhap) -- The rain will go on.",
        "AMSTERDAM (ANP) - The rain will go on.",
        "WASHINGTON, March 19 - The rain will go on.",
        "The rain will go on.\n/ritzau/",
        "The rain will go on. Reuter",
        "The rain will go on. (Reporting by Jane Doe; Editing by John Roe)",
    ],
)
def test_datelines_and_sign_offs_are_no_part_of_the_story(body):
    """They differ between copies of one text."""
    assert comparable(body) == "The rain will go on."


@pytest.mark.parametrize(
    "body", ["(" * 5_000, "Mon, " * 5_000, "a@" * 5_000, "=연합뉴스) " * 2_000]
)
def test_hostile_texts_take_no_time(body):
    """Every pattern is bounded: no text makes it backtrack for seconds."""
    assert isinstance(comparable(body), str)
