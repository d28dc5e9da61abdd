"""The rule: what is one story, what only looks like one."""

from __future__ import annotations

import pytest

from koreawire.pipeline.duplicates.explain import Telling, explain

LEAD = (
    "The central bank left its rate where it was on Thursday and said it would watch household "
    "debt, which has grown for seven months in a row. Two of its seven members wanted to lower it."
)
MORE = (
    " The governor told reporters that flats in the capital had become too dear for the young, and "
    "that he would rather be late than sorry. Analysts had expected the decision, a survey showed."
)
LOAN = (
    "{0} has sold bonds worth {1} million euros that run until {2} and bear {3} percent a year, "
    "its banker {4} said. Investors paid {5} percent of face value. The bonds come in pieces of a "
    "thousand euros each and will be quoted in Frankfurt from {6}. Banks that place them keep half "
    "a percent; nothing is repaid before the last day."
)


def kind(one, two, *, headlines=("Bank keeps its rate", "Bank keeps its rate"), hours=1.0, **more):
    first = Telling(headlines[0], one, 0)
    second = Telling(headlines[1], two, int(hours * 3_600_000), **more)
    found = explain(first, second).kind
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (LEAD + MORE, LEAD + MORE, "exact"),
        (LEAD + MORE, (LEAD + MORE).replace("flats", "homes"), "near"),
        (LEAD, LEAD + MORE, "update"),
        (LEAD + MORE, LEAD, "update"),
        (LEAD, MORE, None),
    ],
)
def test_tellings_of_one_story(one, two, expected):
    """Exact and near stop a story, so they have to be copies indeed."""
    assert kind(one, two) == expected


def test_bonds_of_two_borrowers_are_two_stories():
    """They share three quarters of their words, and every reader sees two stories."""
    one = LOAN.format("Hansol Paper", 100, "May 2031", "3.25", "Kiwoom", "99.1", "June 3")
    two = LOAN.format("Port of Incheon", 60, "July 2028", "2.75", "Shinhan", "100.4", "August 9")
    lines = ("Hansol Paper sells 100 mln euro bonds", "Port of Incheon sells 60 mln euro bonds")
    assert kind(one, two, headlines=lines) is None


def test_a_marked_correction_may_change_its_figures():
    """That is what it is for."""
    assert kind(LEAD, LEAD.replace("seven months", "nine months"), correction=True) == "correction"


def test_the_same_template_a_day_later_is_the_next_issue():
    """A report of every morning has one headline and one text but for its figures."""
    text = (
        "Farmers in the four southern provinces brought {0} tonnes of onions to market today, "
        "after {1} tonnes the day before. A kilo fetched {2} won, the growers' office reported."
    )
    lines = ("Onions at the southern markets", "Onions at the southern markets")
    assert (
        kind(text.format(450, 520, 970), text.format(800, 450, 1_095), headlines=lines, hours=24)
        is None
    )


def test_in_a_brief_the_subject_decides():
    """Two dividends of a day differ in nothing but the firm; one firm's is sent twice."""
    one = "Qtly div 19 cts a share vs 19 cts prior. Pay Dec 15. Record of holders Nov 28."
    two = "Qtly div 19 cts a share vs 19 cts in prior qtr. Payable Dec 15. Record Nov 28."
    same = ("HANSOL PAPER VOTES DIVIDEND", "HANSOL PAPER IN PAYOUT")
    other = ("HANSOL PAPER VOTES DIVIDEND", "INCHEON DOCKS VOTES DIVIDEND")
    assert kind(one, two, headlines=same) is not None
    assert kind(one, two, headlines=other) is None


ARRESTED = (
    "Yeosu police arrested the captain of the ferry Haneul on Friday, a day after it ran aground "
    "off Geomun island with 212 people on board."
)
RETOLD = (
    "The captain of the Haneul, a ferry that ran onto rocks off Geomun island with 212 on board, "
    "has been arrested by Yeosu police, they said on Friday."
)


