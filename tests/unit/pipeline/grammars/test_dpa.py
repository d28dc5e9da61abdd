"""dpa's copy: IPTC 7901 with take lines, notebooks never to be published, kills by number."""

import pytest
from tests.support.reading import read, story

TEXT = (
    "Busan (dpa) - The harbour of Busan reopened on Thursday after a week\n"
    "of storms, its master told dpa.\n\n"
    "Ships had been waiting at sea since Monday.\n"
)
NOTEBOOK = (
    "\n# dpa NOTEBOOK\n\n* * * *\n\nThe following information is not for publication\n\n"
    "## dpa Contacts\n- Reporting by: A Writer\ndpa wsz jln npr\n"
)


def message(above: str, text: str = TEXT) -> bytes:
    """A message as the line carries it."""
    head = "eca00075 3 i 510    dpa 1003"
    top = f"\x01{head}\r\n\r\nS.Korea/harbour/\r\n\x02{above} =\r\n\r\n"
    return f"{top}{text}\x03131137 GMT Nov 13".encode("latin-1")


def test_the_header_says_urgency_slug_and_number():
    """Kills name the number, so it must be kept."""
    found = story(message("Harbour of Busan reopens\nBy A Writer, dpa"))
    assert (found.headline, found.urgency, found.slugline) == (
        "Harbour of Busan reopens",
        3,
        "S.Korea/harbour/",
    )
    assert found.by == "A Writer"
    assert {one.role: one.value for one in found.alt_ids}["itemNumber"] == "1003"
    assert found.body.startswith("The harbour of Busan reopened on Thursday after a week of storms")
    assert len(found.body.split("\n\n")) == 2


@pytest.mark.parametrize(
    ("lines", "action", "seq"),
    [
        ("EXTRA", "alert", None),
        ("1ST LEAD", "update", 1),
        ("2ND LEAD", "update", 2),
        ("3RD NET", "update", 3),
        ("REFILE", "refile", None),
        ("REFILE\n1ST LEAD", "update", 1),
        ("2ND LEAD\n3RD NET", "update", 3),
        ("(Achtung)", "correct", None),
    ],
)
def test_take_lines_above_the_headline_are_the_version(lines, action, seq):
    """Several may stack; none is part of the headline."""
    found = story(message(f"{lines}\nHarbour of Busan reopens"))
    revision = found.koreawire.revision
    assert found.headline == "Harbour of Busan reopens"
    assert (revision.action, revision.seq) == (action, seq)


def test_the_notebook_is_never_in_the_body():
    """Contacts and telephones are for desks alone."""
    found = story(message("Harbour of Busan reopens", TEXT + NOTEBOOK))
    assert "A Writer" not in found.body
    assert "NOTEBOOK" not in found.body
    assert "not for publication" in found.ed_note
    assert found.koreawire.credit.originators == ("dpa",)


def test_correspondents_are_a_byline():
    """`By dpa correspondents` is no second line of the headline."""
    found = story(message("Harbour of Busan reopens\nBy dpa correspondents"))
    assert (found.headline, found.by) == ("Harbour of Busan reopens", "dpa correspondents")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "KILL KILL KILL ''''' =\n\nPlease kill item dpa 157 \"Ship sinks off Busan\".",
            "kill",
        ),
        (
            "HOLD HOLD HOLD ''''' =\n\nPlease hold item dpa 157 \"Ship sinks off Busan\".",
            "hold",
        ),
    ],
)
def test_kills_and_holds_name_number_and_headline(text, kind):
    """Five bells, then what to do with which item."""
    (found,) = read(text)
    assert found.kind == kind
    target = found.koreawire.revision.target
    assert (target.item_number, target.headline) == ("157", "Ship sinks off Busan")


def test_ats_writes_the_same_form():
    """The Swiss agency ends its headline with an equals sign too, and relays AFP."""
    text = (
        "\x01bsf025 3 ec 121   ats 967\r\n\r\nSuisse\r\n\x02Le port de Bâle\r\nrouvre après la "
        "tempête = \r\n \r\n   Genève (ats afp) Le port a rouvert jeudi après une semaine de "
        "tempête,\r\na annoncé le canton.\r\n\x03"
    )
    found = story(text.encode("latin-1"))
    assert found.headline == "Le port de Bâle rouvre après la tempête"
    assert found.koreawire.credit.distributor == "ATS"
    assert found.koreawire.credit.originators == ("AFP",)
