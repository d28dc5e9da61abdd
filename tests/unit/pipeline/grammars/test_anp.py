"""ANP's copy: datelines with origins, bracketed versions, the letter-spaced replacement line."""

import pytest
from tests.support.reading import read_as, story

BODY = "De haven is sinds donderdag weer open voor schepen uit Azië, zegt de havenmeester."


@pytest.mark.parametrize(
    ("dateline", "located", "credit"),
    [
        ("ROTTERDAM (ANP) - ", "Rotterdam", ("ANP",)),
        ("MOSKOU (ANP/RTR) - ", "Moskou", ("ANP", "Reuters")),
        ("SAN JOSÉ (ANP/AFP/DPA) - ", "San José", ("ANP", "AFP", "dpa")),
        ("Den Helder (ANP) - ", "Den Helder", ("ANP",)),
        ("BUSAN (ANP) – ", "Busan", ("ANP",)),
    ],
)
def test_the_origins_behind_the_slash_are_whom_the_story_is_from(dateline, located, credit):
    """ANP distributed it; Reuters or AFP wrote it, and their copy is the same story."""
    found = read_as(f"Haven weer open\n\n{dateline}{BODY}")
    assert (found.body, found.located, found.credit) == (BODY, located, credit)


def test_a_figure_in_brackets_is_a_version_in_anps_copy():
    """`(2)` behind the headline is ANP's second version."""
    found = read_as(f"Haven weer open (2)\n\nROTTERDAM (ANP) - {BODY}")
    assert (found.headline, found.action, found.seq) == ("Haven weer open", "update", 2)


def test_a_figure_in_brackets_is_none_elsewhere():
    """Others end headlines with an age or a score."""
    found = read_as(f"Haven weer open (2)\n\nROTTERDAM - {BODY}")
    assert (found.headline, found.action) == ("Haven weer open (2)", "new")


def test_the_letter_spaced_line_says_which_story_is_replaced():
    """It is for editors, and names the old headline."""
    line = "N i e u w bericht, vervangt: Haven nog dicht"
    found = story(f"Haven weer open (3)\n\n{line}\n\nROTTERDAM (ANP) - {BODY}")
    assert found.koreawire.revision.action == "replace"
    assert found.body == BODY
    assert "Haven nog dicht" in found.ed_note


def test_low_quotes_stay_as_anp_sets_them():
    """`,,…''` is how ANP opens and closes; the words between are quoted, not commas."""
    body = ",,Het is veel te vroeg'', zei de havenmeester donderdag in een toelichting."
    assert read_as(f"Haven weer open\n\nROTTERDAM (ANP) - {body}").body == body
