"""An admin client for the length of a block."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiokafka import errors
from aiokafka.admin import AIOKafkaAdminClient

from koreawire.agents.client.connection import client_options, probe
from koreawire.agents.problem import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from koreawire.agents.settings import Settings

ADMIN_SECONDS = 30.0  # creating a dozen topics on a cluster takes a second or two
AGAIN_SECONDS = 0.25
# The first question about a group creates the topic of the groups; after a broker went, its
# groups get another coordinator, which first reads what they are.
MOVING = (
    errors.GroupCoordinatorNotAvailableError,
    errors.GroupLoadInProgressError,
    errors.NotCoordinatorForGroupError,
)


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Yield a started admin client.

    Raises:
        Problem: The brokers cannot be reached, or do not answer within the block.
    """
    address = await probe(settings)
    client = AIOKafkaAdminClient(**client_options(settings))
    try:
        async with asyncio.timeout(ADMIN_SECONDS):
            await client.start()
            yield client
    except (TimeoutError, errors.KafkaError) as error:
        raise Problem(_told(address, error)) from None
    finally:
        await client.close()


async def members(client: AIOKafkaAdminClient, group: str) -> int:
    """Return how many members *group* has; ask again while its coordinator is changing.

    Raises:
        KafkaError: The coordinator refused to say.
    """
    while True:
        try:
            (answer,) = await client.describe_consumer_groups([group])
            ((code, _group, _state, _type, _protocol, found, *_),) = answer.groups
            if code:
                raise errors.for_code(code)(f"group {group}")
            return len(found)
        except MOVING:
            await asyncio.sleep(AGAIN_SECONDS)


def _told(address: str, error: Exception) -> str:
    """Return what to do about it: an election or a start passes, a refusal does not."""
    if isinstance(error, errors.KafkaError) and not (error.retriable or _is_silence(error)):
        return f"the cluster refused: {error}; check the rights of this user"
    return (
        f"broker {address} answers, but the cluster does not ({error or 'timed out'}); "
        "check that the addresses it advertises can be reached from here"
    )


def _is_silence(error: errors.KafkaError) -> bool:
    return isinstance(error, (errors.KafkaConnectionError, errors.KafkaTimeoutError))
