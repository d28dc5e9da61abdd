"""Brokers for every test that needs one: embedded, Apache Kafka, three of them, or secured."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from tests.support.kafka import Cluster
from tests.support.kafka_jars import KafkaMissingError

from koreawire.agents.broker.embedded import embedded_broker
from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNNING = "KOREAWIRE_TEST_BROKER"
REQUIRED = "KOREAWIRE_REQUIRE_KAFKA"

# On a busy machine an example may take long, and that says nothing about the code.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@dataclass(frozen=True, slots=True)
class Address:
    """A broker that the tests use and do not break: `bootstrap` is `host:port[,…]`."""

    bootstrap: str


@pytest.fixture(autouse=True, scope="session")
def _own_environment() -> Iterator[None]:
    """Workers under test get their settings from the test, not from who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KOREAWIRE_")]:
            if name not in (RUNNING, REQUIRED):
                patch.delenv(name)
        yield


@pytest.fixture
def prefix() -> str:
    """A topic prefix of this test alone, also on a cluster that others use."""
    return f"test-{secrets.token_hex(4)}."


@contextmanager
def _kafka_or_skip() -> Iterator[None]:
    """Turn "no Kafka can be had" into a skip that says why, or a failure where it is required."""
    try:
        yield
    except KafkaMissingError as missing:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {missing}")
        pytest.skip(f"needs Apache Kafka: {missing}")


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster | Address]:
    """One real Kafka for the whole run; a test that breaks brokers takes `own_kafka`."""
    running = os.environ.get(RUNNING)
    if running:
        yield Address(running)
        return
    with _kafka_or_skip():
        cluster = Cluster(tmp_path_factory.mktemp("kafka") / "cluster")
    with cluster:
        yield cluster


@pytest.fixture
def own_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real Kafka of this test alone, to stop, kill and restart."""
    with _kafka_or_skip():
        cluster = Cluster(tmp_path_factory.mktemp("own-kafka") / "cluster")
    with cluster:
        yield cluster


@pytest.fixture
def three_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three brokers, replication 3, two replicas in sync required."""
    with _kafka_or_skip():
        cluster = Cluster(tmp_path_factory.mktemp("three-brokers") / "cluster", size=3)
    with cluster:
        yield cluster


@pytest.fixture(scope="session")
def embedded() -> Iterator[Address]:
    """One embedded broker for the whole run."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(embedded_broker())
        except Problem as problem:
            pytest.skip(str(problem))
        yield Address(address)


@pytest.fixture(
    params=[
        pytest.param("embedded", marks=pytest.mark.embedded),
        pytest.param("kafka", marks=pytest.mark.kafka),
    ]
)
def broker(request: pytest.FixtureRequest) -> Cluster | Address:
    """Each broker in turn: behaviour that must not depend on which one it is."""
    return request.getfixturevalue(request.param)
