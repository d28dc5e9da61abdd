"""Apache Kafka in KRaft mode on free loopback ports: one broker, or three that replicate."""

from __future__ import annotations

import signal
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from tests.support.kafka_jars import jars
from tests.support.processes import Process, free_port, listening, wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg"
START_SECONDS = 180  # two to four alone; much more when others measure on the same cores
# The serial collector and the first compiler tier: a broker for tests should start fast.
JAVA = ("java", "-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
STARTED = "Kafka Server started"
LOGGING = """rootLogger.level=INFO
rootLogger.appenderRef.stdout.ref=STDOUT
appender.stdout.type=Console
appender.stdout.name=STDOUT
appender.stdout.layout.type=PatternLayout
appender.stdout.layout.pattern=%d{HH:mm:ss,SSS} %p %c{1} %m%n
"""


class Broker:
    """One broker (and controller) process; its data outlives a restart."""

    def __init__(
        self,
        folder: Path,
        properties: Mapping[str, str],
        port: int,
        *,
        scram: tuple[str, ...] = (),
    ) -> None:
        """Prepare a broker in *folder*; *scram* are `--add-scram` arguments of the format tool."""
        self.port = port
        self.log = folder / "broker.log"
        self._config = folder / "server.properties"
        self._logging = folder / "log4j2.properties"
        folder.mkdir(parents=True)
        self._logging.write_text(LOGGING)
        written = {**properties, "log.dirs": str(folder / "data")}
        self._config.write_text("".join(f"{key}={value}\n" for key, value in written.items()))
        adds = [part for each in scram for part in ("--add-scram", each)]
        subprocess.run(
            self._java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", self._config)
            + adds,
            check=True,
            capture_output=True,
        )
        self.process: Process | None = None

    def _java(self, *arguments: str | Path) -> list[str]:
        logging = f"-Dlog4j2.configurationFile={self._logging}"
        return [*JAVA, logging, "-cp", f"{jars()}/*", *map(str, arguments)]

    def launch(self, *, files_bytes: int | None = None) -> None:
        """Start the process; `ready` waits until it answers. It may write files up to a size."""
        command = self._java("kafka.Kafka", self._config)
        self.process = Process(command, self.log, files_bytes=files_bytes)

    def largest_file(self) -> int:
        """Return the size of the largest of its files, its own log among them."""
        sizes = (file.stat().st_size for file in self._config.parent.rglob("*") if file.is_file())
        return max(sizes, default=0)

    def ready(self) -> None:
        """Wait until the broker answers.

        Raises:
            RuntimeError: It ended; the message has the end of its log.
            TimeoutError: It did not answer in time.
        """
        process = self._running()

        def answers() -> bool:
            if not process.alive:
                raise RuntimeError(f"the broker ended at its start: {process.said()[-2000:]}")
            return STARTED in process.said() and listening(self.port)

        wait_until(answers, START_SECONDS, f"broker on port {self.port}", every=0.1)

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.launch()
        self.ready()

    def stop(self) -> None:
        """SIGTERM: leave the cluster in order; killed when that takes over 20 s."""
        process = self._running()
        try:
            process.terminate(within=20)
        except TimeoutError:
            process.kill()

    def kill(self) -> None:
        """SIGKILL: what a power cut leaves."""
        if self.process is not None:
            self.process.kill()

    def pause(self) -> None:
        """SIGSTOP: connections stand, nothing answers."""
        self._running().send(signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        self._running().send(signal.SIGCONT)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.alive

    def _running(self) -> Process:
        assert self.process is not None, "the broker was never started"
        return self.process


class Cluster:
    """Brokers that are stopped when the `with` ends, however it ends."""

    def __init__(
        self,
        folder: Path,
        *,
        size: int = 1,
        properties: Mapping[str, str] | None = None,
        listener: str = "PLAINTEXT",
        scram: tuple[str, ...] = (),
    ) -> None:
        """Prepare *size* brokers in *folder*.

        *listener* is the security protocol clients speak; what it needs (key
        stores, JAAS) comes in *properties*, which override the defaults.
        """
        self.size = size
        ports = [(free_port(), free_port()) for _ in range(size)]
        voters = ",".join(f"{n}@127.0.0.1:{ctl}" for n, (_, ctl) in enumerate(ports, start=1))
        self.brokers = [
            Broker(
                folder / f"broker-{number}",
                {
                    **_defaults(size),
                    "node.id": str(number),
                    "controller.quorum.voters": voters,
                    "listeners": f"CLIENTS://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
                    "advertised.listeners": f"CLIENTS://127.0.0.1:{port}",
                    "listener.security.protocol.map": f"CLIENTS:{listener},CONTROLLER:PLAINTEXT",
                    **(properties or {}),
                },
                port,
                scram=scram,
            )
            for number, (port, controller) in enumerate(ports, start=1)
        ]
        self.bootstrap = ",".join(f"127.0.0.1:{broker.port}" for broker in self.brokers)
        self._ending = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for broker in self.brokers:
                broker.launch()
                stack.callback(broker.kill)
            for broker in self.brokers:
                broker.ready()
            self._ending = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        for broker in self.brokers:  # one that restarted is another process than was started
            self._ending.callback(broker.kill)
        self._ending.close()


def _defaults(size: int) -> dict[str, str]:
    """What every test broker has; small internal topics, because they are made at first use."""
    replicas = str(min(size, 3))
    enough = str(min(size, 2))
    return {
        "process.roles": "broker,controller",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "CLIENTS",
        "auto.create.topics.enable": "false",
        # Sooner than Kafka's own 9 s a killed broker is told dead, and may come back; much
        # sooner, and on a busy machine brokers that live are told dead as well.
        "broker.heartbeat.interval.ms": "1000",
        "broker.session.timeout.ms": "6000",
        "group.initial.rebalance.delay.ms": "0",
        "offsets.topic.num.partitions": "4",
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.num.partitions": "2",
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": enough,
        # Indexes take their full size at once: so a limit on files is one on records.
        "log.index.size.max.bytes": "262144",
        # A segment ends before its index is full (12 bytes for 4 KB): Kafka 4.3 does not start
        # after a kill when recovery would make an index one entry longer than it may be.
        "log.segment.bytes": "67108864",
        "default.replication.factor": replicas,
        "min.insync.replicas": enough,
    }
