"""The command as a user runs it, with topics of one test."""

from __future__ import annotations

import pytest
from tests.support.command import run


@pytest.fixture
def koreawire(broker, prefix, monkeypatch, capsysbinary):
    """Run the command with this test's topics; returns what it left."""
    settings = {"KOREAWIRE_BROKER": broker.bootstrap, "KOREAWIRE_TOPIC_PREFIX": prefix}

    def call(*arguments, stdin=b"", **changed):
        return run(monkeypatch, capsysbinary, *arguments, stdin=stdin, **(settings | changed))

    return call


@pytest.fixture
def topics(koreawire):
    """The topics, created as a user creates them."""
    assert koreawire("topics", "create").returncode == 0
