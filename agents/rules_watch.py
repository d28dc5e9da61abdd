"""Take in a changed rules file while the worker runs; a file with a mistake changes nothing."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import structlog

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.problem import Problem
from koreawire.agents.rules_kept import keep, refused
from koreawire.pipeline.routing import Rules

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from koreawire.agents.settings import Settings

log = structlog.get_logger("koreawire")

LOOK_SECONDS = 2.0  # an editor who saves looks at the next story


@runtime_checkable
class Ruled(Protocol):
    """A stage that follows rules: `koreawire.pipeline.enrich.Enrich`."""

    rules: Rules


class RulesWatch:
    """Looks at a file every few seconds and replaces the rules of a stage as a whole."""

    def __init__(
        self,
        stage: Ruled,
        path: Path,
        *,
        kept: Path,
        prepare: Callable[[Rules], Awaitable[None]],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """*prepare* is awaited before new rules are followed: their topics must be there.

        *kept* is where a copy of the rules in force is left for `rules_at_start`.
        """
        self._stage = stage
        self._path = path
        self._kept = kept
        self._prepare = prepare
        self._stopped = stopped
        self._seen = _digest(path)

    async def run(self) -> None:
        """Look until the worker stops."""
        while not self._stopped():
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> bool:
        """Take in the file if it has changed; return whether other rules are in force now.

        A file that is gone, cannot be read or has mistakes leaves the old rules
        in force, and is told once for each change. A broker that does not create
        the topics is asked again at the next look.
        """
        digest = _digest(self._path)
        if digest is None or digest == self._seen:
            return False
        try:
            text = self._path.read_text(encoding="utf-8")
            rules = Rules.load(text, self._path.name)
        except (OSError, ValueError) as error:
            refused(self._path, error)
            self._seen = digest
            return False
        try:
            await self._prepare(rules)
        except (Problem, OSError, TimeoutError) as error:
            log.warning("rules.delayed", version=rules.version, error=str(error))
            return False
        self._seen = digest
        keep(self._kept, text)
        before = self._stage.rules.version
        self._stage.rules = rules
        log.info("rules.loaded", version=rules.version, before=before)
        return rules.version != before


def create_topics(settings: Settings) -> Callable[[Rules], Awaitable[None]]:
    """Return what creates the topics of new desks."""

    async def prepare(rules: Rules) -> None:
        async with admin(settings) as client:
            made = await topics.create(client, settings, rules.topics())
        if made:
            log.info("topics.created", topics=list(made))

    return prepare


def _digest(path: Path) -> bytes | None:
    """Return what tells one content of the file from another; nothing while it is not there."""
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None
