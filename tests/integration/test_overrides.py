"""What a person decides at the terminal, on a broker: published, told, kept, exported."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

import pytest
from tests.support.processes import Process, wait_until

WORKER = (sys.executable, "-m", "koreawire.agents.cli.main", "worker")
PATIENCE = 90  # seconds: a worker that starts on a busy machine
URI = "urn:koreawire:test:1"
ENRICHED = "wire.stories.enriched.v1"
pytestmark = pytest.mark.usefixtures("topics")


def item(version, more=""):
    headline = "South Korea opens new ports in Busan"
    body = f"South Korea opened ports in Busan on Monday, the ministry in Seoul said.{more}"
    value = {"provider": "test", "itemId": "1", "headline": headline, "payload": body}
    fetched = datetime.now(UTC) + timedelta(seconds=version)
    return json.dumps(value | {"fetchedAt": fetched.isoformat()}).encode()


def test_a_decision_is_published_kept_and_exported(koreawire, broker, prefix, tmp_path):
    """From `desk set` to labelled data; a new version and a new worker keep to it."""
    env = {
        "KOREAWIRE_BROKER": broker.bootstrap,
        "KOREAWIRE_TOPIC_PREFIX": prefix,
        "KOREAWIRE_DATA_DIR": str(tmp_path / "data"),
        "KOREAWIRE_WEB_PORT": "0",
    }

    def on(topic):
        """Return sequence to the `koreawire` property of the story's records on *topic*."""
        read = koreawire("tail", topic, "--from-beginning", "--until-end", "--jsonl")
        values = [json.loads(line)["value"] for line in read.stdout.splitlines()]
        return {v["koreawire"].get("sequence"): v["koreawire"] for v in values if v["uri"] == URI}

    def reaches(topic, sequence):
        wait_until(lambda: sequence in on(topic), PATIENCE, f"{topic} {sequence}", every=1)
        return on(topic)[sequence]

    def run(*words):
        done = koreawire(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with Process(WORKER, tmp_path / "worker.log", env=env) as worker:
        run_stdin = koreawire("produce", "-", stdin=item(1))
        assert run_stdin.returncode == 0
        old = reaches(ENRICHED, 1)["desks"]
        assert "sports" not in old
        run("desk", "set", URI, "sports", "--why", "a regatta", "--by", "kim")
        assert reaches("korea.sports.v1", 2)["override"]["by"] == "kim"
        assert reaches(f"korea.{old[0]}.v1", 2)["desks"] == ["sports"]  # readers there must know
        assert reaches("wire.notices.v1", 2)["override"]["why"] == "a regatta"
        koreawire("produce", "-", stdin=item(2, " A second pier is to follow."))
        assert reaches(ENRICHED, 3)["desks"] == ["sports"]
        assert worker.alive
    with Process(WORKER, tmp_path / "second.log", env=env):
        run("relevance", "set", URI, "no", "--why", "a test of the desk", "--by", "lee")
        last = reaches(ENRICHED, 4)
        assert last["relevance"]["relevant"] is False
        assert last["relevance"]["reasons"][0] == "lee decided: a test of the desk"
        assert "desks" not in last
        reaches("korea.sports.v1", 4)
        koreawire("produce", "-", stdin=item(3, " A second pier is to follow. And a third."))
        assert reaches(ENRICHED, 5)["relevance"]["relevant"] is False
    (line,) = map(json.loads, run("overrides", "export").splitlines())
    assert (line["id"], line["korea_relevant"], line["by"]) == (URI, False, "lee")
    assert line["title"] == "South Korea opens new ports in Busan"


def test_a_desk_that_is_not_there_is_refused_at_once(koreawire):
    """A typing error must not lose a story."""
    done = koreawire("desk", "set", URI, "sprots", "--why", "a regatta")
    assert done.returncode == 1
    assert b"there is no desk 'sprots'; the rules have breaking, inter-korean" in done.stderr
