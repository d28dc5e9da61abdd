"""Word lists find words, not letters that happen to be in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.words import LONGEST, Words, parse

LATIN = {
    "list": {"en": ["north", "k-pop", "korea*", "*land", "u.s.", "é", "south korea", "'t", "3g*"]},
    "other": {"en": ["k-pop*", "k pop", "korean", "land"]},
}
PIECES = [
    *LATIN["list"]["en"],
    *LATIN["other"]["en"],
    "Korea",
    "KOREAN",
    "한국",
    " ",
    "-",
    "’",
    "É",
]
LETTERS = st.characters(codec="utf-16", exclude_characters="İ", max_codepoint=0xD7FF)


def found(words, text, language="en"):
    places = sorted(place for places in words.find(text, language).values() for place in places)
    return [text[start:end] for start, end in places]


def test_a_word_is_not_found_inside_another():
    """The "won" in "wonder" is no money."""
    words = Words({"money": {"en": ["won", "bank*"]}})
    assert found(words, "A wonder: 5 won in banking") == ["won", "bank"]


def test_a_word_counts_in_its_own_language_only():
    """Dutch "won" is a victory."""
    words = Words({"money": {"en": ["won"], "*": ["kospi"]}})
    assert found(words, "won kospi", "nl") == ["kospi"]
    assert found(words, "won kospi", "xx") == ["kospi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("경찰이 왔다", ["경찰"]),
        ("서울경찰청", []),
        ("비가 온다", ["비"]),
        ("비상사태", []),
        ("美증시 급락", ["美"]),
    ],
)
def test_korean_words_may_carry_particles(text, expected):
    """Particles are written to the noun; one syllable is too little to go on alone."""
    words = Words({"list": {"ko": ["경찰", "비", "美"]}})
    assert found(words, text, "ko") == expected


def test_the_longest_word_of_a_list_wins_and_lists_do_not_disturb_each_other():
    """A count must not rise because a list also holds a part of the word."""
    words = Words({"a": {"en": ["south", "south korea"]}, "b": {"en": ["korea"]}})
    assert words.find("South Korea", "en") == {"a": [(0, 11)], "b": [(6, 11)]}


def test_text_that_grows_in_lower_case_keeps_its_positions():
    """A Turkish dotted capital I is two characters in lower case."""
    words = Words({"list": {"en": ["seoul"]}})
    assert found(words, "İİİ seoul") == ["seoul"]


@given(st.text(max_size=300))
def test_hits_lie_within_any_text(text):
    """Positions are used to cut the text for the reasons."""
    words = Words({"list": {"ko": ["가", "나다", "*a*", "i"], "*": ["1"]}})
    for start, end in words.find(text, "ko").get("list", ()):
        assert 0 <= start < end <= len(text)


def test_a_megabyte_is_read_to_a_limit():
    """Time must stay bounded on hostile input."""
    words = Words({"list": {"en": ["korea"]}})
    assert words.find("x" * LONGEST + " korea", "en") == {}


def test_a_list_file_has_sections_and_comments():
    """The format a person edits."""
    text = "# why\nall\n[en]\none, two words  # note\n[ko]\n하나,\n둘\n"
    assert parse(text) == {"*": ("all",), "en": ("one", "two words"), "ko": ("하나", "둘")}


@given(st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=3), max_size=12).map("".join))
def test_words_at_folded_edges_are_those_at_edges(text):
    """The fast way to look for Latin words must be no other way of finding them."""
    plain = Words(LATIN | {"hangul": {"en": ["강"]}}).find(text, "en")  # a list that is not folded
    plain.pop("hangul", None)
    assert Words(LATIN).find(text, "en") == plain


def test_an_emoji_moves_no_place():
    """Characters beyond the first plane are two units elsewhere."""
    words = Words({"list": {"en": ["seoul"]}})
    assert words.find("🚀 Seoul🚀", "en") == {"list": [(2, 7)]}
