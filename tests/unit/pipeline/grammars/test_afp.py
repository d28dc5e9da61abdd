"""AFP's copy: dated datelines in three languages, slugs with forms, initials, menus."""

import pytest
from tests.support.reading import read, read_as, story

BODY = "The harbour reopened on Thursday after a week of storms, its master told reporters."


@pytest.mark.parametrize(
    ("line", "located"),
    [
        ("BUSAN, March 12, 2026 (AFP) - ", "Busan"),
        ("Paris, 21 jan 2019 (AFP) -", "Paris"),
        ("Seoul (AFP) ", "Seoul"),
    ],
)
def test_datelines_differ_by_service(line, located):
    """English has a year, French no blank behind the dash, German no dash."""
    found = read_as(f"Harbour reopens after storms\n\n{line}{BODY}")
    assert (found.body, found.located, found.credit) == (BODY, located, ("AFP",))


@pytest.mark.parametrize(
    ("slug", "action", "seq"),
    [
        ("SKorea-harbour-storm,lead", "update", 1),
        ("SKorea-harbour-storm,2ndlead", "update", 2),
        ("SKorea-harbour-storm,3rdlead", "update", 3),
        ("SKorea-harbour-storm,WRAP", "update", None),
        ("SKorea-harbour-storm", "new", None),
    ],
)
def test_the_form_behind_the_slug_is_the_version(slug, action, seq):
    """AFP marks versions in the slug, not in the headline."""
    found = story(f"{slug}\nHarbour reopens after storms\n\nBUSAN, March 12, 2026 (AFP) - {BODY}")
    revision = found.koreawire.revision
    assert found.slugline == slug
    assert (revision.action if revision else "new", revision.seq if revision else None) == (
        action,
        seq,
    )


def test_initials_close_the_story():
    """Of writers and desks, divided by slashes."""
    text = f"Harbour reopens after storms\n\nBUSAN, March 12, 2026 (AFP) - {BODY}\n\nab/de/dl/hmw"
    assert read_as(text).body == BODY


@pytest.mark.parametrize("line", ["-- TOP STORIES --", "Duty Editor: A Person Tel: 555 0100"])
def test_a_menu_is_an_advisory(line):
    """Lists of what comes are for editors."""
    (found,) = read(f"{line}\n\nSKorea-harbour-storm\nWe will send 400 words by 1000 GMT.")
    assert found.kind == "advisory"


def test_a_small_byline_and_what_is_added_stand_above_the_dateline():
    """AFP writes `by` small; what it adds ends with slashes."""
    found = story(
        "SKorea-harbour-storm,2ndlead\n     Harbour reopens after storms\n    by Hong Gildong\n"
        f"   ATTENTION - ADDS quotes ///\n   BUSAN, March 12, 2026 (AFP) - {BODY}"
    )
    assert (found.headline, found.by, found.body) == (
        "Harbour reopens after storms",
        "Hong Gildong",
        BODY,
    )
    assert found.koreawire.revision.note == "ADDS quotes"
