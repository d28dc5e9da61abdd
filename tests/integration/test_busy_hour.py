"""An hour of mixed input on a real Kafka: every desk is filled, and rules change meanwhile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from tests.support.busy_hour import PARTS, Told, again, hour, rewritten
from tests.support.desk import Desk
from tests.support.fleet import Fleet
from tests.support.processes import wait_until

from koreawire.agents.client.reading import read
from koreawire.pipeline.routing import Rules
from koreawire.schemas import topics
from koreawire.schemas.topics import desk_topic

PATIENCE = 120  # seconds: a worker on a busy machine
SHIPPED = (files("koreawire.pipeline") / "data" / "desks.yaml").read_text(encoding="utf-8")
HARBOUR = """
  - name: harbour cities
    desk: harbour
    when: {words: {of: {en: [Busan], nl: [Busan], da: [Busan], ko: [부산]}}}
    exit: true
"""
# One more desk, whose rule comes first and is the last one tried.
EDITED = SHIPPED.replace("desks:\n", "desks:\n  harbour: Harbour cities\n", 1).replace(
    "rules:\n", f"rules:{HARBOUR}", 1
)
MISTAKEN = EDITED.replace("desk: harbour", "desk: harbor")
LINE = MISTAKEN[: MISTAKEN.index("desk: harbor")].count("\n") + 1
BEFORE, AFTER = (Rules.load(text, "desks.yaml").version for text in (SHIPPED, EDITED))

pytestmark = pytest.mark.kafka


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was sent in the first third and afterwards, what the worker said and published.

    `stories` are the enriched ones by uri and sequence, `desks` the same of each desk's topic.
    """

    early: list[Told]
    later: list[Told]
    log: str
    stories: dict[tuple[str, int], dict]
    desks: dict[str, set[tuple[str, int]]]

    def ours(self, told: Told) -> dict:
        """Return `koreawire` of the story as it was published."""
        return self.stories[told.uri, told.version]["koreawire"]


@pytest.fixture(scope="module")
def outcome(kafka, tmp_path_factory):
    """Send the hour in thirds; edit the rules during the first, break them after the second."""
    folder = tmp_path_factory.mktemp("busy-hour")
    file = folder / "desks.yaml"
    file.write_text(SHIPPED)
    told = hour()
    third = len(told) // 3
    early = told[:third]
    later = [*told[third:], *second_versions(early)]
    with Desk(kafka.bootstrap, f"{folder.name}.") as desk:
        desk.create()
        with Fleet(desk, folder / "fleet", env={"KOREAWIRE_RULES_FILE": str(file)}) as fleet:
            fleet.add()
            desk.loop.call(send(desk, early), within=PATIENCE)
            half = third // 2
            wait_until(lambda: desk.settled()[topics.UNIQUE.name] > half, PATIENCE, "a half")
            file.write_text(EDITED)
            wait_until(lambda: fleet.said("rules.loaded"), PATIENCE, "the edited rules")
            desk.loop.call(send(desk, later[:third]), within=PATIENCE)
            file.write_text(MISTAKEN)
            wait_until(lambda: fleet.said("rules.refused"), PATIENCE, "the refusal")
            fleet.kill(fleet.slots[0])
            desk.loop.call(send(desk, later[third:]), within=PATIENCE)
            desk.settle(PATIENCE)
            log = fleet.slots[0].log.read_text()
            assert fleet.exits == 0
        return Outcome(early, later, log, *desk.loop.call(published(desk), within=PATIENCE))


def second_versions(early: list[Told]) -> list[Told]:
    """Return items sent again: as another desk's story, or under rules that were edited since."""
    inland = [one for one in early if one.town != "Busan" and one.desk == "sports"]
    moved = [rewritten(one, "politics", minutes=5) for one in inland]
    return moved + [again(one, minutes=9) for one in early if one.town == "Busan"]


