"""The port of the web pages: is it free?"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from koreawire.agents.settings import Settings


def require_free(settings: Settings) -> None:
    """Refuse a port that another program listens on, before anything is started.

    Raises:
        Problem: It is taken, or the address is none of this machine's.
    """
    if not settings.web_port:
        return
    trouble = _trouble(settings.web_host, settings.web_port)
    if trouble is not None:
        raise Problem(
            f"the web pages cannot listen on {settings.web_host}:{settings.web_port} ({trouble}); "
            "set KOREAWIRE_WEB_PORT to another port, or to 0 for no pages"
        )


def usable_port(settings: Settings) -> int:
    """Return the port for the pages: a free one where none is set and the usual one is taken.

    Raises:
        Problem: The port that is set cannot be used.
    """
    if "web_port" not in settings.model_fields_set and _trouble(
        settings.web_host, settings.web_port
    ):
        with _socket(settings.web_host) as probe:
            probe.bind((settings.web_host, 0))
            return int(probe.getsockname()[1])
    require_free(settings)
    return settings.web_port


def _trouble(host: str, port: int) -> str | None:
    try:
        with _socket(host) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.strerror or str(error)
    return None


def _socket(host: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
