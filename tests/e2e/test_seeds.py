"""Five real scraped texts come out right, through the command a person runs."""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from tests.support.desk import Desk
from tests.support.fleet import KOREAWIRE, Fleet

SEEDS = Path(__file__).parents[3] / "shared" / "eval" / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/eval/seeds is not on this machine"),
]


def printed(*arguments, **environment):
    """The JSON lines that a command prints."""
    run = subprocess.run(
        [*KOREAWIRE, *map(str, arguments)],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        timeout=180,
    )
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith(b"{")]


@pytest.fixture(scope="module")
def records():
    """Topic to the values published, by the first three digits of the seed's name."""
    found = defaultdict(lambda: defaultdict(list))
    for record in printed("process", SEEDS):
        found[Path(record["input"]).name[:3]][record["topic"]].append(record["value"])
    return found


def enriched(records, seed):
    return records[seed]["wire.stories.enriched.v1"]


def relevant(stories):
    return [story["koreawire"]["relevance"]["relevant"] for story in stories]


@pytest.mark.parametrize(("seed", "language"), [("000", "nl"), ("001", "nl"), ("004", "da")])
def test_a_single_story_is_one_relevant_story_in_its_language(records, seed, language):
    """Crawler dates, subheads and photo lines do not split a story."""
    (story,) = enriched(records, seed)
    assert story["language"] == language
    assert relevant([story]) == [True]
    assert len(records[seed]["korea.stories.v1"]) == 1


def test_a_photo_credit_is_not_a_source(records):
    """A picture by AFP does not make the text AFP's."""
    (story,) = enriched(records, "001")
    credit = story["koreawire"].get("credit", {})
    assert "AFP" in credit["photo"]
    assert not credit.get("originators")
    assert not credit.get("distributor")
    assert "Foto: AFP" not in story["bodies"][0]["value"]


def test_glued_briefs_become_stories_of_their_own(records):
    """The page holds one Korea story and seven briefs on other matters."""
    stories = enriched(records, "002")
    assert relevant(stories) == [True] + [False] * 7
    found = [story["koreawire"]["credit"] for story in stories]
    assert {credit["distributor"] for credit in found} == {"ANP"}
    originators = ["Reuters", "AFP", "AFP", "AFP dpa", "AFP", "AFP", "AFP", "Reuters"]
    assert [" ".join(credit["originators"]) for credit in found] == originators
    assert [story["koreawire"]["source"]["part"] for story in stories] == list(range(8))


def test_concatenated_stories_are_split_and_cookie_text_is_dropped(records):
    """Five reports on talks, newest first, with nothing between them but a new lead."""
    stories = enriched(records, "003")
    assert [story["language"] for story in stories] == ["en"] * 5
    assert relevant(stories) == [True] * 5
    bodies = [story["bodies"][0]["value"] for story in stories]
    lines = next(SEEDS.glob("003*")).read_text().splitlines()
    leads = [lines[number] for number in (0, 10, 21, 32, 41)]  # by reading: where a report restarts
    assert [body.split("\n")[0] for body in bodies] == leads
    assert not any("ookie" in body or "rivacy" in body or "youtube" in body for body in bodies)


def test_everyone_has_one_id_in_every_language(records):
    """The two Koreas are their Wikidata ids; a name never has two ids."""
    ids = defaultdict(set)
    for seed in ("000", "001", "002", "003", "004"):
        for story in enriched(records, seed):
            for mention in story["koreawire"].get("mentions", []):
                ids[mention["canonical"]].add(mention["id"])
            if story["koreawire"]["relevance"]["relevant"]:
                named = {mention["id"] for mention in story["koreawire"]["mentions"]}
                assert "Q423" in named
    assert {name: found for name, found in ids.items() if len(found) > 1} == {}
    assert ids["South Korea"] == {"Q884"}
    assert ids["North Korea"] == {"Q423"}


@pytest.mark.kafka
def test_produced_to_a_real_kafka_they_come_back_as_the_same_stories(
    records, kafka, prefix, tmp_path
):
    """What a desk editor tried offline is what the newsroom gets."""
    expected = [one for seed in records.values() for one in seed["korea.stories.v1"]]
    told = {"KOREAWIRE_BROKER": kafka.bootstrap, "KOREAWIRE_TOPIC_PREFIX": prefix}
    with Desk(kafka.bootstrap, prefix) as desk:
        desk.create()
        printed("produce", SEEDS, **told)
        with Fleet(desk, tmp_path / "fleet") as fleet:
            fleet.add()
            desk.settle(120)
    read = printed("tail", "korea.stories.v1", "--from-beginning", "--until-end", "--jsonl", **told)
    found = [record["value"] for record in read]
    assert sorted(found, key=by_uri) == sorted(expected, key=by_uri)


def by_uri(story):
    return story["uri"]
