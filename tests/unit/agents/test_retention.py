"""Retention: an operator's hours for a topic, and never less than state is rebuilt from."""

from __future__ import annotations

import pytest

from koreawire.agents.client.topics import specs
from koreawire.agents.problem import Problem
from koreawire.agents.settings import Settings
from koreawire.schemas.topics import HOUR_MS, KOREA_STORIES, NORMALISED, RAW


def kept(**given):
    """Return hours by topic under these settings."""
    return {spec.name: spec.retention_ms / HOUR_MS for spec in specs(Settings(**given))}


def test_hours_are_set_for_a_topic_and_the_others_stay():
    """A disk is small, an archive is wanted: each topic has its own reason."""
    usual = kept()
    changed = kept(retention_hours="wire.items.raw.v1=48, korea.politics.v1=9000")
    assert changed[RAW.name] == 48
    assert changed["korea.politics.v1"] == 9000
    assert changed[KOREA_STORIES.name] == usual[KOREA_STORIES.name] == 720


def test_a_longer_window_keeps_what_it_is_rebuilt_from():
    """State of ten days cannot be judged anew from four days of log."""
    assert kept()[NORMALISED.name] == 96
    assert kept(duplicate_window_hours=240)[NORMALISED.name] == 264
    assert kept(retention_hours=f"{NORMALISED.name}=500")[NORMALISED.name] == 500


def test_a_topic_that_is_none_is_told():
    """A typo would leave the usual time in force."""
    with pytest.raises(
        Problem, match=r"^KOREAWIRE_RETENTION_HOURS: there is no topic korea\.sport"
    ):
        specs(Settings(retention_hours="korea.sport.v1=5"))
