"""Topics are created once, as specified, and checked against the specification."""

from __future__ import annotations

from dataclasses import replace

import pytest

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import Settings
from koreawire.schemas.topics import DEAD_LETTER, HOUR_MS, NORMALISED, RAW


@pytest.fixture
def settings(broker, prefix):
    return Settings(broker=broker.bootstrap, topic_prefix=prefix)


async def test_created_topics_are_as_specified(settings):
    """`doctor` finds nothing to say about what `topics create` made."""
    specs = topics.specs(settings)
    async with admin(settings) as client:
        made = await topics.create(client, settings, specs)
        found = await topics.existing(client, made)
    assert set(made) == {settings.topic(spec.name) for spec in specs}
    for spec in specs:
        assert topics.differences(spec, found[settings.topic(spec.name)]) == ()


async def test_creating_twice_changes_nothing(settings):
    """Every worker may create topics at its start."""
    async with admin(settings) as client:
        assert await topics.create(client, settings, [RAW, DEAD_LETTER])
        assert await topics.create(client, settings, [RAW, DEAD_LETTER]) == ()


async def test_a_wrong_topic_is_told_with_figures(settings):
    """Two partitions of normalised would split the ledger: it must be seen before it is used."""
    wrong = replace(NORMALISED, partitions=2, max_message_bytes=1_000_000)
    async with admin(settings) as client:
        (name,) = await topics.create(client, settings, [wrong])
        found = await topics.existing(client, [name])
    said = topics.differences(NORMALISED, found[name])
    assert "has 2 partitions, not 1" in said
    assert "max.message.bytes is 1000000, not 8388608" in said


async def test_looking_for_a_missing_topic_does_not_create_it(settings):
    """The embedded broker makes every topic it is asked about, with its own partition count."""
    async with admin(settings) as client:
        await topics.existing(client, [settings.topic(RAW.name)])
        assert settings.topic(RAW.name) not in await client.list_topics()
    assert topics.differences(RAW, None) == ("is missing",)


async def test_a_topic_keeps_its_records_as_long_as_the_operator_says(settings):
    """The broker deletes by what the topic says; what the setting says now must be comparable."""
    shorter = settings.model_copy(update={"retention_hours": f"{RAW.name}=5"})
    (wanted,) = (spec for spec in topics.specs(shorter) if spec.name == RAW.name)
    async with admin(shorter) as client:
        (name,) = await topics.create(client, shorter, [wanted])
        found = await topics.existing(client, [name])
    assert found[name].config["retention.ms"] == str(5 * HOUR_MS)
    assert topics.differences(RAW, found[name]) == (
        f"retention.ms is {5 * HOUR_MS}, not {RAW.retention_ms}",
    )
