"""Explain: a row for each entity and rule, with what was left open."""

from __future__ import annotations

from tests.support.enriched import enriched

from koreawire.agents.cli.explain import desks, mention_rows
from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.routing import Rules


def test_a_row_says_who_how_and_what_was_left_open():
    """An editor who doubts a link must see the rule and the other candidates."""
    body = "Ri Yong Ho sprak met Kim Jong-un. Ri zweeg. Kim lachte, Kim zwaaide."
    rows = mention_rows(recogniser().recognise("", body, "nl"))
    by_rule = {(row[1], row[4]): row for row in rows}
    assert by_rule["Q12594422", "gazetteer"][-1] == "Q483800"
    assert by_rule["Q56226", "coreference"][3] == "Kim b44, Kim b56"


def test_each_desk_is_told_with_the_rule_that_chose_it():
    """Whoever wonders why a story came must see which rule to change."""
    rules = Rules.load(
        "desks: {a: A, b: B}\nrules:\n"
        "  - {name: English, desks: [a, b], when: {language: en}}\n"
        "  - {name: the North, desk: b, when: {focus: north}}\n",
        "desks.yaml",
    )
    story = enriched("North Korea votes", focus="north", desks=("a", "b"))
    assert desks(story, rules, None) == "desks: a (English), b (English; the North)"
    assert desks(enriched("Rain"), rules, None) == "desks: none"
