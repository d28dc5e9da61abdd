"""Who may see the pages, and what a browser may do with them."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import TYPE_CHECKING

from aiohttp import web

from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from koreawire.agents.settings import Settings

OPEN = frozenset(
    {"/healthz", "/readyz"}
)  # supervisors ask without a login; they say no more than yes
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Nothing but our own style sheet: no script, no frame, no form, no picture from elsewhere.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "koreawire",
}
CHALLENGE = {"WWW-Authenticate": 'Basic realm="koreawire", charset="UTF-8"'}
TOKEN_USER = "token"  # noqa: S105 - the user name under which a browser gives the token


def require_login(settings: Settings) -> None:
    """Refuse pages that another machine could read without a login.

    Raises:
        Problem: The pages would listen outside loopback with neither token nor login.
    """
    if settings.web_port and settings.web_is_public and not _has_login(settings):
        raise Problem(
            f"the web pages would be open to everybody on {settings.web_host}; set "
            "KOREAWIRE_WEB_TOKEN, or KOREAWIRE_WEB_USER and KOREAWIRE_WEB_PASSWORD, "
            "or KOREAWIRE_WEB_HOST=127.0.0.1"
        )


def guard(settings: Settings) -> Middleware:
    """Return the middleware that every request passes."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = refusal(request, settings)
        if refused is not None:
            return _with_headers(refused)
        try:
            return _with_headers(await handler(request))
        except web.HTTPException as error:
            return _with_headers(web.Response(status=error.status, text=f"{error.reason}\n"))

    return check


def refusal(request: web.BaseRequest, settings: Settings) -> web.Response | None:
    """Return the answer to a request that may not pass, or None."""
    if request.method not in ("GET", "HEAD"):
        return web.Response(status=405, text="only GET\n", headers={"Allow": "GET, HEAD"})
    if request.path in OPEN:
        return None
    if _has_login(settings):
        if logged_in(request.headers.get("Authorization", ""), settings):
            return None
        return web.Response(status=401, text="log in\n", headers=CHALLENGE)
    # Without a login, a page elsewhere could point its own name at 127.0.0.1 and
    # read ours from the visitor's browser (DNS rebinding): such a request has that name.
    if request.host.rpartition(":")[0] not in LOOPBACK_NAMES and request.host not in LOOPBACK_NAMES:
        return web.Response(status=421, text="ask for localhost\n")
    return None


def logged_in(authorization: str, settings: Settings) -> bool:
    """Whether an Authorization header has the token, or the user and password.

    Browsers know only Basic: the token is also taken as the password of user `token`.
    """
    scheme, _, credentials = authorization.partition(" ")
    token, password = settings.web_token, settings.web_password
    if scheme.lower() == "bearer" and token is not None:
        return _same(credentials.strip(), token.get_secret_value())
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    user, _, secret = given.partition(":")
    by_token = token is not None and _same(secret, token.get_secret_value()) and user == TOKEN_USER
    by_user = (
        settings.web_user is not None
        and password is not None
        and _same(user, settings.web_user)
        and _same(secret, password.get_secret_value())
    )
    return by_token or by_user


def _has_login(settings: Settings) -> bool:
    return settings.web_token is not None or settings.web_user is not None


def _same(one: str, other: str) -> bool:
    """Compare in a time that does not tell how much of it was right."""
    return hmac.compare_digest(one.encode(), other.encode())


def _with_headers(response: web.StreamResponse) -> web.StreamResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
