"""Rules edited while a worker runs: the next story follows them, and says so."""

from __future__ import annotations

import json
import sys

from tests.support.processes import Process, wait_until

from koreawire.pipeline.routing import Rules

WORKER = (sys.executable, "-m", "koreawire.agents.cli.main", "worker")
PATIENCE = 90  # seconds: a worker that starts on a busy machine
RULES = """\
desks: {{{desk}: A desk}}
rules:
  - {{name: all, desk: {desk}, when: {{language: en}}}}
"""


def item(number):
    headline = f"South Korea opens {number} new ports in Busan"
    body = f"South Korea opened {number} ports in Busan on Monday, the ministry in Seoul said."
    return json.dumps(
        {"provider": "test", "itemId": str(number), "headline": headline, "payload": body}
    ).encode()


def test_a_changed_file_is_followed_and_a_mistaken_one_is_not(koreawire, broker, prefix, tmp_path):
    """No restart: the change is visible on the next story and in its record."""
    rules = tmp_path / "desks.yaml"
    rules.write_text(RULES.format(desk="day"))
    changed = {"KOREAWIRE_RULES_FILE": str(rules)}
    assert koreawire("topics", "create", **changed).returncode == 0
    env = {
        "KOREAWIRE_BROKER": broker.bootstrap,
        "KOREAWIRE_TOPIC_PREFIX": prefix,
        "KOREAWIRE_DATA_DIR": str(tmp_path / "data"),
        "KOREAWIRE_WEB_PORT": "0",
        **changed,
    }

    def on(desk):
        read = koreawire(
            "tail", f"korea.{desk}.v1", "--from-beginning", "--until-end", "--jsonl", **changed
        )
        records = map(json.loads, read.stdout.splitlines())
        return {record["value"]["uri"]: record["value"]["koreawire"] for record in records}

    def send(number):
        assert koreawire("produce", "-", stdin=item(number)).returncode == 0
        return f"urn:koreawire:test:{number}"

    with Process(WORKER, tmp_path / "worker.log", env=env) as worker:
        uri = send(11)
        wait_until(lambda: uri in on("day"), PATIENCE, "the first story on its desk", every=1)
        rules.write_text(RULES.format(desk="night"))
        wait_until(lambda: "rules.loaded" in worker.said(), PATIENCE, "the new rules")
        uri = send(23)
        wait_until(lambda: uri in on("night"), PATIENCE, "a story on the new desk", every=1)
        now = Rules.load(rules.read_text(), rules.name).version
        assert on("night")[uri]["rules"]["desks"] == now
        assert uri not in on("day")
        rules.write_text("desks: {night: Night}\nrules:\n  - {name: all, desk: nigth, when: {}}\n")
        wait_until(lambda: "rules.refused" in worker.said(), PATIENCE, "the refusal")
        assert "desks.yaml:3" in worker.said()
        uri = send(37)
        wait_until(lambda: uri in on("night"), PATIENCE, "the old rules going on", every=1)
        assert on("night")[uri]["rules"]["desks"] == now
        assert worker.alive
