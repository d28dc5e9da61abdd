"""Explain: a row for each entity and rule, with what was left open."""

from __future__ import annotations

from koreawire.agents.cli.explain import mention_rows
from koreawire.pipeline.entities.recognise import recogniser


def test_a_row_says_who_how_and_what_was_left_open():
    """An editor who doubts a link must see the rule and the other candidates."""
    body = "Ri Yong Ho sprak met Kim Jong-un. Ri zweeg. Kim lachte, Kim zwaaide."
    rows = mention_rows(recogniser().recognise("", body, "nl"))
    by_rule = {(row[1], row[4]): row for row in rows}
    assert by_rule["Q12594422", "gazetteer"][-1] == "Q483800"
    assert by_rule["Q56226", "coreference"][3] == "Kim b44, Kim b56"
