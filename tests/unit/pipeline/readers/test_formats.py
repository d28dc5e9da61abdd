"""One story in every format: the same headline and text, and only true fields beside them."""

from datetime import datetime

import pytest
from docs.generate.formats import FIXTURES, NAMES, filled, fixtures

HEADLINE = "Harbour of Busan reopens after storms"
BODY = (
    "The harbour of Busan reopened on Thursday after a week of storms, its master said.\n\n"
    "Ships had waited at sea since Monday, he told reporters at the harbour office."
)
MOMENTS = {
    "firstCreated": "2026-03-11T23:00:00+00:00",
    "versionCreated": "2026-03-12T00:30:00+00:00",
    "embargoedUntil": "2026-03-12T03:00:00+00:00",
}
STORIES = fixtures()


def test_every_fixture_is_on_the_page():
    """The page of formats is written from them."""
    assert {file.stem for file in FIXTURES.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_the_same_in_every_format(name):
    """No markup, no header, no note, no credit in it; paragraphs kept."""
    assert (STORIES[name].headline, STORIES[name].body) == (HEADLINE, BODY)


@pytest.mark.parametrize("name", STORIES)
def test_what_a_format_says_is_what_was_meant(name):
    """A field is left out where the format has none; it is never filled with something else."""
    said = {field: value for field, value in filled(STORIES[name]).items() if value is not None}
    assert said.get("by", "A. Writer").upper().startswith("A. WRITER")
    assert said.get("located", "Busan") == "Busan"
    assert said.get("urgency", 3) in {3, 4}  # AP's regular copy is a four
    assert said.get("version", "3") == "3"
    assert said.get("language", "en").startswith("en")
    assert (
        "quote" in said.get("edNote", "quote")
        or "A. Writer" in said["edNote"]
        or ("not for publication" in said["edNote"])
    )
    for field, moment in MOMENTS.items():
        if field in said:
            allowed = {
                datetime.fromisoformat(moment),
                datetime.fromisoformat(MOMENTS["firstCreated"]),
            }
            assert said[field] in allowed, field
