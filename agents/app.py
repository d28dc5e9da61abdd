"""build_app: the composition root, where stages meet agents, tables and pages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from koreawire.agents.deduplicate import deduplicate
from koreawire.agents.delivery import Delivery
from koreawire.agents.desk import Desk, prefixed
from koreawire.agents.enrich import enrich
from koreawire.agents.faust_check import check
from koreawire.agents.judging import Judge
from koreawire.agents.normalise import normalise
from koreawire.agents.parked import is_parked
from koreawire.agents.route import route
from koreawire.agents.rules_kept import IN_FORCE, keep, rules_at_start
from koreawire.agents.rules_watch import Ruled, RulesWatch, create_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from koreawire.agents.chunk import Chunk
    from koreawire.agents.failure import Failure
    from koreawire.agents.settings import Settings
    from koreawire.pipeline.record import Stage

PAGES = "koreawire.agents.web.pages"  # loaded only where pages are shown
AGENTS: Mapping[str, Callable[..., Any]] = {
    "normalise": normalise,
    "deduplicate": deduplicate,
    "enrich": enrich,
    "route": route,
}


def build_app(
    settings: Settings,
    *,
    stages: Sequence[str] | None = None,
    failpoints: Mapping[str, Callable[[Chunk], object]] | None = None,
    failure: Failure | None = None,
) -> Desk:
    """Return the app of a worker, models loaded, nothing connected.

    *stages* names the agents to run, all four if None. *failpoints* break the
    process where a test wants it (names in `agents/delivery.py`).

    Raises:
        ValueError: *stages* has an unknown name, or the desks file is bad.
    """
    from koreawire.agents.warming import warm  # noqa: PLC0415 - it loads every model
    from koreawire.pipeline.stages import NAMES, build  # noqa: PLC0415 - as above

    options = settings.options()
    if settings.rules_file is not None:
        kept = settings.data_dir / IN_FORCE
        options = replace(options, rules=rules_at_start(settings.rules_file, kept))
        keep(kept, options.rules or "")
    built = build(options, only=tuple(stages or NAMES))
    warm(built.values())
    return compose(settings, built.values(), failpoints=failpoints, failure=failure)


def compose(
    settings: Settings,
    stages: Iterable[Stage],
    *,
    failpoints: Mapping[str, Callable[[Chunk], object]] | None = None,
    failure: Failure | None = None,
) -> Desk:
    """Return the app that runs *stages*, whatever they decide."""
    check()
    desk = Desk(settings, failure)
    for stage in stages:
        _add(desk, stage, failpoints)
        if settings.rules_file is not None and isinstance(stage, Ruled):
            _watch_rules(desk, stage, settings.rules_file)
    if settings.web_port:
        _mount_pages(desk, settings)
    else:
        desk.boot_strategy.enable_web = False  # Faust binds the port even where web is not enabled
    return desk


def _add(
    desk: Desk, stage: Stage, failpoints: Mapping[str, Callable[[Chunk], object]] | None
) -> None:
    """Declare the agent of *stage*, and the table where it has state."""
    desk.stages.append(stage)
    table = desk.table(stage)
    judge = Judge(
        stage,
        table=table,
        prefixed=prefixed(desk.settings),
        limit=desk.limit,
        is_parked=partial(is_parked, desk.settings),
    )
    if table is not None:
        table.judge = judge
    delivery = Delivery(
        judge, app=desk, table=table, counters=desk.counters(stage), failpoints=failpoints
    )
    serve = AGENTS.get(stage.name)
    desk.agent(desk.source(stage.source), name=stage.name, concurrency=1)(
        partial(serve, delivery) if serve else delivery.run
    )


def _watch_rules(desk: Desk, stage: Ruled, path: Path) -> None:
    """Follow the rules file while the worker runs; new desks get their topics first."""
    watch = RulesWatch(
        stage,
        path,
        kept=desk.settings.data_dir / IN_FORCE,
        prepare=create_topics(desk.settings),
        stopped=lambda: desk.should_stop,
    )
    desk.task(watch.run)


def _mount_pages(desk: Desk, settings: Settings) -> None:
    if find_spec(PAGES) is not None:
        import_module(PAGES).mount(desk, settings)
