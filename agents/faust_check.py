"""A check at the start that Faust is as the transport expects it: it overrides private methods."""

from __future__ import annotations

import inspect
from importlib.metadata import version

import faust
from faust import streams
from faust.assignor import PartitionAssignor
from faust.transport import consumer
from faust.transport.drivers import aiokafka as driver
from mode import Service

from koreawire.agents.problem import Problem

VERSIONS = {"faust-streaming": "0.15.", "mode-streaming": "0.7."}
# What is overridden or called, with the parameters that it must have.
EXPECTED: tuple[tuple[type, str, tuple[str, ...]], ...] = (
    (consumer.Consumer, "getmany", ("self", "timeout")),
    (consumer.Consumer, "_wait_next_records", ("self", "timeout")),
    (consumer.Consumer, "perform_seek", ("self",)),
    (consumer.Consumer, "ack", ("self", "message")),
    (consumer.Consumer, "_new_offset", ("self", "tp")),
    (consumer.Consumer, "_add_gap", ("self", "tp", "offset_from", "offset_to")),
    (consumer.Consumer, "_filter_tps_with_pending_acks", ("self", "topics")),
    (consumer.Consumer, "_clean_unacked_messages", ("self",)),
    (consumer.Consumer, "_wait_for_ack", ("self", "timeout")),
    (consumer.Consumer, "wait_empty", ("self",)),
    (consumer.Consumer, "on_partitions_revoked", ("self", "revoked")),
    (driver.Consumer, "_new_consumer_thread", ("self",)),
    (driver.AIOKafkaConsumerThread, "_create_worker_consumer", ("self", "transport")),
    (driver.AIOKafkaConsumerThread, "seek_wait", ("self", "partitions")),
    (driver.Producer, "_ensure_producer", ("self",)),
    (PartitionAssignor, "_group_co_subscribed", ("topics", "subscriptions")),
    (faust.App, "_new_transport", ("self",)),
    (faust.App, "maybe_start_producer", ("self",)),
    (Service, "_crash", ("self", "reason")),
)


def check() -> None:
    """Raise when Faust is not the one this delivery core was proven on.

    Raises:
        Problem: Its version, a private method or the compiled stream iterator differs.
    """
    for package, wanted in VERSIONS.items():
        if not version(package).startswith(wanted):
            raise Problem(f"{package} {version(package)} is installed; {wanted}x is needed")
    for owner, name, parameters in EXPECTED:
        method = getattr(owner, name, None)
        method = getattr(method, "__wrapped__", method)
        found = tuple(inspect.signature(method).parameters) if callable(method) else ()
        if name == "maybe_start_producer":
            found = found or ("self",)  # it is wrapped in a way that hides them
        if found[: len(parameters)] != parameters:
            raise Problem(
                f"Faust's {owner.__name__}.{name}{found} is not {parameters}: reinstall"
                " faust-streaming 0.15"
            )
    if streams._CStreamIterator is None:  # noqa: SLF001 - the pure one acks what it skips
        raise Problem("Faust's compiled stream iterator is missing: reinstall faust-streaming 0.15")
