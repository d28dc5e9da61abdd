"""Reaching the brokers: one set of client options, one clear line when it fails."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING, Any

from aiokafka import errors
from aiokafka.conn import create_conn
from aiokafka.protocol.metadata import MetadataRequest

from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from koreawire.agents.settings import Settings

CLIENT_ID = "koreawire"
PROBE_SECONDS = 6.0  # for each of two addresses: a wrong one is told within 15 s
REQUEST_TIMEOUT_MS = 15_000
NO_BROKER = (
    "no broker is set; set KOREAWIRE_BROKER=host:port, or start one here with `koreawire up`"
)

# The first that fits is told. Every sentence ends with the next step.
EXPLANATIONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    (
        (errors.AuthenticationFailedError, errors.SaslAuthenticationFailed),
        (
            "broker {address} refused user {user!r}; "
            "check KOREAWIRE_SASL_USERNAME and KOREAWIRE_SASL_PASSWORD"
        ),
    ),
    (
        (errors.UnsupportedSaslMechanismError,),
        (
            "broker {address} does not offer {mechanism}; "
            "set KOREAWIRE_SASL_MECHANISM to one it offers"
        ),
    ),
    (
        (ssl.SSLCertVerificationError,),
        (
            "the certificate of broker {address} is not trusted ({detail}); "
            "set KOREAWIRE_TLS_CA_FILE to the certificate of its authority"
        ),
    ),
    (
        (ssl.SSLError,),
        (
            "broker {address} does not speak TLS as we do ({detail}); "
            "check the port and KOREAWIRE_SECURITY_PROTOCOL"
        ),
    ),
    (
        (socket.gaierror,),
        "no host has the name of broker {address}; check KOREAWIRE_BROKER",
    ),
    (
        (ConnectionRefusedError,),
        "nothing listens at broker {address}; start the broker or check KOREAWIRE_BROKER",
    ),
    (
        (TimeoutError, errors.RequestTimedOutError),
        (
            "broker {address} did not answer within {seconds:g} s; "
            "check the address, and KOREAWIRE_SECURITY_PROTOCOL if it speaks TLS"
        ),
    ),
    (
        (errors.KafkaConnectionError, ConnectionError),
        (
            "broker {address} closed the connection; "
            "check KOREAWIRE_SECURITY_PROTOCOL and that this is a Kafka port"
        ),
    ),
)


def client_options(settings: Settings) -> dict[str, Any]:
    """Return what every aiokafka client of this project is opened with.

    Raises:
        Problem: No broker is set, or a certificate file cannot be used.
    """
    if not settings.brokers:
        raise Problem(NO_BROKER)
    return {
        "bootstrap_servers": list(settings.brokers),
        "client_id": CLIENT_ID,
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
        **security_options(settings),
    }


def security_options(settings: Settings) -> dict[str, Any]:
    """Return the TLS and SASL part of `client_options`.

    Raises:
        Problem: A certificate file cannot be used.
    """
    options: dict[str, Any] = {"security_protocol": settings.security_protocol.upper()}
    if settings.security_protocol in {"ssl", "sasl_ssl"}:
        options["ssl_context"] = _tls(settings)
    if settings.security_protocol.startswith("sasl"):
        password = settings.sasl_password
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": password.get_secret_value() if password else None,
        }
    return options


async def probe(settings: Settings) -> str:
    """Return the first address that answers and lets us in.

    aiokafka's own clients log such troubles and then say only that they could
    not bootstrap; here the reason of the first address is told.

    Raises:
        Problem: None does.
    """
    options = client_options(settings)
    options.pop("bootstrap_servers")
    options["request_timeout_ms"] = int(PROBE_SECONDS * 1000)
    first: Problem | None = None
    for address in settings.brokers[:2]:
        host, _, port = address.rpartition(":")
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await _ask(host.strip("[]"), int(port), options)
        except (OSError, errors.KafkaError, TimeoutError) as error:
            first = first or Problem(explain(error, address, settings))
        else:
            return address
    raise first or Problem(NO_BROKER)


async def _ask(host: str, port: int, options: dict[str, Any]) -> None:
    """Connect, log in, and ask for something: one who is not logged in is cut off only then."""
    connection = await create_conn(host, port, **options)
    try:
        await connection.send(MetadataRequest([]))
    finally:
        connection.close()


def explain(error: BaseException, address: str, settings: Settings) -> str:
    """Return one line about why *address* could not be used, with the next step."""
    for kinds, sentence in EXPLANATIONS:
        if isinstance(error, kinds):
            return sentence.format(
                address=address,
                user=settings.sasl_username,
                mechanism=settings.sasl_mechanism,
                detail=_detail(error),
                seconds=PROBE_SECONDS,
            )
    return f"broker {address} cannot be used: {_detail(error)}"


def _detail(error: BaseException) -> str:
    """What the library says of *error* that a person can use."""
    named = getattr(error, "verify_message", None) or getattr(error, "reason", None)
    return str(named or error or type(error).__name__)


def _tls(settings: Settings) -> ssl.SSLContext:
    authority = settings.tls_ca_file
    try:
        context = ssl.create_default_context(cafile=str(authority) if authority else None)
        if settings.tls_certificate_file is not None:
            secret = settings.tls_key_password
            context.load_cert_chain(
                settings.tls_certificate_file,
                settings.tls_key_file,
                secret.get_secret_value() if secret else "",
            )
    except (OSError, ssl.SSLError) as error:
        raise Problem(
            f"the TLS files cannot be used ({error}); check KOREAWIRE_TLS_CA_FILE, "
            "KOREAWIRE_TLS_CERTIFICATE_FILE and KOREAWIRE_TLS_KEY_FILE"
        ) from None
    return context
