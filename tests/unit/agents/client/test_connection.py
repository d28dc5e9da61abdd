"""A broker that cannot be used is explained in one line with the next step."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl

import pytest
from aiokafka import errors

from koreawire.agents.client.connection import client_options, explain, probe
from koreawire.agents.problem import Problem
from koreawire.agents.settings import Settings


def test_options_hold_what_a_secured_cluster_asks_for():
    """Worker and commands open their clients alike, so a cluster lets in both or none."""
    settings = Settings(
        broker="kafka:9093",
        security_protocol="sasl_ssl",
        sasl_mechanism="SCRAM-SHA-256",
        sasl_username="desk",
        sasl_password="secret",
    )
    options = client_options(settings)
    assert options["bootstrap_servers"] == ["kafka:9093"]
    assert options["security_protocol"] == "SASL_SSL"
    assert options["sasl_plain_password"] == "secret"
    assert options["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert options["ssl_context"].check_hostname


def test_no_broker_names_both_ways_to_have_one():
    """The first thing a newcomer meets who runs `tail` before `up`."""
    with pytest.raises(Problem, match=r"KOREAWIRE_BROKER=host:port.*koreawire up"):
        client_options(Settings())


def test_a_file_that_is_no_certificate_is_named_as_the_trouble(tmp_path):
    """A wrong file must not end in a stack of ssl.py frames."""
    authority = tmp_path / "ca.pem"
    authority.write_text("not a certificate")
    settings = Settings(broker="kafka:9093", security_protocol="ssl", tls_ca_file=authority)
    with pytest.raises(Problem, match="KOREAWIRE_TLS_CA_FILE"):
        client_options(settings)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (errors.AuthenticationFailedError("x"), "refused user 'desk'"),
        (errors.SaslAuthenticationFailed("x"), "KOREAWIRE_SASL_PASSWORD"),
        (errors.UnsupportedSaslMechanismError("x"), "KOREAWIRE_SASL_MECHANISM"),
        (ssl.SSLCertVerificationError("x"), "not trusted"),
        (ssl.SSLError(1, "wrong version"), "does not speak TLS"),
        (socket.gaierror(-2, "x"), "no host has the name"),
        (ConnectionRefusedError(111, "x"), "nothing listens"),
        (TimeoutError(), "did not answer within"),
        (errors.KafkaConnectionError("x"), "closed the connection"),
        (OSError(101, "Network is unreachable"), "Network is unreachable"),
    ],
)
def test_every_trouble_has_its_own_sentence(error, says):
    """One line each, with the address, and never the password."""
    settings = Settings(broker="kafka:9093", sasl_username="desk", sasl_password="secret")
    line = explain(error, "kafka:9093", settings)
    assert says in line
    assert "kafka:9093" in line
    assert "\n" not in line
    assert "secret" not in line


def test_a_closed_port_is_told_at_once():
    """Nobody waits for a port at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        settings = Settings(broker=f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(Problem, match="nothing listens"):
            asyncio.run(probe(settings))


def test_the_second_address_serves_when_the_first_is_down():
    """One broker of a cluster may be down; the setting names several for that."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        asyncio.run(_with_closing_server(taken.getsockname()[1]))


async def _with_closing_server(dead: int) -> None:
    """A second address was tried: the trouble of the first one is the one told."""
    tried = asyncio.Event()

    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tried.set()
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings = Settings(broker=f"127.0.0.1:{dead},127.0.0.1:{port}")
    with contextlib.suppress(Problem):
        await probe(settings)
    server.close()
    assert tried.is_set()
