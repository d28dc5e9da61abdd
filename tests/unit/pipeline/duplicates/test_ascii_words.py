"""Words found as arrays are the words found one by one."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from koreawire.pipeline.duplicates import ascii_words
from koreawire.pipeline.duplicates.ascii_words import AsciiWords
from koreawire.pipeline.duplicates.tokens import CODE, WORD

LETTERS = "aBz09.,:/_- \n\t\x00\x1c\x7f'"


def numbered() -> tuple[AsciiWords, dict[str, int]]:
    """Words that are numbered as they are met first, and their numbers."""
    numbers: dict[str, int] = {}
    return AsciiWords(lambda word: CODE.pack(numbers.setdefault(word, len(numbers)))), numbers


@given(st.lists(st.text(alphabet=LETTERS), min_size=1))
@example(["1,000.5", "1.2.3.4.5", ".5", "a..5", "10:30", "1,", "5./5"])
@example(["w" * 8, "w" * 9, "w" * 16, "w" * 17, "w" * 18, "w" * 16])
def test_words_are_those_of_the_pattern(texts):
    """Also a second time, when the table has them, and those that are too long for it."""
    words, numbers = numbered()
    for text in [*texts, " ".join(texts), *texts]:
        codes = words.codes(text).tolist()
        assert codes == [numbers[word] for word in WORD.findall(text)]


def test_words_that_share_a_place_keep_their_codes():
    """Many more words than places: what pushed another out must not answer for it."""
    words, numbers = numbered()
    text = " ".join(map(str, range(2 << ascii_words.SLOTS_BITS)))
    for _ in range(2):
        assert words.codes(text).tolist() == list(map(numbers.get, text.split()))
