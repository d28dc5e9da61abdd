"""`koreawire worker`: the agents on a cluster, in this process."""

from __future__ import annotations

from typing import Annotated

import typer

from koreawire.agents.client.connection import client_options
from koreawire.agents.problem import Problem
from koreawire.agents.settings import load
from koreawire.agents.web.guard import require_login
from koreawire.agents.web.port import require_free


def worker(
    *,
    only: Annotated[
        str | None,
        typer.Option(help="Run some agents only, e.g. normalise,enrich; else all four."),
    ] = None,
    rebuild_state: Annotated[
        bool,
        typer.Option(
            "--rebuild-state",
            help="Build state that is missing or of another version anew, instead of stopping.",
        ),
    ] = False,
) -> None:
    """Run the agents: normalise, deduplicate, enrich, route.

    Start as many workers as wanted, on as many machines; the brokers share the
    work among them. Ctrl-C or SIGTERM settles what is in hand and ends. The web
    pages are at KOREAWIRE_WEB_HOST and KOREAWIRE_WEB_PORT (0 turns them off).

    Examples:

      KOREAWIRE_BROKER=localhost:9092 koreawire worker

      koreawire worker --only normalise,enrich

      koreawire worker --rebuild-state
    """
    from koreawire.agents.worker import run_worker  # noqa: PLC0415 - it loads Faust and all models

    settings = load(rebuild_state=rebuild_state or None)  # unset: the environment's word counts
    client_options(settings)  # no broker, or a bad certificate, is told before anything is loaded
    require_login(settings)
    require_free(settings)
    names = tuple(name.strip() for name in only.split(",")) if only else None
    try:
        code = run_worker(settings, only=names)
    except ValueError as error:
        raise Problem(str(error)) from None
    if code:
        raise typer.Exit(code)
