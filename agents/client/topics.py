"""Topics on the broker: create them, list them, compare them with what they should be."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiokafka import errors
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from koreawire.agents import retention
from koreawire.agents.problem import Problem
from koreawire.agents.rules_kept import IN_FORCE, rules_at_start
from koreawire.pipeline.routing import Rules
from koreawire.schemas.topics import TOPICS, TopicSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiokafka.admin import AIOKafkaAdminClient

    from koreawire.agents.settings import Settings

REPLICAS = 3  # where a cluster has that many brokers: one may die, one may be in maintenance
LISTED_SECONDS = 15.0
POLL_SECONDS = 0.05
EXISTS = errors.TopicAlreadyExistsError.errno
RULES_NEXT = "see `koreawire topics create --help`"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as the broker has it; `config` holds only what the broker tells."""

    name: str
    partitions: int
    replicas: int
    config: Mapping[str, str]


def specs(settings: Settings, *, at_start: bool = False) -> tuple[TopicSpec, ...]:
    """Return every topic the project uses: the fixed ones, and one for each desk of the rules.

    *at_start* of a worker they are the rules it will follow, even if the file has a mistake.

    Raises:
        Problem: The rules file cannot be read, or a retention is set for a topic that is none.
    """
    file = settings.rules_file
    try:
        if file is None:
            rules = Rules.shipped()
        elif at_start:
            rules = Rules.load(rules_at_start(file, settings.data_dir / IN_FORCE), str(file))
        else:
            rules = Rules.load(file.read_text(encoding="utf-8"), str(file))
    except (OSError, ValueError) as error:
        raise Problem(f"the desks of {file} cannot be read: {error}") from None
    try:
        return retention.applied(
            TOPICS + rules.topics(),
            retention.parse(settings.retention_hours),
            window_hours=settings.duplicate_window_hours,
        )
    except ValueError as error:
        raise Problem(f"KOREAWIRE_RETENTION_HOURS: {error}") from None


def config(spec: TopicSpec, replicas: int) -> dict[str, str]:
    """Return the broker settings of a topic.

    Two replicas must have a record before it counts as confirmed, where there
    are three: then no single broker takes a confirmed record with it.
    """
    settings = {
        "cleanup.policy": "delete",
        "retention.ms": str(spec.retention_ms),
        "max.message.bytes": str(spec.max_message_bytes),
    }
    if replicas >= REPLICAS:
        settings["min.insync.replicas"] = "2"
    return settings


async def create(
    client: AIOKafkaAdminClient, settings: Settings, wanted: Iterable[TopicSpec]
) -> tuple[str, ...]:
    """Create what is missing of *wanted*; return the names of the topics that were made.

    Raises:
        Problem: The cluster refused one.
    """
    replicas = await _replicas(client, settings)
    there = set(await client.list_topics())
    missing = [spec for spec in wanted if settings.topic(spec.name) not in there]
    if not missing:
        return ()
    answer = await client.create_topics(
        [
            NewTopic(
                settings.topic(spec.name),
                spec.partitions,
                replicas,
                topic_configs=config(spec, replicas),
            )
            for spec in missing
        ]
    )
    made = []
    for name, code, *message in answer.topic_errors:
        if code == 0:
            made.append(name)
        elif code != EXISTS:  # another worker made it in the meantime
            reason = (message[0] if message else None) or errors.for_code(code).__name__
            raise Problem(f"topic {name} was not created: {reason}; {RULES_NEXT}")
    await _listed(client, made)
    return tuple(made)


async def existing(client: AIOKafkaAdminClient, names: Iterable[str]) -> dict[str, Topic]:
    """Return the topics of *names* that the broker has, by name.

    It asks only for topics that were listed: the embedded broker creates what
    it is asked about.
    """
    there = sorted(set(await client.list_topics()) & set(names))
    if not there:
        return {}
    described = await client.describe_topics(there)
    configs = await _configs(client, there)
    return {
        topic["topic"]: Topic(
            name=topic["topic"],
            partitions=len(topic["partitions"]),
            replicas=min((len(part["replicas"]) for part in topic["partitions"]), default=0),
            config=configs.get(topic["topic"], {}),
        )
        for topic in described
    }


def differences(spec: TopicSpec, found: Topic | None) -> tuple[str, ...]:
    """Return what is wrong with a topic, one clause each; nothing when it is as specified."""
    if found is None:
        return ("is missing",)
    wrong = []
    if found.partitions != spec.partitions:
        wrong.append(f"has {found.partitions} partitions, not {spec.partitions}")
    for key, value in config(spec, found.replicas).items():
        has = found.config.get(key)
        if has is not None and has != value:
            wrong.append(f"{key} is {has}, not {value}")
    return tuple(wrong)


async def _listed(client: AIOKafkaAdminClient, names: Iterable[str]) -> None:
    """Wait until *names* are listed: Kafka tells its brokers after it has answered."""
    async with asyncio.timeout(LISTED_SECONDS):
        while not set(names) <= set(await client.list_topics()):  # noqa: ASYNC110 - brokers tell nobody
            await asyncio.sleep(POLL_SECONDS)


async def _replicas(client: AIOKafkaAdminClient, settings: Settings) -> int:
    """The setting where it is set, else as many as the cluster has brokers, three at most."""
    if "replication_factor" in settings.model_fields_set:
        return settings.replication_factor
    cluster = await client.describe_cluster()
    return min(REPLICAS, max(1, len(cluster["brokers"])))


async def _configs(client: AIOKafkaAdminClient, names: Iterable[str]) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    configs: dict[str, dict[str, str]] = {}
    for response in await client.describe_configs(resources):
        for _code, _message, _type, name, entries in response.resources:
            configs[name] = {entry[0]: entry[1] for entry in entries if entry[1] is not None}
    return configs