async def send(desk, told):
    """Produce items by key, so that the versions of one stay in order."""
    async with AIOKafkaProducer(**desk.options) as producer:
        for one in told:
            await producer.send(desk.prefix + topics.RAW.name, one.item, key=one.uri.encode())
        await producer.flush()


async def published(desk):
    """Return the enriched stories, and which of them are on the topic of each desk."""
    names = {desk.prefix + desk_topic(one).name: one for one in Rules.load(EDITED, "").file.desks}
    enriched = desk.prefix + topics.ENRICHED.name
    stories, desks = {}, defaultdict(set)
    async for record in read(
        desk.settings, [enriched, *names], from_beginning=True, until_end=True
    ):
        value = orjson.loads(record.value)
        place = value["uri"], value["koreawire"]["sequence"]
        if record.topic == enriched:
            stories[place] = value
        else:
            desks[names[record.topic]].add(place)
    return stories, desks


def test_every_desk_gets_its_stories_in_every_language(outcome):
    """The point of the product: of all that came, each desk has its own and no other has."""
    told = [*outcome.early, *outcome.later]
    assert outcome.stories.keys() == {(one.uri, one.version) for one in told}
    found = defaultdict(set)
    for one in told:
        ours = outcome.ours(one)
        desks = ours.get("desks", ())
        if one.desk is None:
            assert not ours["relevance"]["relevant"], one
        elif "harbour" not in desks:
            assert one.desk in desks, one
        for desk in desks:
            found[desk].add(one.language)
    assert found == {desk: set(PARTS) for desk in Rules.load(EDITED, "").file.desks}


def test_a_topic_holds_what_is_its_desks_or_was(outcome):
    """Whoever printed the first version must hear that the story is another desk's now."""
    expected = defaultdict(set)
    for uri, sequence in sorted(outcome.stories):
        for earlier in range(1, sequence + 1):
            for desk in outcome.stories[uri, earlier]["koreawire"].get("desks", ()):
                expected[desk].add((uri, sequence))
    assert outcome.desks == expected
    moved = [one for one in outcome.later if one.version == 2 and one.town != "Busan"]
    gone = [one for one in moved if "sports" not in outcome.ours(one)["desks"]]
    assert {one.language for one in gone} == set(PARTS)
    assert {(one.uri, 2) for one in gone} <= outcome.desks["sports"]


def test_edited_rules_decide_on_the_next_story_and_are_named_in_it(outcome):
    """No restart: what is sent after the change follows it, and every record says which rules."""
    early = {outcome.ours(one)["rules"]["desks"] for one in outcome.early}
    assert BEFORE in early
    assert early <= {BEFORE, AFTER}
    assert {outcome.ours(one)["rules"]["desks"] for one in outcome.later} == {AFTER}
    for value in outcome.stories.values():
        ours = value["koreawire"]
        if ours["relevance"]["relevant"]:
            busan = "Busan" in value["bodies"][0]["value"] or "부산" in value["bodies"][0]["value"]
            alone = busan and ours["rules"]["desks"] == AFTER
            assert (ours["desks"] == ["harbour"]) is alone, value


def test_a_story_that_the_edited_rules_send_elsewhere_reaches_its_old_desk(outcome):
    """It is the same story; only the file has changed."""
    sent_again = [one for one in outcome.later if one.version == 2 and one.town == "Busan"]
    before = {one: outcome.stories[one.uri, 1]["koreawire"] for one in sent_again}
    old = [one for one in sent_again if before[one]["rules"]["desks"] == BEFORE and one.desk]
    assert old
    for one in old:
        assert outcome.ours(one)["desks"] == ["harbour"]
        assert (one.uri, 2) in outcome.desks[one.desk]


def test_rules_with_a_mistake_are_refused_with_its_line(outcome):
    """The old ones go on, also in a worker that was killed and started again meanwhile."""
    assert f"desks.yaml:{LINE}: " in outcome.log
    assert "'harbor'" in outcome.log
    assert outcome.ours(outcome.later[-1])["rules"]["desks"] == AFTER
