"""Who may see the pages."""

from __future__ import annotations

import base64

import pytest
from aiohttp.test_utils import make_mocked_request

from koreawire.agents.problem import Problem
from koreawire.agents.settings import Settings
from koreawire.agents.web.guard import refusal, require_login

LOCAL = Settings()
TOKEN = Settings(web_host="0.0.0.0", web_token="t0ken")
LOGIN = Settings(web_host="0.0.0.0", web_user="desk", web_password="s:ecret")


def _ask(settings, path="/", *, host="localhost:6066", authorization=None, method="GET"):
    headers = {"Host": host} | ({"Authorization": authorization} if authorization else {})
    answer = refusal(make_mocked_request(method, path, headers=headers), settings)
    return 200 if answer is None else answer.status


def _basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])
def test_pages_for_other_machines_need_a_login(host):
    """The worker refuses to start rather than show headlines to the network."""
    with pytest.raises(Problem, match="KOREAWIRE_WEB_TOKEN"):
        require_login(Settings(web_host=host))


@pytest.mark.parametrize(
    "settings", [LOCAL, TOKEN, LOGIN, Settings(web_host="0.0.0.0", web_port=0)]
)
def test_a_login_loopback_or_no_pages_may_start(settings):
    """What is guarded, local or off needs no more."""
    require_login(settings)


@pytest.mark.parametrize(
    "path", ["/", "/api/status", "/style.css", "/table/", "/healthz/", "//healthz"]
)
@pytest.mark.parametrize("settings", [TOKEN, LOGIN])
def test_without_a_login_everything_but_health_is_refused(path, settings):
    """Only the two answers for supervisors are open, by their exact names."""
    assert _ask(settings, path) == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_supervisors_ask_without_a_login(path):
    """A load balancer has no token and any name for us."""
    assert _ask(TOKEN, path, host="10.0.0.7") == 200
    assert _ask(LOCAL, path, host="10.0.0.7") == 200


@pytest.mark.parametrize(
    ("settings", "authorization", "status"),
    [
        (TOKEN, "Bearer t0ken", 200),
        (TOKEN, "bearer t0ken", 200),
        (TOKEN, "Bearer other", 401),
        (TOKEN, "Bearer ", 401),
        (TOKEN, _basic("token", "t0ken"), 200),
        (TOKEN, _basic("desk", "t0ken"), 401),
        (TOKEN, "Basic not-base64", 401),
        (TOKEN, "Basic /w==", 401),
        (TOKEN, "Digest t0ken", 401),
        (LOGIN, _basic("desk", "s:ecret"), 200),
        (LOGIN, _basic("desk", "s"), 401),
        (LOGIN, _basic("", ""), 401),
        (LOGIN, "Bearer s:ecret", 401),
    ],
)
def test_only_the_right_credentials_pass(settings, authorization, status):
    """A token as a token or a browser's password; a user with a password that may have colons."""
    assert _ask(settings, authorization=authorization) == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:6066", 200),
        ("127.0.0.1:6066", 200),
        ("[::1]:6066", 200),
        ("localhost", 200),
        ("evil.example:6066", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_a_foreign_name_for_loopback_is_refused(host, status):
    """DNS rebinding: a page elsewhere must not read ours through the visitor's browser."""
    assert _ask(LOCAL, host=host) == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_the_pages_only_answer_questions(method):
    """Nothing can be changed over HTTP."""
    assert _ask(LOCAL, method=method) == 405
