"""What an operator is told when the cluster cannot be used sends them the right way."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from aiokafka import errors

from koreawire.agents.client import admin
from koreawire.agents.client.admin import _told, members


@pytest.mark.parametrize(
    "error",
    [TimeoutError(), errors.NodeNotReadyError("starts"), errors.KafkaTimeoutError()],
    ids=lambda error: type(error).__name__,
)
def test_a_cluster_that_starts_or_is_silent_has_refused_nothing(error):
    """To look for missing rights would lead nowhere."""
    assert "answers, but the cluster does not" in _told("127.0.0.1:9092", error)


def test_a_refusal_is_about_rights():
    """Waiting would not help."""
    told = _told("127.0.0.1:9092", errors.TopicAuthorizationFailedError("no"))
    assert "check the rights of this user" in told


class Coordinator:
    """Answers about a group with each of *codes* in turn, then that it has two members."""

    def __init__(self, *codes):
        self.codes = [*codes]

    async def describe_consumer_groups(self, groups):
        """Refuse as a broker does: some errors are raised, some stand in the answer."""
        code = self.codes.pop(0) if self.codes else 0
        if code == errors.GroupCoordinatorNotAvailableError.errno:
            raise errors.GroupCoordinatorNotAvailableError(groups[0])
        found = () if code else ("one", "two")
        return [SimpleNamespace(groups=[(code, groups[0], "Stable", "consumer", "", found)])]


def test_a_coordinator_that_is_changing_is_asked_again(monkeypatch):
    """Nobody has refused; and a group that is not loaded yet is not one without workers."""
    monkeypatch.setattr(admin, "AGAIN_SECONDS", 0)
    changing = Coordinator(*(error.errno for error in admin.MOVING))
    assert asyncio.run(members(changing, "desk")) == 2
    assert not changing.codes


def test_a_coordinator_that_refuses_is_not_asked_again():
    """A purge that took no answer for "no workers" would be undone by them."""
    refusing = Coordinator(errors.GroupAuthorizationFailedError.errno)
    with pytest.raises(errors.GroupAuthorizationFailedError):
        asyncio.run(members(refusing, "desk"))