def test_a_story_told_in_other_words_is_an_update():
    """Two desks wrote it; who, where and how many are the same."""
    lines = ("Captain of Haneul ferry arrested", "Haneul ferry captain arrested in Yeosu")
    assert kind(ARRESTED, RETOLD, headlines=lines) == "update"
    assert kind(ARRESTED, RETOLD, headlines=lines, hours=30) is None


def test_other_words_with_another_figure_are_another_story():
    """A retold story keeps its figures: with no runs in common nothing else ties it."""
    lines = ("Captain of Haneul ferry arrested", "Haneul ferry captain arrested in Yeosu")
    assert kind(ARRESTED, RETOLD.replace("212", "350"), headlines=lines) is None


def test_an_amount_that_changed_in_its_third_digit_is_no_copy():
    """Rounded they are one figure; a reader waits for the new one."""
    text = LEAD + " It bought bonds for {0} mln euros."
    assert kind(text.format("8.712"), text.format("8.758")) in ("near", "update")
    many = LEAD + " It bought bonds for {0} mln euros, {1} mln dollars and {2} mln yen."
    assert kind(many.format(8.712, 3.41, 7.12), many.format(8.758, 3.43, 7.14)) == "update"


def test_the_order_of_two_texts_does_not_decide_whether_they_are_one():
    """Families must not depend on what came first."""
    one, two = Telling("A", LEAD, 0), Telling("B", LEAD + MORE, 0)
    assert explain(one, two).weighed == explain(two, one).weighed


def test_the_explanation_shows_what_is_shared_and_what_is_not():
    """People trust a decision they can read."""
    found = explain(
        Telling("Bank", LEAD), Telling("Bank", LEAD.replace("Thursday", "Friday") + MORE)
    )
    assert found.only_first == ("Thursday",)
    assert "Thursday → Friday" in found.changes
    assert "Friday" in found.only_second
    assert any("household debt which has grown" in run for run in found.runs)


PRICES = (
    "{0} March 3. Dollars a tonne. Copra, Philippines, April 275.00, resellers. Palm kernels, "
    "Sierra Leone, April 175.00, sellers. Soybeans, June to August 137.00, September to December "
    "139.50, sellers. Linseed, Canada, April and May 167.00, May and June 166.00, sellers."
)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("SEEDS AT NOON", "SEEDS CLOSING", None),
        ("SEEDS 1330", "SEEDS CLOSING", None),
        ("SEEDS CLOSING", "SEEDS CLOSING", "near"),
    ],
)
def test_a_table_that_says_it_is_another_edition_is_another_issue(one, two, expected):
    """Prices that stood still between noon and the close are told twice all the same."""
    later = PRICES.format("").replace("resellers", "buyers")
    assert kind(PRICES.format(""), later, headlines=(one, two), hours=3) == expected


def test_editions_named_in_the_text_count_as_those_of_the_headline():
    """A series often has one title, and its first line says which of the day it is."""
    one, two = PRICES.format("NOON"), PRICES.format("CLOSE")
    assert kind(one, two, headlines=("Seeds", "Seeds"), hours=3) is None


def test_exchanged_facts_are_an_update_and_stop_nothing():
    """What differs in two figures or names may be the next event: readers have to see it."""
    told = (LEAD + MORE).replace("Thursday", "Friday").replace("Two of its", "Three of its")
    assert kind(LEAD + MORE, told) == "update"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "MINISTRY SAYS HANSOL AWARDED 304 MLN CONTRACT",
            "MINISTRY SAYS DAEWOO GETS 304 MLN CONTRACT",
        ),
        ("Bundesbank bought dollars in Frankfurt", "swiss national bank bought dollars"),
    ],
)
def test_alerts_of_two_firms_are_two_stories(one, two):
    """In capitals or small letters throughout, a name looks like any other word."""
    assert kind("", "", headlines=(one, two), hours=0.1) is None
