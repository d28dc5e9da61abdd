"""The status page for people, as HTML from the same facts as /api/status."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from koreawire.agents.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}\Z")
FLOW = "normalise deduplicate enrich route"
NONE = '<p class="none">None yet. <code>koreawire produce FILE</code> sends one.</p>'


def page(status: Mapping[str, Any]) -> str:
    """Return the page; every value of *status* is escaped here and nowhere else."""
    worker, desk = status["worker"], status["desk"]
    return _template().substitute(
        state=_state(worker),
        state_class="good" if worker["ready"] else "bad",
        broker=text(desk["broker"]),
        trouble=f'<p class="trouble">{text(desk["trouble"])}</p>' if desk["trouble"] else "",
        stories=_stories(status["latest"]),
        topics="".join(_topic(topic) for topic in desk["topics"]),
        agents="".join(_agent(name, agent) for name, agent in _in_flow(worker["agents"])),
        assigned=_assigned(worker["assigned"]),
        version=text(status["version"]),
        started=text(_clock(worker["startedAt"])),
    )


def style() -> bytes:
    """Return the style sheet."""
    return (files("koreawire.agents.web") / "static" / "style.css").read_bytes()


def text(value: object) -> str:
    """Return *value* as text that is safe in HTML, hidden characters written out."""
    return escape(visible(str(value)), quote=True)


def _template() -> Template:
    return Template(
        (files("koreawire.agents.web") / "static" / "index.html").read_text(encoding="utf-8")
    )


def _state(worker: Mapping[str, Any]) -> str:
    if worker["stopping"]:
        return f"stopping: {text(worker['stopping'])}"
    if worker["ready"]:
        return "ready"
    return "recovering" if worker["reachable"] else "broker not reachable"


def _in_flow(agents: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The agents in the order in which a story meets them; others last."""
    return sorted(agents.items(), key=lambda item: (FLOW.find(item[0]) % len(FLOW), item[0]))


def _stories(stories: Iterable[Mapping[str, Any]]) -> str:
    rows, day = "", ""
    for story in stories:
        today, _, minute = story["time"].partition(" ")
        if today != day:
            rows += f'<tr class="day"><th colspan="5" scope="rowgroup">{text(today)}</th></tr>'
            day = today
        rows += _story(story, minute)
    if not rows:
        return NONE
    head = "".join(
        f'<th scope="col">{title}</th>' for title in ("Time", "", "Headline", "Desks", "Why")
    )
    return f'<table class="stories"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _story(story: Mapping[str, Any], minute: str) -> str:
    language = story["language"]
    lang = f' lang="{language}"' if LANGUAGE_TAG.match(language) else ""
    desks = "".join(f"<li>{text(desk)}</li>" for desk in story["desks"])
    return (
        f'<tr><td class="time">{text(minute)}</td>'
        f'<td class="language">{text(language)}</td>'
        f'<td class="headline"><bdi{lang}>{text(story["headline"])}</bdi></td>'
        f'<td class="at"><ul class="desks">{desks}</ul></td>'
        f'<td class="why">{text(story["why"])}</td></tr>'
    )


def _topic(topic: Mapping[str, Any]) -> str:
    lag = topic["lag"]
    shown = "" if lag is None else f"{lag:,}"
    waiting = ' class="waiting"' if lag else ""
    return (
        f'<tr><th scope="row">{text(topic["topic"])}</th>'
        f"<td>{topic['records']:,}</td><td{waiting}>{shown}</td></tr>"
    )


def _agent(name: str, agent: Mapping[str, Any]) -> str:
    return (
        f'<tr><th scope="row">{text(name)}</th><td>{agent["recordsPerSecond"]:,}</td>'
        f"<td>{agent['records']:,}</td><td>{agent['outputs']:,}</td>"
        f"<td>{agent['deadLetters']:,}</td></tr>"
    )


def _assigned(assigned: Mapping[str, Iterable[int]]) -> str:
    return "".join(
        f"<li>{text(topic)} <span>{text(', '.join(map(str, parts)))}</span></li>"
        for topic, parts in assigned.items()
    )


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
