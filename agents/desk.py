"""The Faust app of a worker, configured to lose nothing and to end when it cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import faust
import structlog
from faust.auth import SASLCredentials, SSLCredentials
from yarl import URL

from koreawire.agents import preflight
from koreawire.agents.assignor import SteadyAssignor
from koreawire.agents.client.connection import security_options
from koreawire.agents.failure import Failure
from koreawire.agents.liveness import Watch
from koreawire.agents.problem import Problem
from koreawire.agents.state import StateTable
from koreawire.agents.telemetry.counters import AgentCounters, WorkerStatus
from koreawire.agents.transport import ChunkTransport
from koreawire.schemas.topics import LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from koreawire.agents.settings import Settings
    from koreawire.pipeline.record import Stage

log = structlog.get_logger("koreawire")

COMMIT_SECONDS = 0.25  # what a kill -9 makes others do again
COMMIT_CHUNKS = 1_000_000  # never by number: while Faust commits for that, it fetches nothing
BATCH_BYTES = 1_000_000
# Kafka answers a fetch with one record at least, however large; so this bounds the
# memory of a partition and not the size of a record.
FETCH_BYTES = 2_097_152
REQUEST_SECONDS = 60.0  # a broker that restarts takes less; longer, and the process starts anew
POLLED_CHUNKS = 4


class ChunkSchema(faust.Schema):  # type: ignore[misc]
    """Hands chunks through: bytes are decoded by who judges them, where a bad one can be parked."""

    def compile(self, app: Any, **_: Any) -> Any:
        """Return what makes an event of a message."""
        create_event = app.create_event

        async def decode(message: Any, *, propagate: bool = False) -> Any:  # noqa: ARG001 - Faust's signature
            return create_event(None, message.value, message.headers, message)

        return decode


class Desk(faust.App):  # type: ignore[misc]
    """The app with what its parts share: settings, failure, status, the cluster as found."""

    def __init__(self, settings: Settings, failure: Failure | None = None) -> None:
        """Configure Faust; nothing is connected before the app starts."""
        self.settings = settings
        self.failure = failure or Failure()
        self.failure.crash = self.crash
        self.status = WorkerStatus()
        self.ground: preflight.Ground | None = None
        self.stages: list[Stage] = []
        self._limits = preflight.limits(settings)
        super().__init__(**configuration(settings))

    def source(self, name: str) -> Any:
        """Return the Faust topic that an agent reads, in chunks."""
        return self.topic(self.settings.topic(name), schema=ChunkSchema())

    def limit(self, topic: str) -> int:
        """Return the bytes a record of *topic* (without prefix) may take."""
        return self._limits.get(topic, self.settings.max_record_bytes)

    def table(self, stage: Stage) -> StateTable | None:
        """Declare the table of a stage's state, if it has any."""
        if stage.state is None:
            return None
        table = StateTable(
            self, state=stage.state, name=stage.name, partitions=1, schema=ChunkSchema()
        )
        self.tables.add(table)
        return table

    def counters(self, stage: Stage) -> AgentCounters:
        """Return the counters of a stage's agent."""
        return self.status.agents.setdefault(stage.name, AgentCounters())

    def _new_transport(self) -> ChunkTransport:
        return ChunkTransport(self.conf.broker_consumer, self)

    async def maybe_start_producer(self) -> Any:
        """Start the producer: Faust's own way sleeps three times for every record sent."""
        if not self.producer.started:
            await self.producer.maybe_start()
        return self.producer

    def _crash(self, reason: BaseException) -> None:
        super()._crash(reason)
        self.failure.note("service.crashed", reason)

    async def prepare(self) -> None:
        """Look at the cluster and create the changelogs, once.

        Raises:
            Problem: The cluster cannot be used.
        """
        if self.ground is not None:
            return
        ground = await preflight.survey(self.settings)
        changelogs = {}
        for stage in self.stages:
            if stage.state is not None:
                table = self.tables[stage.name]
                table.changelog_topic.partitions = ground.partitions[stage.source]
                changelogs[table.changelog_topic_name] = self.settings.topic(stage.source)
        await preflight.create_changelogs(self.settings, changelogs)
        self.ground = ground

    async def on_first_start(self) -> None:
        """Prepare, where `run_worker` has not."""
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        await super().on_first_start()
        await self.prepare()

    async def on_start(self) -> None:
        """Start watching, before anything can stall."""
        await super().on_start()
        log.info("worker.started", agents=[stage.name for stage in self.stages])
        self.add_future(Watch(self).run())

    async def start(self) -> None:
        """Start; a cluster that cannot be used is a reason to end, in one line."""
        try:
            await super().start()
        except Problem as problem:
            self.failure.note("start.refused", reason=str(problem))
            raise


def configuration(settings: Settings) -> dict[str, Any]:
    """Return Faust's settings, each with its reason in docs/explanation/delivery.md."""
    session = settings.session_timeout_seconds
    return {
        "id": settings.app_id,
        "broker": [
            URL(f"kafka://{address}") for address in settings.brokers or ("127.0.0.1:9092",)
        ],
        "broker_credentials": credentials(settings),
        "broker_session_timeout": session,
        "broker_heartbeat_interval": session / 4,
        "broker_request_timeout": max(40.0, session + 1),
        "broker_rebalance_timeout": 30.0,
        "broker_commit_interval": COMMIT_SECONDS,
        "broker_commit_every": COMMIT_CHUNKS,
        "broker_max_poll_records": settings.chunk_records * POLLED_CHUNKS,
        "consumer_max_fetch_size": FETCH_BYTES,
        "producer_linger": 0.0,
        "producer_max_batch_size": BATCH_BYTES,
        "producer_max_request_size": 2 * LARGE_RECORD_BYTES,
        "producer_request_timeout": REQUEST_SECONDS,
        "stream_buffer_maxsize": settings.chunks_waiting,
        "stream_recovery_delay": 0.1,
        "stream_wait_empty": True,
        "recovery_consistency_check": False,  # the embedded broker understates ends
        "table_standby_replicas": 0,
        "topic_replication_factor": settings.replication_factor,
        "topic_disable_leader": True,
        "store": "memory://",
        "datadir": str(settings.data_dir / "worker"),
        "autodiscover": False,
        "PartitionAssignor": SteadyAssignor,
        "Worker": "koreawire.agents.process:Process",
        "worker_redirect_stdouts": False,
        **web(settings),
    }


def web(settings: Settings) -> dict[str, Any]:
    """Return Faust's web settings: our pages only; its own would show the tables."""
    return {
        "web_enabled": bool(settings.web_port),
        "web_bind": settings.web_host,
        "web_host": settings.web_host,
        "web_port": settings.web_port or 6066,
        "web_tables_enabled": False,
        "web_router_enabled": False,
        "web_stats_enabled": False,
        "web_graph_enabled": False,
    }


def credentials(settings: Settings) -> Any:
    """Return how Faust logs in, None where brokers are spoken to in plain text."""
    options = security_options(settings)
    context = options.get("ssl_context")
    if settings.security_protocol.startswith("sasl"):
        return SASLCredentials(
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            mechanism=options["sasl_mechanism"],
            ssl_context=context,
        )
    return SSLCredentials(context=context) if context is not None else None


def prefixed(settings: Settings) -> Callable[[str], str]:
    """Return the naming of topics on the broker, remembered: every output asks."""
    known: dict[str, str] = {}

    def name(topic: str) -> str:
        full = known.get(topic)
        if full is None:
            full = known[topic] = settings.topic(topic)
        return full

    return name
