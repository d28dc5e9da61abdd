"""What an operator can do to topics, right or wrong: limits, rights, deletion."""

from __future__ import annotations

from contextlib import asynccontextmanager
from struct import Struct
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest
from tests.support.insisting import answered, insist
from tests.support.processes import wait_until

from koreawire.agents.client import topics as topics_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from tests.support.desk import Desk

    from koreawire.schemas.topics import TopicSpec

# Kafka's numbers (org.apache.kafka.common.acl, .resource)
TOPIC, LITERAL, WRITE, ALL, DENY, ALLOW = 2, 3, 4, 2, 2, 3
SCHEME = Struct(">BH")  # how a segment begins (pipeline/segments.py): format, scheme
GONE_SECONDS = 30  # a deleted topic
BUSY_SECONDS = 120  # brokers that die and start do not answer
AGE_SECONDS = 120
EVERYONE, ANYWHERE = "User:*", "*"
# Properties of a broker that knows rights; a topic without any is open to everyone.
GUARDED = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
}


def limit_records(desk: Desk, spec: TopicSpec, size: int | None) -> None:
    """Make a topic refuse records above *size* bytes; None: as it is specified."""
    wanted = topics_of.config(spec, 1)
    if size is not None:
        wanted["max.message.bytes"] = str(size)
    configure(desk, spec.name, wanted)


def configure(desk: Desk, name: str, settings: Mapping[str, str]) -> None:
    """Give a topic (without prefix) exactly these settings."""
    topic = desk.prefix + name
    desk.loop.call(insist(lambda: answered(_configure(desk, topic, settings))), within=BUSY_SECONDS)


def deny_writing(desk: Desk, spec: TopicSpec) -> None:
    """Take the right to write a topic from everyone; all else is allowed."""
    desk.loop.call(_acl(desk, CreateAclsRequest, spec, ALL, ALLOW))
    desk.loop.call(_acl(desk, CreateAclsRequest, spec, WRITE, DENY))


def allow_writing(desk: Desk, spec: TopicSpec) -> None:
    """Give it back."""
    desk.loop.call(_acl(desk, DeleteAclsRequest, spec, WRITE, DENY))


def delete(desk: Desk, *names: str) -> None:
    """Delete topics, named with their prefix; return when they are gone."""
    desk.loop.call(_delete(desk, names))
    wait_until(lambda: not set(names) & set(desk.loop.call(_names(desk))), GONE_SECONDS, "deletion")


def age_changelogs(desk: Desk) -> None:
    """Make the state what an older version of its scheme would have left."""
    for name in changelogs(desk):
        desk.loop.call(_age(desk, name), within=AGE_SECONDS)


def changelogs(desk: Desk) -> tuple[str, ...]:
    """Return the names, with their prefix, of the topics that hold state."""
    names = desk.loop.call(insist(lambda: answered(_names(desk))), within=BUSY_SECONDS)
    return tuple(
        name for name in names if name.startswith(desk.prefix) and name.endswith("-changelog")
    )


@asynccontextmanager
async def _admin(desk: Desk) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**desk.options)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def _configure(desk: Desk, topic: str, settings: Mapping[str, str]) -> None:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic, configs=dict(settings))
    async with _admin(desk) as admin:
        for answer in await admin.alter_configs([resource]):
            for code, *said in answer.resources:
                assert code == 0, f"{topic}: {said}"


async def _acl(
    desk: Desk,
    request: type[CreateAclsRequest | DeleteAclsRequest],
    spec: TopicSpec,
    operation: int,
    permission: int,
) -> None:
    async with _admin(desk) as admin:
        name = desk.prefix + spec.name
        asked = request(TOPIC, name, LITERAL, EVERYONE, ANYWHERE, operation, permission)
        answer = await admin._send_request(asked)
        told = getattr(answer, "creation_responses", None) or answer.filter_responses
        for code, *said in told:
            assert code == 0, f"{for_code(code).__name__}: {said}"


async def _delete(desk: Desk, names: tuple[str, ...]) -> None:
    async with _admin(desk) as admin:
        await admin.delete_topics(list(names))


async def _age(desk: Desk, name: str) -> None:
    """Write every value of a topic again, with the scheme before its own."""
    consumer = AIOKafkaConsumer(**desk.options, auto_offset_reset="earliest")
    async with consumer, AIOKafkaProducer(**desk.options) as producer:
        places = [TopicPartition(name, part) for part in await producer.partitions_for(name)]
        consumer.assign(places)
        ends = {tp: end for tp, end in (await consumer.end_offsets(places)).items() if end}
        while ends:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for each in records:
                    if each.offset < ends.get(TopicPartition(name, each.partition), 0):
                        old = each.value and _older(each.value)
                        await producer.send_and_wait(name, old, each.key, partition=each.partition)
            ends = {tp: end for tp, end in ends.items() if await consumer.position(tp) < end}


def _older(value: bytes) -> bytes:
    form, scheme = SCHEME.unpack_from(value)
    return SCHEME.pack(form, scheme - 1) + value[SCHEME.size :]


async def _names(desk: Desk) -> list[str]:
    async with _admin(desk) as admin:
        return sorted(await admin.list_topics())
