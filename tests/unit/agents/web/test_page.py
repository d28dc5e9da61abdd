"""The page shows what came over the wire as text, never as markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.agents.rows import Row
from koreawire.agents.settings import Settings
from koreawire.agents.telemetry.counters import AgentCounters, WorkerStatus
from koreawire.agents.web.counting import TopicState
from koreawire.agents.web.page import page, style
from koreawire.agents.web.pages import facts
from koreawire.agents.web.watcher import KEPT, Published, View

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=x>\u202e\x1b[2J&amp;"
ELEMENTS = {"script", "img", "iframe", "style", "form", "object", "svg"}


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def _page(headline="Seoul", language="nl", *, trouble=None, sequence=1):
    view = View(topics=(TopicState("wire.items.raw.v1", 4, 1200, 3),), trouble=trouble)
    row = Row("2026-03-12 09:00", language, headline, f"politics, {headline}", headline)
    view.add(Published("urn:koreawire:anp:1", sequence, row))
    status = WorkerStatus(agents={"normalise": AgentCounters(records=5)}, stopping=None)
    return page(facts(status, view, Settings(broker="localhost:9092")))


@pytest.mark.parametrize("field", ["headline", "language", "trouble"])
def test_markup_in_a_value_is_shown_as_text(field):
    """A scraped headline must not run in the browser of the desk editor."""
    elements = _Elements()
    elements.feed(_page(**{field: HOSTILE}))
    assert elements.names.isdisjoint(ELEMENTS)
    assert not any(name.startswith("on") for name in elements.attributes)


@given(st.text(max_size=50))
def test_no_text_adds_an_element(headline):
    """Whatever the headline, the page has the elements it always has."""
    plain, hostile = _Elements(), _Elements()
    plain.feed(_page())
    hostile.feed(_page(headline))
    assert hostile.names == plain.names
    assert hostile.attributes <= plain.attributes


def test_hidden_characters_are_written_out():
    """A direction override would show another headline than the one that came."""
    assert "‹U+202E›" in _page("Kim\u202e")
    assert "\u202e" not in _page("Kim\u202e")


def test_nothing_is_inline():
    """The Content-Security-Policy allows neither inline script nor inline style."""
    shown = _page()
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", shown)


def test_nothing_comes_from_elsewhere():
    """The page works, and tells nobody, on a machine without the internet."""
    assert not re.search(r"(?:src|href)=\"(?!/)", _page())
    assert b"url(" not in style()
    assert b"@import" not in style()


def test_the_page_shows_the_language_the_desks_and_why():
    """The five things an editor looks for."""
    shown = _page("Noord-Korea vuurt raket af")
    assert '<bdi lang="nl">Noord-Korea vuurt raket af</bdi>' in shown
    assert "<li>politics</li>" in shown


def test_a_dollar_in_a_headline_is_not_a_placeholder():
    """The page is filled from a template that knows `$name`."""
    assert "$state and ${broker}" in _page("$state and ${broker}")


def test_the_highest_sequence_of_a_story_is_shown():
    """A repeat of an older record must not bring back a recalled headline."""
    view = View()
    view.add(Published("u", 2, Row("2026-03-12 09:00", "", "(canceled) u", "", "killed")))
    view.add(Published("u", 1, Row("2026-03-12 09:00", "en", "Old", "", "")))
    assert [story.row.what for story in view.latest()] == ["(canceled) u"]


def test_only_the_latest_stories_are_kept():
    """The page, and its memory, stay the same size for ever."""
    view = View()
    for number in range(KEPT + 5):
        view.add(Published(f"u{number}", 1, Row(f"2026-03-12 {number:05}", "", "", "", "")))
    assert len(view.latest()) == KEPT
    assert view.latest()[-1].uri == "u5"
