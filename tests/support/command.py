"""The koreawire command in this process: as a user calls it, without a new interpreter."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.agents.cli.main import main

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(
    monkeypatch: pytest.MonkeyPatch,
    capture: pytest.CaptureFixture[bytes],
    *arguments: object,
    stdin: bytes = b"",
    **environment: str,
) -> Ran:
    """Run `koreawire ARGUMENTS…` with *environment* added; *capture* is `capsysbinary`."""
    capture.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["koreawire", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    printed = capture.readouterr()
    return Ran(code, printed.out, printed.err)
