"""A day at the desk comes out as `pipeline/data/samples.yaml` says, decided offline."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator
from tests.support.iptc import ninjs_validator

from koreawire.pipeline.flow import Flow
from koreawire.pipeline.samples import expectations, samples
from koreawire.pipeline.stages import Options, build
from koreawire.schemas import headers, topics
from koreawire.schemas.export import schema

BY_ITEM = {"parked", "notice"}
FATES = {topics.UNIQUE.name, topics.RELATIONS.name, topics.NOTICES.name}


@dataclass
class Outcome:
    """What became of one sample."""

    uris: list[str] = field(default_factory=list)  # of its stories, the main one first
    fates: list[str] = field(default_factory=list)
    records: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


@pytest.fixture(scope="module")
def expected():
    return expectations()


@pytest.fixture(scope="module")
def day():
    """Sample name to what became of it, in one run over the whole day."""
    flow = Flow(build(Options()).values())
    outcomes = {}
    for sample in samples():
        outcome = outcomes[sample.name] = Outcome()
        for output in flow.run(sample.key, sample.value, sample.headers):
            _note(outcome, output)
    return outcomes


def _note(outcome, output):
    if output.topic == topics.DEAD_LETTER.name:
        outcome.fates.append("parked")
        return
    value = orjson.loads(output.value)
    outcome.records[output.topic].append(value)
    if output.topic == topics.NORMALISED.name and output.headers[headers.KIND] == b"story":
        outcome.uris.append(value["uri"])
    if output.topic in FATES and headers.CAUSE not in output.headers:
        fate = output.headers[headers.FATE].decode()
        if fate not in outcome.fates:
            outcome.fates.append(fate)


def test_every_item_has_the_fate_it_should_have(day, expected):
    """Nothing is lost, nothing is published twice, nothing broken goes on."""
    wrong = {
        name: (answer["fate"], day[name].fates)
        for name, answer in expected.items()
        if day[name].fates[:1] != [answer["fate"]]
    }
    assert not wrong


def test_every_item_holds_as_many_stories_as_it_should(day, expected):
    """Glued stories are split, whole ones and digests are not."""
    wrong = {
        name: (answer.get("stories", 1), len(day[name].uris))
        for name, answer in expected.items()
        if answer["fate"] not in BY_ITEM and len(day[name].uris) != answer.get("stories", 1)
    }
    assert not wrong


def test_every_story_is_tagged_with_its_language(day, expected):
    """The language decides how everything after it reads the text."""
    wrong = {
        name: (answer["language"], _first(day, name, topics.NORMALISED).get("language"))
        for name, answer in expected.items()
        if "language" in answer
        and _first(day, name, topics.NORMALISED).get("language") != answer["language"]
    }
    assert not wrong


def test_koreas_stories_are_relevant_and_the_others_are_not(day, expected):
    """The demo shows these stories and none of the others."""
    wrong = {}
    for name, answer in expected.items():
        story = _first(day, name, topics.ENRICHED)
        if "relevant" in answer and answer["fate"] == "passed":
            relevance = story.get("koreawire", {}).get("relevance", {})
            if relevance.get("relevant") != answer["relevant"]:
                wrong[name] = (answer["relevant"], relevance)
    assert not wrong


def test_the_stories_beside_a_main_story_are_judged_by_themselves(day, expected):
    """What stands below a Korea story in a page is not Korea's by standing there."""
    for name, answer in expected.items():
        if "sidesRelevant" in answer:
            main, *sides = day[name].records[topics.ENRICHED.name]
            assert main["koreawire"]["relevance"]["relevant"]
            assert [side["koreawire"]["relevance"]["relevant"] for side in sides] == [
                answer["sidesRelevant"]
            ] * len(sides)


def test_stories_reach_their_desks(day, expected):
    """A desk editor who does not see her story does not see it at all.

    Nine of ten: which desk is a matter of judgement, and the rules are the operator's.
    """
    wanted = {name: set(answer["desks"]) for name, answer in expected.items() if _routed(answer)}
    wrong = {
        name: (desks, found)
        for name, desks in wanted.items()
        for found in [_first(day, name, topics.ENRICHED).get("koreawire", {}).get("desks", ())]
        if not desks <= set(found)
    }
    assert len(wrong) <= len(wanted) / 10, wrong


def test_relations_connect_the_samples_they_should(day, expected):
    """Why a story stopped, or what it changes, is said with the right other story."""
    wrong = {}
    for name, answer in expected.items():
        if "relation" in answer:
            other = day[answer["relation"]["to"]].uris[0]
            found = [
                (relation["kind"], relation["otherUri"])
                for relation in day[name].records[topics.RELATIONS.name]
            ]
            if (answer["relation"]["kind"], other) not in found:
                wrong[name] = ((answer["relation"]["kind"], other), found)
    assert not wrong


def test_versions_of_one_item_are_one_story(day, expected):
    """A new version must replace the old one, so it needs the same name."""
    for name, answer in expected.items():
        if "versionOf" in answer:
            assert day[name].uris == day[answer["versionOf"]].uris, name


def test_a_killed_story_is_recalled_without_its_text(day, expected):
    """What an agency withdraws must not stay readable on our topics."""
    for answer in expected.values():
        if "recalledBy" in answer:
            order = day[answer["recalledBy"]]
            recalled = order.records[topics.ENRICHED.name]
            assert [story["pubStatus"] for story in recalled] == ["canceled"]
            assert "bodies" not in recalled[0]
            assert "headlines" not in recalled[0]


def test_an_embargoed_story_shows_nothing_until_its_hour(day, expected):
    """A headline before the hour is a broken embargo."""
    for name, answer in expected.items():
        if answer["fate"] == "withheld":
            uri = day[name].uris[0]
            names = list(expected)
            shown = [
                (names.index(where), story)
                for where, found in day.items()
                for story in found.records[topics.ENRICHED.name]
                if story["uri"] == uri and "bodies" in story
            ]
            hour = datetime.fromisoformat(answer["until"]).timestamp()
            assert shown
            for where, story in shown:
                assert _fetched(names[where]) >= hour
                assert story["pubStatus"] == "usable"
            assert not [r for r in day[name].records[topics.UNIQUE.name] if "headlines" in r]


def _fetched(name):
    (value,) = (sample.value for sample in samples() if sample.name == name)
    return datetime.fromisoformat(orjson.loads(value)["fetchedAt"]).timestamp()


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        (topics.ENRICHED, "enriched-story"),
        (topics.KOREA_STORIES, "enriched-story"),
        (topics.UNIQUE, "story"),
        (topics.RELATIONS, "relation"),
        (topics.NOTICES, "notice"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_what_is_published_follows_the_published_schema(day, topic, name):
    """Consumers generate code from the schema and validate with it, formats included."""
    validator = Draft202012Validator(
        schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    values = [value for outcome in day.values() for value in outcome.records[topic.name]]
    assert values
    for value in values:
        validator.validate(value)


@pytest.mark.shared
def test_every_published_story_is_ninjs_by_iptcs_own_schema(day):
    """A newsroom system that reads ninjs must accept what we send."""
    validator = ninjs_validator()
    for outcome in day.values():
        for topic in (topics.UNIQUE, topics.ENRICHED, topics.KOREA_STORIES):
            for value in outcome.records[topic.name]:
                validator.validate(value)


def _routed(answer):
    return answer["fate"] == "passed" and "desks" in answer


def _first(day, name, topic):
    found = day[name].records[topic.name]
    return found[0] if found else {}
