"""Commits count once the broker confirmed them; until then they are tried again."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from koreawire.agents.chunk import Chunk
from koreawire.agents.commits import ConfirmedCommits
from koreawire.agents.contiguity import Contiguity

SOURCE = TP("wire.items.raw.v1", 0)


@pytest.fixture
def consumer(monkeypatch):
    """A consumer of one partition from offset 100, whose broker answers as `answers` says."""

    async def tried(_self, offsets, _start_new_transaction):
        one.tried.append(dict(offsets))
        return one.answers.pop(0)

    monkeypatch.setattr(driver.Consumer, "_commit_offsets", tried)
    one = ConfirmedCommits.__new__(ConfirmedCommits)
    one.contiguity, one._confirmed = Contiguity(), {}
    one.tried, one.answers = [], []
    one.contiguity.begin({SOURCE: 100})
    one.goes_on_at({SOURCE: 100})
    return one


def settle(consumer, last):
    """Settle a chunk that ends at *last*."""
    number, previous = consumer.contiguity.fetched(SOURCE, last)
    consumer.contiguity.settle(Chunk(SOURCE, [SimpleNamespace(offset=last)], number, previous))


def commit(consumer):
    """Commit as Faust does every quarter of a second."""
    due = consumer._filter_committable_offsets(consumer._filter_tps_with_pending_acks())
    return asyncio.run(consumer._commit_offsets(due)) if due else None


def test_a_commit_that_failed_is_tried_again_though_nothing_came_after_it(consumer):
    """It fails without a word when the group is being balanced anew."""
    settle(consumer, 149)
    consumer.answers = [False, True]
    assert (commit(consumer), consumer.position_of(SOURCE)) == (False, 100)
    assert (commit(consumer), consumer.position_of(SOURCE)) == (True, 150)
    assert commit(consumer) is None
    assert consumer.tried == [{SOURCE: 150}] * 2


def test_a_late_failure_does_not_hide_what_comes_again(consumer):
    """While it was tried the partition was given anew, and goes on where it had been."""
    settle(consumer, 149)
    consumer.answers = [False, True]
    consumer.contiguity.begin({SOURCE: 100})
    consumer.goes_on_at({SOURCE: 100})
    asyncio.run(consumer._commit_offsets({SOURCE: 150}))
    settle(consumer, 149)
    assert commit(consumer)
    assert consumer.position_of(SOURCE) == 150


def test_a_late_success_is_not_believed_of_what_was_given_anew(consumer):
    """A commit leaves out partitions that are just being taken away, and says nothing of it."""
    settle(consumer, 149)

    async def given_anew():
        trying = asyncio.ensure_future(consumer._commit_offsets({SOURCE: 150}))
        consumer.contiguity.begin({SOURCE: 100})
        consumer.goes_on_at({SOURCE: 100})
        await trying

    consumer.answers = [True, True]
    asyncio.run(given_anew())
    assert consumer.position_of(SOURCE) == 100
    settle(consumer, 149)
    assert commit(consumer)
    assert consumer.position_of(SOURCE) == 150
