"""The web views of a worker: /healthz, /readyz, /api/status and / for people."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web
from faust.web.base import BlueprintManager

from koreawire.agents.web.guard import guard, require_login
from koreawire.agents.web.page import page, style
from koreawire.agents.web.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from koreawire.agents.settings import Settings
    from koreawire.agents.telemetry.counters import WorkerStatus
    from koreawire.agents.web.watcher import View


def mount(app: Any, settings: Settings) -> None:
    """Put the pages on the Faust app's web server, in place of Faust's own.

    Faust's blueprints go, all of them: its tables would show state to whoever asks.

    Raises:
        Problem: The pages would be open to other machines without a login.
    """
    require_login(settings)
    app.web.blueprints = BlueprintManager()
    routes(app.web.web_app, app.status, settings)


def routes(site: web.Application, status: WorkerStatus, settings: Settings) -> None:
    """Add the views and their guard to an aiohttp application."""
    watcher = Watcher(settings)
    site.middlewares.append(guard(settings))

    async def closed_at_the_end(_: web.Application) -> AsyncIterator[None]:
        yield
        await watcher.close()

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(_: web.Request) -> web.Response:
        ready = status.ready()
        return web.Response(
            text="ready\n" if ready else "not ready\n", status=200 if ready else 503
        )

    async def api(_: web.Request) -> web.Response:
        body = orjson.dumps(
            facts(status, await watcher.look(), settings),
            option=orjson.OPT_NON_STR_KEYS | orjson.OPT_INDENT_2,
        )
        return web.Response(body=body, content_type="application/json")

    async def index(_: web.Request) -> web.Response:
        shown = page(facts(status, await watcher.look(), settings))
        return web.Response(text=shown, content_type="text/html")

    async def sheet(_: web.Request) -> web.Response:
        return web.Response(body=style(), content_type="text/css", charset="utf-8")

    site.cleanup_ctx.append(closed_at_the_end)
    site.router.add_get("/healthz", healthz)
    site.router.add_get("/readyz", readyz)
    site.router.add_get("/api/status", api)
    site.router.add_get("/style.css", sheet)
    site.router.add_get("/", index)


def facts(status: WorkerStatus, view: View, settings: Settings) -> dict[str, Any]:
    """Return what both the page and the JSON say."""
    return {
        "version": version("koreawire"),
        "worker": status.snapshot(),
        "desk": {
            "broker": settings.broker,
            "trouble": view.trouble,
            "topics": [
                {
                    "topic": topic.name,
                    "partitions": topic.partitions,
                    "records": topic.records,
                    "lag": topic.lag,
                }
                for topic in view.topics
            ],
        },
        "latest": [
            {
                "uri": story.uri,
                "sequence": story.sequence,
                "time": story.row.time,
                "language": story.row.language,
                "headline": story.row.what,
                "desks": [desk for desk in story.row.where.split(", ") if desk],
                "why": story.row.why,
            }
            for story in view.latest()
        ],
    }
