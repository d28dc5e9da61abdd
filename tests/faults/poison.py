"""A record that meets a bug: the workers stop at it, and an operator moves it out of the way."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import orjson
from aiokafka import TopicPartition
from tests.support.load import kind_of
from tests.support.processes import wait_until

if TYPE_CHECKING:
    from tests.faults.trial import Trial

STOPPED_SECONDS = 300  # until the poison came and two processes ended at it
COMMAND_SECONDS = 60
FAILED = re.compile(r"record\.failed .*?\boffset=(\d+) partition=(\d+).*?\btopic=(\S+)")
STARTS = 2  # of workers that say it: none skips the record
FIRST = 600  # of the load: the poison comes when all workers are at work


def number(seed: int) -> int:
    """Return the item that is the poison: an update, whose fate nothing else depends on."""
    return next(n for n in count(FIRST) if kind_of(seed, n) == "update")


def park_poison(trial: Trial) -> None:
    """Workers stop at the record, each start anew; parked by hand, it lets the others through."""
    wait_until(lambda: len(_failed(trial)) >= STARTS, STOPPED_SECONDS, "two stops at the poison")
    places = set(_failed(trial))
    assert len(places) == 1, f"stops at one record, not at {places}"
    offset, partition, topic = places.pop()
    place = TopicPartition(topic, int(partition))
    assert trial.desk.committed()[place] <= int(offset), "the poison was skipped"
    said = _command(trial, "dead-letters", "park", topic, partition, offset, "--because", "a bug")
    assert f"{partition}:{offset} parked by hand by" in said, said
    letters = _command(trial, "dead-letters", "list", "--jsonl", "--reason", "parked by hand")
    (letter,) = map(orjson.loads, letters.splitlines())
    assert (letter["partition"], letter["offset"]) == (int(partition), int(offset)), letter


def _failed(trial: Trial) -> list[tuple[str, str, str]]:
    return [
        found
        for slot in trial.fleet.slots
        if slot.log.exists()
        for found in FAILED.findall(slot.log.read_text(errors="replace"))
    ]


def _command(trial: Trial, *arguments: str) -> str:
    return trial.fleet.command(arguments, within=COMMAND_SECONDS)
