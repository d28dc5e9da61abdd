"""Automata: their encodings cost a text no name and no offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.entities.automata import Automata

# What one of the encodings does not tell from something else: a `?`, a letter that becomes one, two
# syllables of the same six bits, a smiley of four bytes, half of one.
LETTERS = "aB?Šŏé가가각한걀金😀\ud83d ·"


@given(
    names=st.lists(st.text(LETTERS, min_size=1, max_size=3), min_size=1, max_size=8, unique=True),
    text=st.text(LETTERS, max_size=40),
)
def test_every_name_is_found_where_it_stands_and_nowhere_else(names, text):
    """One character too far, and every mention of a story has the wrong surface."""
    automata = Automata(names)
    found, _ = automata.matches(text)
    places = [
        (name, at, at + len(name))
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    assert sorted((automata.names[n], start, end) for n, start, end in found) == sorted(places)


def test_letters_of_east_asia_are_told():
    """The rules for Hangul are not asked for the quotation marks of a Dutch story."""
    automata = Automata(["Seoul", "서울"])
    texts = ("Seoul?", "“Seoul” – Kim Chŏng-ŭn", "Seoul 서울?", "北")
    assert [automata.matches(text)[1] for text in texts] == [False, False, True, True]
