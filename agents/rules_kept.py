"""The rules in force, kept beside the worker: what it goes on with where the file has a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from koreawire.pipeline.routing import Rules
from koreawire.pipeline.rules.source import RulesError

if TYPE_CHECKING:
    from pathlib import Path

log = structlog.get_logger("koreawire")

IN_FORCE = "desks-in-force.yaml"  # the copy, in the worker's data folder


def rules_at_start(path: Path, kept: Path) -> str:
    """Return the rules a worker starts with: of *path*, or where they have mistakes, of *kept*.

    A worker that starts again while somebody edits the file goes on as it was.

    Raises:
        ValueError: They have mistakes, and none were in force before.
        OSError: The file cannot be read.
    """
    text = path.read_text(encoding="utf-8")
    try:
        Rules.load(text, path.name)
    except RulesError as error:
        if not kept.exists():
            raise
        refused(path, error)
        return kept.read_text(encoding="utf-8")
    return text


def keep(kept: Path, text: str) -> None:
    """Leave *text* at *kept*, whole or not at all; without room for it the worker goes on."""
    written = kept.with_suffix(".new")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, encoding="utf-8")
        written.replace(kept)
    except OSError as error:
        log.warning("rules.not_kept", file=str(kept), error=str(error))


def refused(path: Path, error: Exception) -> None:
    """Say that the rules of *path* are not followed, and what is wrong with each."""
    log.warning("rules.refused", file=str(path), mistakes=str(error).splitlines())
