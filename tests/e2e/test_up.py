"""`up` and `demo` as a user runs them: they work, and leave nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest
from tests.support.processes import Process, listening, wait_until

from koreawire.pipeline.samples import expectations

pytestmark = pytest.mark.embedded

KOREAWIRE = [sys.executable, "-m", "koreawire.agents.cli.main"]
START_SECONDS = 90  # seconds when the machine is free; other tests may share its cores


@pytest.fixture
def up(tmp_path):
    """A running `koreawire up`, its broker's port and the address of its pages."""
    with Process([*KOREAWIRE, "up"], tmp_path / "up.log") as process:
        wait_until(lambda: "Ctrl-C" in process.said() or not process.alive, START_SECONDS, "up")
        said = process.said()
        assert process.alive, said
        port = int(re.search(r"KOREAWIRE_BROKER=127\.0\.0\.1:(\d+)", said)[1])
        yield process, port, re.search(r"http://\S+/", said)[0]


def _run(port, *arguments):
    return subprocess.run(
        [*KOREAWIRE, *arguments],
        env={**os.environ, "KOREAWIRE_BROKER": f"127.0.0.1:{port}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def test_a_story_produced_to_up_is_read_back_and_shown(up, tmp_path):
    """The two lines of the README: produce, tail; and the page shows the same story."""
    _, port, page = up
    story = tmp_path / "story.txt"
    story.write_text(
        "Zuid-Korea houdt rente gelijk\nSEOUL (ANP/RTR) - De centrale bank van Zuid-Korea heeft"
        " de rente donderdag niet veranderd. De bank wil eerst zien of maatregelen werken."
    )
    _run(port, "produce", str(story))
    told = _run(port, "tail", "korea.stories.v1", "--from-beginning", "--limit", "1", "--jsonl")
    assert "Zuid-Korea houdt rente gelijk" in told
    with urllib.request.urlopen(page, timeout=20) as answer:  # noqa: S310 - our own page
        assert "Zuid-Korea houdt rente gelijk" in answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(up, number):
    """Ctrl-C at the terminal, SIGTERM from a supervisor: worker and broker go too."""
    process, port, page = up
    process.send(number)
    assert process.wait(within=20) == 0, process.said()
    assert not listening(port)
    assert not listening(int(page.rstrip("/").rpartition(":")[2]))


def test_a_killed_up_leaves_neither_broker_nor_worker(up):
    """SIGKILL of `up` must not leave a broker on the machine."""
    process, port, page = up
    process.kill()
    web = int(page.rstrip("/").rpartition(":")[2])
    wait_until(lambda: not listening(port) and not listening(web), 15, "broker and worker to end")


def test_a_worker_that_dies_is_started_again(up):
    """A crash of the worker must not take the broker, and all that is on it, with it."""
    process, _, page = up
    worker = _child(process.pid, "worker")
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: "starting it again" in process.said(), 20, "the restart")
    wait_until(lambda: _ready(page), START_SECONDS, "the new worker")
    assert _child(process.pid, "worker") != worker


def _child(parent, word):
    """Return the pid of the child of *parent* that was started with *word* as its last argument."""
    listed = subprocess.run(
        ["pgrep", "-P", str(parent), "-f", f"{word}$"], capture_output=True, text=True, check=True
    )
    return int(listed.stdout.split()[0])


def _ready(page):
    try:
        with urllib.request.urlopen(f"{page}readyz", timeout=5) as answer:  # noqa: S310 - our own
            return answer.status == 200
    except OSError:
        return False


def test_demo_accounts_for_every_item():
    """Exit 0 says that nothing was lost; the tables show the Korea stories and no others."""
    ran = subprocess.run(
        [*KOREAWIRE, "demo"], capture_output=True, text=True, timeout=150, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert f"{len(expectations())} items, all accounted for" in ran.stdout
    stories, _, others = ran.stdout.partition("Every other item")
    assert "Noord-Korea" in stories
    assert "Verstappen" not in stories
    assert "Verstappen" in others
    assert "dead letter" in others
