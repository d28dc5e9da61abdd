"""What an operator can do to topics, right or wrong: limits, rights, deletion."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest

from koreawire.agents.client import topics as topics_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from tests.support.desk import Desk

    from koreawire.schemas.topics import TopicSpec

# Kafka's numbers (org.apache.kafka.common.acl, .resource)
TOPIC, LITERAL, WRITE, ALL, DENY, ALLOW = 2, 3, 4, 2, 2, 3
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
    desk.loop.call(_configure(desk, desk.prefix + name, settings))


def deny_writing(desk: Desk, spec: TopicSpec) -> None:
    """Take the right to write a topic from everyone; all else is allowed."""
    desk.loop.call(_acl(desk, CreateAclsRequest, spec, ALL, ALLOW))
    desk.loop.call(_acl(desk, CreateAclsRequest, spec, WRITE, DENY))


def allow_writing(desk: Desk, spec: TopicSpec) -> None:
    """Give it back."""
    desk.loop.call(_acl(desk, DeleteAclsRequest, spec, WRITE, DENY))


def delete(desk: Desk, *names: str) -> None:
    """Delete topics, named with their prefix."""
    desk.loop.call(_delete(desk, names))


def changelogs(desk: Desk) -> tuple[str, ...]:
    """Return the names, with their prefix, of the topics that hold state."""
    names = desk.loop.call(_names(desk))
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


async def _names(desk: Desk) -> list[str]:
    async with _admin(desk) as admin:
        return sorted(await admin.list_topics())
