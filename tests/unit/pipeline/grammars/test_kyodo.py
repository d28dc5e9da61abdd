"""Kyodo's copy: no brackets around its name, its own closing."""

from tests.support.reading import read_as

BODY = "The harbour of Kobe reopened Thursday after a week of storms, its master said."


def test_the_name_stands_without_brackets():
    """City, country, date, Kyodo, hyphen."""
    found = read_as(f"Harbour reopens\n\nKOBE, Japan, Dec. 9 Kyodo - {BODY}")
    assert (found.body, found.located, found.credit) == (BODY, "Kobe", ("Kyodo",))


def test_its_closing_is_no_text():
    """On the last line, or a line of its own."""
    line = f"Harbour reopens\n\nKOBE, Japan, Dec. 9 Kyodo - {BODY}"
    assert read_as(f"{line} ==Kyodo").body == BODY
    assert read_as(f"{line}\n\n==Kyodo").body == BODY


def test_a_headline_may_end_with_a_plus():
    """The teletype's mark for a line that is complete."""
    text = (
        "\x01a0105KYODO and u s \x14\x12 BC-Harbour-Kobe   09-12 0344\r\n\x02BC-Harbour-Kobe\r\n"
        f"Harbour of Kobe reopens+\r\n\tKOBE, Japan, Dec. 9 Kyodo - {BODY}\r\n\x03"
    )
    assert read_as(text).headline == "Harbour of Kobe reopens"
