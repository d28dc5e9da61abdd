"""What an operator is told when the cluster cannot be used sends them the right way."""

from __future__ import annotations

import pytest
from aiokafka import errors

from koreawire.agents.client.admin import _told


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
