"""Replay: a dead letter turned back into the record it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.record import Output
from koreawire.schemas import headers

if TYPE_CHECKING:
    from koreawire.pipeline.record import Record

# What the delivery of the dead letter wrote over the record's own.
OF_THE_LETTER = frozenset({headers.FATE, headers.STAGE, headers.PROCESSED_AT})


def place(topic: str, partition: int, offset: int, timestamp: int) -> str:
    """Return what names one record for ever.

    With its timestamp (ms): a topic that was deleted and made again counts from 0.
    """
    return f"{topic}:{partition}:{offset}:{timestamp}"


def parked_place(letter: Record) -> str:
    """Return the place of the record that a dead letter holds.

    A letter that was delivered twice has one place, so it counts as one.
    """
    return place(
        _text(letter, headers.DLT_TOPIC),
        _number(letter, headers.DLT_PARTITION),
        _number(letter, headers.DLT_OFFSET),
        _number(letter, headers.DLT_TIMESTAMP),
    )


def original(letter: Record) -> Output:
    """Return the record that *letter* holds, as it is sent to its topic again.

    Key, value, headers and origin are the record's own, so every stage makes of it
    what it would have made then. The attempts stay, so that it cannot be replayed for
    ever; and event time stays, so that it happened when it first came.

    Raises:
        ValueError: The letter does not say which topic it is from.
    """
    topic = _text(letter, headers.DLT_TOPIC)
    if not topic:
        raise ValueError(f"a dead letter without the header {headers.DLT_TOPIC}")
    kept = {
        name: value
        for name, value in letter.headers.items()
        if not name.startswith(headers.DLT_PREFIX) and name not in OF_THE_LETTER
    }
    fate = letter.headers.get(headers.DLT_FATE)
    if fate is not None:
        kept[headers.FATE] = fate
    timestamp = letter.headers.get(headers.DLT_TIMESTAMP)
    if timestamp is not None:
        kept.setdefault(headers.TIME, timestamp)
    kept[headers.DLT_ATTEMPTS] = letter.headers.get(headers.DLT_ATTEMPTS, b"1")
    return Output(topic, letter.key, letter.value or b"", kept)


def _text(letter: Record, name: str) -> str:
    return letter.headers.get(name, b"").decode(errors="replace")


def _number(letter: Record, name: str) -> int:
    said = letter.headers.get(name, b"")
    return int(said) if said.isdigit() else 0
