"""Reuters' copy: tags before the headline, trash lines, bullets, sign-offs, withdrawals."""

import pytest
from tests.support.reading import read, read_as, story

BODY = "The harbour reopened on Thursday after a week of storms, its master told reporters."
LEAD = f"SEOUL, Nov 3 (Reuters) - {BODY}"


@pytest.mark.parametrize(
    ("dateline", "located", "credit"),
    [
        ("SEOUL, Nov 3 (Reuters) - ", "Seoul", ("Reuters",)),
        ("Jan 30 (Reuters) - ", None, ("Reuters",)),
        ("Jan 3 (OPTA) - ", None, ("OPTA",)),
        ("Jan 30 (Gracenote) - ", None, ("Gracenote",)),
        ("BAGHDAD (Reuters) - ", "Baghdad", ("Reuters",)),
    ],
)
def test_a_dateline_may_lack_its_city_or_bear_a_partners_name(dateline, located, credit):
    """Tables come from data partners under Reuters' form."""
    found = read_as(f"Harbour reopens\n\n{dateline}{BODY}")
    assert (found.body, found.located, found.credit) == (BODY, located, credit)


@pytest.mark.parametrize(
    ("tag", "action", "seq"),
    [
        ("UPDATE 2-", "update", 2),
        ("WRAPUP 1-", "update", 1),
        ("CORRECTED-", "correct", None),
        ("REFILE-", "refile", None),
        ("REFILE-UPDATE 3-", "refile", 3),
        ("RPT-", "repeat", None),
        ("NEWSBREAK-", "alert", None),
    ],
)
def test_a_tag_before_the_headline_is_what_the_item_does(tag, action, seq):
    """The tag is no part of the headline, or each version would look like another story."""
    found = read_as(f"{tag}Harbour reopens after storms\n\n{LEAD}")
    assert (found.headline, found.action, found.seq) == (
        "Harbour reopens after storms",
        action,
        seq,
    )


def test_a_topic_before_the_headline_is_none():
    """`PRECIOUS-` and `SOCCER-` name a subject."""
    found = read_as(f"PRECIOUS-Gold rises as the dollar slips\n\n{LEAD}")
    assert (found.headline, found.action) == ("PRECIOUS-Gold rises as the dollar slips", "new")


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("(Adds comment, detail)", "update"),
        ("(In Nov. 2 story, corrects last paragraph to say three ships, not four)", "correct"),
    ],
)
def test_a_trash_line_is_a_note_for_editors(line, action):
    """It says what changed, and is never published."""
    found = story(f"UPDATE 1-Harbour reopens after storms\n\n{line}\n\n{LEAD}")
    assert found.body == BODY
    assert line.strip("()") in found.ed_note
    assert found.koreawire.revision.action == action


def test_bullets_stay_and_reporters_go_to_the_note():
    """Bullets are text; who reported and edited is not."""
    signed = "(Reporting by A Writer; Editing by B Editor and C Editor)"
    bullets = "* Harbour open again since noon, its master says"
    found = story(f"Harbour reopens after storms\n\n{bullets}\n\n{LEAD}\n\n{signed}")
    assert "Harbour open again" in found.body
    assert "Reporting by" not in found.body
    assert signed in found.ed_note


def test_points_may_stand_above_byline_and_dateline():
    """They are text; what stands between them and the lead is none."""
    points = "* Harbour open again since noon\n* Ferries sail"
    found = story(
        "UPDATE 2-Harbour reopens after storms\n(Adds details)\n"
        f"{points}\nBy A Writer and B Reporter\n{LEAD}"
    )
    assert found.body == "* Harbour open again since noon\n\n* Ferries sail\n\n" + BODY
    assert (found.by, found.located) == ("A Writer and B Reporter", "Seoul")


def test_reporters_may_follow_the_last_sentence_on_its_line():
    """NewsML-G2 of Reuters has them there."""
    signed = "(Reporting by A Writer; Editing by B Editor)"
    found = story(f"Harbour reopens after storms\n\n{LEAD} {signed}")
    assert (found.body, found.ed_note) == (BODY, signed)


def test_a_withdrawal_names_its_story_by_city_and_headline():
    """There is no id in it."""
    (kill,) = read(
        "ADVISORY: Harbour story is withdrawn\n\nThe BUSAN item headlined 'Harbour stays shut' is "
        "withdrawn. The story was transmitted in error."
    )
    assert kill.kind == "kill"
    target = kill.koreawire.revision.target
    assert (target.city, target.headline) == ("BUSAN", "Harbour stays shut")


def test_keywords_below_the_sign_off_hide_nothing():
    """The last line of a terminal's copy; the reporters stand above it."""
    below = "(Reporting by A Writer; Editing by B Editor)\n\n((a.writer@example.com;))"
    found = story(f"Harbour reopens after storms\n\n{LEAD}\n\n{below}\n\nKeywords: HARBOUR STORM/")
    assert found.body == BODY
