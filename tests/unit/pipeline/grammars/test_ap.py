"""AP's copy: ANPA 1312 with marked lines, Writethrus, alerts, kills by slug and number."""

import pytest
from tests.support.reading import read, read_as, story

TEXT = (
    "\tBUSAN, South Korea (AP) _ The harbour of Busan reopened Thursday after\r\n"
    "a week of storms, officials said.\r\n\tShips had waited since Monday.\r\n"
)


def message(*marked: str, priority: str = "r", text: str = TEXT) -> bytes:
    """A message as the line carries it: header, lines marked ^ and <, text."""
    lines = "".join(f"{line}\r\n" for line in marked)
    head = f"a1234 US ASIA\r\n{priority} i \x13\x11 BC-AS-SKorea-Harbour 03-12 0123\r\n"
    return f"\x16\x16\x01{head}\x02{lines}{text}\x03AP-WF-03-12-26 0930GMT<\r\n".encode()


def test_marked_lines_are_slug_headline_notes_and_byline():
    """Each ends with `<`; the byline's with an equals sign."""
    found = story(
        message(
            "^BC-AS--SKorea-Harbour, 1st Ld-Writethru,123<",
            "^Harbour of Busan reopens<",
            "^Eds: Updates. With AP Photos.<",
            "^By A WRITER=",
            "^Associated Press Writer=",
        )
    )
    assert found.headline == "Harbour of Busan reopens"
    assert found.slugline.startswith("BC-AS--SKorea-Harbour")
    assert found.by == "A WRITER"
    assert "With AP Photos" in found.ed_note
    assert found.located == "Busan"
    assert found.body == (
        "The harbour of Busan reopened Thursday after a week of storms, officials said."
        "\n\nShips had waited since Monday."
    )


@pytest.mark.parametrize(("slug", "seq"), [("1st Ld-Writethru", 1), ("3rd Ld-Writethru", 3)])
def test_writethru_is_the_version(slug, seq):
    """It replaces the story, which keeps its slug."""
    found = story(message(f"^BC-AS--SKorea-Harbour, {slug},123<", "^Harbour of Busan reopens<"))
    assert (found.koreawire.revision.action, found.koreawire.revision.seq) == ("update", seq)


def test_an_alert_has_no_headline_of_its_own():
    """Its slug says so; the line is all there is."""
    found = story(
        message(
            "^BC-AS--APNewsAlert,12<",
            priority="b",
            text="\tBUSAN, South Korea (AP) _ Harbour of Busan reopens after week of storms.\r\n",
        )
    )
    assert found.koreawire.revision.action == "alert"
    assert "Harbour of Busan reopens" in found.headline + found.body


@pytest.mark.parametrize(
    ("line", "located"),
    [
        ("BOSTON (AP) _ ", "Boston"),
        ("SALEM, Mass. (AP) _ ", "Salem"),
        ("BUSAN, South Korea (AP) -- ", "Busan"),
        ("BUSAN, South Korea (AP) — ", "Busan"),
    ],
)
def test_the_dash_is_an_underscore_on_the_line(line, located):
    """Web pages have dashes."""
    body = "The harbour reopened Thursday after a week of storms, officials said."
    found = read_as(f"Harbour reopens\n\n{line}{body}")
    assert (found.body, found.located, found.credit) == (body, located, ("AP",))


def test_a_kill_names_slug_and_number():
    """`V` and four figures: the transmission it speaks of."""
    (found,) = read(
        "Please kill the story SKorea-Harbour, V1234. The harbour has not reopened. A kill is "
        "mandatory. Make certain the story is not used."
    )
    assert found.kind == "kill"
    target = found.koreawire.revision.target
    assert (target.slug, target.transref) == ("SKorea-Harbour", "V1234")


def test_a_kill_may_quote_the_headline():
    """Then the headline is all that names the story."""
    (found,) = read(
        'ADVISORY - Kill story on a harbour\n\nPlease kill the story headlined "Harbour stays '
        'shut" that ran at 0312 GMT. There will be no substitute.'
    )
    assert (found.kind, found.koreawire.revision.target.headline) == ("kill", "Harbour stays shut")


@pytest.mark.parametrize("line", ["BC-AP News Coverage Advisory", "BC-10ThingstoKnow-Today"])
def test_advisories_are_no_stories(line):
    """They tell desks what comes."""
    (found,) = read(f"{line}\n\nHere are the stories we are watching today in Asia.")
    assert found.kind == "advisory"


@pytest.mark.parametrize(
    ("priority", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("z", 8)]
)
def test_priorities_are_urgencies(priority, urgency):
    """Flash, bulletin, urgent, regular, hold for release."""
    found = story(message("^BC-AS--SKorea-Harbour,123<", priority=priority))
    assert found.urgency == urgency


def test_a_slug_may_be_of_the_wire_that_sent_it():
    """Online the copy begins with AP-AS where the satellite had BC-AS."""
    found = story(
        "AP-AS--SKorea-Harbour, 2nd Ld-Writethru,100\nHarbour of Busan reopens\nEds: UPDATES with "
        "quotes\nBy HONG GIL-DONG\nAssociated Press\nBUSAN, South Korea (AP) -- The harbour "
        "reopened on Thursday after a week of storms, its master told reporters."
    )
    assert (found.headline, found.by) == ("Harbour of Busan reopens", "HONG GIL-DONG")
    assert found.koreawire.revision.seq == 2
    assert found.body.startswith("The harbour reopened")
