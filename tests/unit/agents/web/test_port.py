"""A taken port is told before anything is started."""

from __future__ import annotations

import socket

import pytest

from koreawire.agents.problem import Problem
from koreawire.agents.settings import Settings
from koreawire.agents.web.port import require_free, usable_port


@pytest.fixture
def taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_taken_port_is_refused_with_the_setting_that_helps(taken):
    """Two workers on one machine: the second one says so in one line."""
    with pytest.raises(Problem, match="KOREAWIRE_WEB_PORT"):
        require_free(Settings(web_port=taken))


def test_no_pages_need_no_port():
    """0 turns the pages off."""
    require_free(Settings(web_port=0))


def test_an_address_of_another_machine_is_refused():
    """A typo in the address is told like a taken port."""
    with pytest.raises(Problem, match=r"192\.0\.2\.7"):
        require_free(Settings(web_host="192.0.2.7"))


def test_up_takes_another_port_only_where_none_was_asked_for(taken):
    """A second `up` finds a port of its own; one that was named is not replaced in silence."""
    with pytest.raises(Problem):
        usable_port(Settings(web_port=taken))
    usual = Settings.model_construct(_fields_set=set(), web_host="127.0.0.1", web_port=taken)
    assert usable_port(usual) != taken
