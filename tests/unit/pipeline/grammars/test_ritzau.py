"""Ritzau's copy: RBNews with its flags, /ritzau/ under the story, dialogue dashes."""

import pytest
from tests.support.reading import read, read_as, story

BODY = "Havnen i Busan er torsdag åbnet igen efter en uge med storm, oplyser myndighederne."


def item(**fields: str) -> bytes:
    """An RBNews document, its text escaped as Ritzau escapes it."""
    said = {"headline": "Havn åbner igen", "town": "Busan", "origin": "/ritzau/", "version": "1"}
    said |= {"PublishDate": "2026-07-02T08:15:00.5", "strapline": "NU/HAVN-U", "Priority": "3"}
    said |= fields
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
    return f"<RBNews>{inside}<content>&lt;p&gt;{BODY}&lt;/p&gt;</content></RBNews>".encode()


def test_rbnews_fields_go_where_they_belong():
    """Its time has no zone: it is Copenhagen's, in July two hours ahead."""
    found = story(item())
    assert (found.headline, found.body, found.located) == ("Havn åbner igen", BODY, "Busan")
    assert (found.slugline, found.urgency, found.version) == ("NU/HAVN-U", 3, "1")
    assert found.version_created.isoformat() == "2026-07-02T08:15:00+02:00"
    assert found.koreawire.credit.distributor == "Ritzau"


@pytest.mark.parametrize(
    ("flag", "action"),
    [("Korrektion", "correct"), ("NyVersion", "update"), ("InfoFlash", "alert")],
)
def test_flags_say_what_the_item_does(flag, action):
    """With the id of what it replaces."""
    found = story(item(**{flag: "true", "replacedID": "PTP-1"}))
    assert found.koreawire.revision.action == action
    assert found.koreawire.revision.target.id == "PTP-1"


def test_a_cancelled_item_is_a_kill():
    """Annuleret: the story must not be used."""
    (found,) = read(item(Annuleret="true", replacedID="PTP-1"))
    assert found.kind == "kill"
    assert found.koreawire.revision.target.id == "PTP-1"


def test_a_flash_without_a_headline_is_a_story_without_one():
    """The element is there, and nil."""
    assert story(item(headline="")).headline == ""


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("/ritzau/", ("Ritzau",)),
        ("/ritzau/AFP", ("Ritzau", "AFP")),
        ("/ritzau/Reuters", ("Ritzau", "Reuters")),
        ("/ritzau/NDB", ("Ritzau", "NDB")),
        ("/ritzau/FINANS", ("Ritzau",)),
    ],
)
def test_the_last_line_credits(line, credit):
    """What Ritzau relayed stands behind its own name."""
    found = read_as(f"Havn åbner igen\n\n{BODY}\n\n{line}")
    assert (found.body, found.credit) == (BODY, credit)


def test_a_credit_may_follow_the_last_sentence():
    """Danish papers set it on the same line."""
    assert read_as(f"Havn åbner igen\n\n{BODY} /ritzau/").body == BODY


def test_a_dialogue_dash_is_text():
    """`- ` opens a quote, neither a list nor a dateline."""
    quote = "- Vi er meget lettede over, at skibene kan sejle igen, siger havnechefen."
    found = read_as(f"Havn åbner igen\n\n{BODY}\n\n{quote}\n\n/ritzau/")
    assert found.body == f"{BODY}\n\n{quote}"


@pytest.mark.parametrize(
    ("line", "credit"),
    [("(©NTB)", ("NTB",)), ("© Ritzau/AFP", ("Ritzau", "AFP")), ("©Ritzau", ("Ritzau",))],
)
@pytest.mark.parametrize("below", ["", "\n\nLæs også\n\nFærge sejler igen efter storm"])
def test_an_owners_line_below_the_story_credits_it(line, credit, below):
    """It looks like a page's copyright, and names an agency and nothing else."""
    found = read_as(f"Havnen er åben igen\n\n{BODY}\n\n{line}{below}")
    assert (found.body, found.credit) == (BODY, credit)


def test_a_sites_own_copyright_credits_nobody():
    """Whoever owns the page is no agency."""
    found = read_as(f"Havnen er åben igen\n\n{BODY}\n\n© Fjordposten")
    assert (found.body, found.credit) == (BODY, ())
