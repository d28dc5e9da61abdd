"""Child processes that never outlive this one, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The shell becomes the child. Before that it leaves a watcher behind which reads a
# pipe that only this process holds open: when this process dies, even by SIGKILL,
# the pipe ends and the watcher ends the child. (Linux alone could do it by prctl.)
WATCHED = 'exec 3<&0; { cat <&3; kill -9 $$; } >/dev/null 2>&1 & exec "$0" "$@" 3<&- </dev/null'


def launch(
    command: Sequence[str], log: IO[bytes] | int | None, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start *command* with its output in *log*, by default where ours goes.

    *env* is added to this process's environment. The child has a session of its
    own: Ctrl-C is for this process, which then stops its children in order.
    """
    watched = ["/bin/sh", "-c", WATCHED, *command] if sys.platform != "win32" else [*command]
    return subprocess.Popen(  # noqa: S603 - our own commands; no shell words from outside
        watched,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(env or {})},
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], within: float) -> bool:
    """End a child and its watcher: SIGTERM, after *within* seconds SIGKILL.

    Returns whether SIGTERM was enough.
    """
    process.terminate()
    try:
        process.wait(within)
        in_order = True
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        in_order = False
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the watcher: before its pipe ends
    if process.stdin is not None:
        process.stdin.close()
    return in_order
