"""Redelivery and takeover: equal logs give equal outputs, whoever reads them."""

from __future__ import annotations

import random

import pytest
from tests.support.ledger_desk import (
    HOUR_MS,
    MORE,
    NOON,
    OTHER,
    TEXT,
    Desk,
    fate,
    notice,
    on,
    record,
    story,
)

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice
from koreawire.schemas.relation import Relation
from koreawire.schemas.story import Story


def a_day(seed):
    """Return values of a busy day: copies, updates, versions, orders, in a random order."""
    values = [
        story("1", version="1"),
        story("1", TEXT + MORE, version="2"),
        story("2", TEXT + MORE),
        story("3", OTHER, headline="Bank keeps its rate"),
        story("9", OTHER, headline="Bank keeps its rate", provider="daily"),
        story("5", MORE, headline="Shops raise prices", embargoedUntil="2025-11-24T18:00:00Z"),
        notice("kill", uri="urn:koreawire:yonhap:3"),
        notice("hold", uri="urn:koreawire:yonhap:1"),
        notice("release", uri="urn:koreawire:yonhap:1"),
        story("6", "Sleet is expected in the south tonight.", headline="Sleet tonight"),
    ]
    random.Random(seed).shuffle(values)  # noqa: S311 - a test's order, not a secret
    return values


@pytest.mark.parametrize("seed", range(5))
def test_redelivery_gives_the_same_outputs_again(seed):
    """A worker killed between state and output must say the same when it says it again."""
    desk = Desk()
    firsts = [desk.take(value, hours=n) for n, value in enumerate(a_day(seed))]
    for n, value in enumerate(a_day(seed)):
        again = desk.take(value, hours=n, origin=f"wire.items.raw.v1:0:{n}#0")
        assert again.outputs == firsts[n].outputs
        assert again.entry == firsts[n].entry


def test_every_record_says_how_far_the_desk_had_come():
    """Whoever reads a story of an archive can tell that it is read in late, and always the same."""
    desk = Desk()
    desk.take(story("1"), hours=20)
    late = desk.take(story("2", OTHER, headline="Bank keeps its rate"))
    again = desk.take(story("2", OTHER), origin="wire.items.raw.v1:0:1#0")
    for decision in (late, again):
        said = {output.headers[headers.CLOCK] for output in decision.outputs}
        assert said == {str(NOON + 20 * HOUR_MS).encode()}


@pytest.mark.parametrize("seed", range(5))
def test_a_worker_that_takes_over_says_what_the_first_would_have_said(seed):
    """A crash at any point changes nothing that is published, whatever order recovery reads."""
    values = a_day(seed)
    whole = Desk()
    expected = [whole.take(value, hours=n) for n, value in enumerate(values)]
    for crash in range(len(values)):
        entries = list(whole.entries)  # also what a zombie wrote after the crash
        random.Random(seed + crash).shuffle(entries)  # noqa: S311
        successor = Deduplicate()
        kept = [e for e in entries if e.offset < crash or e.offset % 2 == 0]
        successor.state.restore(0, kept[:3])
        successor.state.restore(0, kept[3:])
        for n in range(crash, len(values)):
            found = successor.decide(record(values[n], offset=n, time=NOON + n * 3_600_000))
            assert found.outputs == expected[n].outputs


@pytest.mark.parametrize("hours", [21, 71, 91, 93, 110, 165, 250])
def test_a_worker_that_takes_over_calls_families_what_the_first_did(hours):
    """Also of a story that has left the window: a recall names its family weeks later.

    The changelog has nothing by then of what made the family.
    """
    values = [
        (story("1", versionCreated="2025-11-24T09:00:00Z"), 0),
        (story("2", TEXT + MORE, versionCreated="2025-11-24T10:00:00Z"), 0),
        (story("3", TEXT, provider="daily", versionCreated="2025-11-24T07:00:00Z"), 20),
        *(
            (story(f"at-{at}", f"{at} {OTHER}", headline=f"{at}"), at)
            for at in range(40, hours, 20)
        ),
        (notice("kill", uri="urn:koreawire:yonhap:2"), hours),
        (notice("kill", uri="urn:koreawire:yonhap:1"), hours),
    ]
    first = Desk()
    expected = [first.take(value, hours=at) for value, at in values]
    kills = len(values) - 2
    clock = first.stage.ledger.memory.clock.now
    successor = Deduplicate()
    successor.state.restore(
        0, [entry for entry in first.entries[:kills] if entry.keep_until > clock]
    )
    for offset in (kills, kills + 1):
        value, at = values[offset]
        found = successor.decide(record(value, offset=offset, time=NOON + at * HOUR_MS))
        told = [on(topics.UNIQUE, one.outputs) for one in (found, expected[offset])]
        assert [value["koreawire"]["family"] for value in told[0]] == [
            value["koreawire"]["family"] for value in told[1]
        ]


def test_a_story_released_after_the_window_still_has_its_family(desk):
    """Readers find the copies of a story that was on hold for a week."""
    desk.take(story("1", versionCreated="2025-11-24T07:00:00Z"))
    desk.take(story("2", TEXT + MORE, versionCreated="2025-11-24T08:00:00Z"), hours=1)
    desk.take(notice("hold", uri="urn:koreawire:yonhap:2"), hours=2)
    desk.take(story("4", OTHER, headline="Bank keeps its rate"), hours=90)
    desk.take(story("5", OTHER, headline="Bank keeps its rate"), hours=180)
    released = desk.take(notice("release", uri="urn:koreawire:yonhap:2"), hours=181)
    (value,) = on(topics.UNIQUE, released.outputs)
    assert value["koreawire"]["family"] == "urn:koreawire:yonhap:1"


def test_a_forgotten_partition_is_known_no_more(desk):
    """A revoked partition's memory would judge by what another worker has outdated."""
    desk.take(story("1"))
    desk.stage.state.forget(0)
    assert fate(desk.take(story("9", provider="daily"))) == "passed"


def test_what_is_published_reads_back_as_its_model(desk):
    """A reader validates what it reads; so does enrich."""
    models = {
        topics.UNIQUE.name: Story,
        topics.RELATIONS.name: Relation,
        topics.NOTICES.name: Notice,
    }
    for n, value in enumerate(a_day(0)):
        desk.take(value, hours=n)
    for output in desk.outputs:
        models[output.topic].model_validate_json(output.value)


@pytest.mark.parametrize("value", [b"", b"{}", b"[1]", b'{"uri": 3}', b"\xff"])
def test_a_record_that_is_no_story_is_refused(value):
    """The runner parks it; nothing of it stays in memory."""
    stage = Deduplicate()
    broken = record(story("1"), offset=0)
    with pytest.raises(ValueError, match=r"."):
        stage.decide(type(broken)(broken.topic, 0, 0, 0, None, value, broken.headers))
    assert len(stage.ledger.memory) == 0
