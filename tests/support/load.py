"""A numbered load of raw items: the same seed makes the same items, on any machine.

Texts are plain words in random order: two stories share no five words in a row,
so whether one is a duplicate of another is known beforehand and not a matter of
thresholds. A story is one paragraph: words that tie nothing would be read as
several stories put together.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE as RAW_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NUMBER = "test-number"  # header of a raw record: which item of the load it is
STARTED = datetime(2026, 3, 12, tzinfo=UTC)
STEP = timedelta(seconds=1)  # 100,000 items fill 28 of the 72 hours of the duplicate window
FEED = "application/rss+xml"
NEAR = 200  # a duplicate or update follows its original within that many items
FEED_STORIES = 3
SENTENCES = 5
KINDS = {"story": 70, "duplicate": 12, "update": 6, "feed": 4, "broken": 4, "notice": 4}
KOREAN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Item:
    """One raw record to be; `of` is the number of the item it repeats or updates."""

    number: int
    kind: str
    key: bytes
    value: bytes
    headers: Mapping[str, bytes] = field(default_factory=dict)
    of: int | None = None


def steady(number: int) -> datetime:
    """A clock that goes on by one step an item."""
    return STARTED + STEP * number


def load(
    seed: int, count: int | None = None, clock: Callable[[int], datetime] = steady
) -> Iterator[Item]:
    """Yield *count* items, or without end; *clock* says when one was fetched, by its number."""
    for number in itertools.count() if count is None else range(count):
        yield _item(seed, number, clock(number))


def kind_of(seed: int, number: int) -> str:
    """Return what item *number* of this load is, without making it."""
    if number < NEAR:
        return "story"
    return _dice(seed, number, "kind").choices([*KINDS], [*KINDS.values()])[0]


def _item(seed: int, number: int, fetched: datetime) -> Item:
    kind = kind_of(seed, number)
    match kind:
        case "duplicate" | "update":
            of = _original(seed, number, odd=kind == "update")
            return _again(seed, number, of, fetched)
        case "feed":
            return _raw_item(number, kind, fetched, contentType=FEED, payload=_feed(seed, number))
        case "broken":
            return _broken(number)
        case "notice":
            text = _planning(seed, number)
            return _raw_item(number, kind, fetched, headline="ADVISORY", payload=text)
        case _:
            headline, text = _story(seed, number)
            return _raw_item(number, kind, fetched, headline=headline, payload=text)


def _original(seed: int, number: int, *, odd: bool) -> int:
    """Return a story shortly before; even ones are repeated, odd ones updated, none is both."""
    dice = _dice(seed, number, "of")
    before = [
        other
        for other in range(number - NEAR, number)
        if other % 2 == odd and kind_of(seed, other) == "story"
    ]
    return dice.choice(before)


def _again(seed: int, number: int, of: int, fetched: datetime) -> Item:
    headline, text = _story(seed, of)
    if of % 2 == 0:
        repeated = _raw_item(number, "duplicate", fetched, headline=headline, payload=text)
        return Item(number, "duplicate", repeated.key, repeated.value, repeated.headers, of)
    more = " ".join(_sentence(_dice(seed, number, n)) for n in range(6))
    told = f"{text} {more}"
    value = _raw_item(of, "story", fetched, headline=headline, payload=told)
    return Item(number, "update", value.key, value.value, _numbered(number), of)


def _story(seed: int, number: int) -> tuple[str, str]:
    dice = _dice(seed, number)
    korean = dice.random() < KOREAN_SHARE
    place, who = ("SEOUL", "South Korea's government") if korean else ("OSLO", "The council")
    headline = f"{who} to {' '.join(dice.choices(words(), k=6))}"
    about = "North Korea and South Korea " if korean else ""
    said = about + " ".join(_sentence(dice) for _ in range(SENTENCES))
    return headline, f"{headline}\n\n{place}, March 12 (Reuters) - {who} said on Thursday: {said}"


def _planning(seed: int, number: int) -> str:
    """Return a list of what an agency will send: no story, so a notice accounts for it."""
    lines = [f"{_sentence(_dice(seed, number, n))} (Oslo) Moved at 0530 GMT" for n in range(5)]
    return "\n".join(
        ["ADVISORY", "", "-- EUROPE TOP STORIES AT 0800 GMT --", "", *lines, "", "afp"]
    )


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(words(), k=12)).capitalize() + "."


def _feed(seed: int, number: int) -> str:
    entries = []
    for part in range(FEED_STORIES):
        headline, text = _story(seed, number * 10 + part + 10_000_000)
        entries.append(
            f"<item><guid>load-{number}-{part}</guid><title>{headline}</title>"
            f"<description>{text}</description></item>"
        )
    return f"<rss version='2.0'><channel><title>Load</title>{''.join(entries)}</channel></rss>"


def _broken(number: int) -> Item:
    values = (
        b"{not JSON",
        b"[1, 2, 3]",
        b'{"provider": "load", "itemId": "no payload"}',
        b'{"payload": ""}',
        b'{"payloadBase64": "not base64!"}',
        b'{"payloadBase64": "AAEC", "charset": "no-such-charset"}',
        b"",
    )
    key = f"load:n{number:07}".encode()
    return Item(number, "broken", key, values[number % len(values)], _numbered(number))


def _raw_item(number: int, kind: str, fetched: datetime, **said: str) -> Item:
    value = {
        "provider": "load",
        "itemId": f"n{number:07}",
        "fetchedAt": fetched.isoformat().replace("+00:00", "Z"),
        **said,
    }
    key = f"load:n{number:07}".encode()
    return Item(number, kind, key, orjson.dumps(value), _numbered(number))


def _numbered(number: int) -> dict[str, bytes]:
    return {headers.CONTENT_TYPE: RAW_ITEM.encode(), NUMBER: b"%d" % number}


def _dice(*of: object) -> random.Random:
    """Return dice that fall the same way for the same things."""
    return random.Random(repr(of))  # noqa: S311 - a load that can be made again, no secret


@cache
def words() -> tuple[str, ...]:
    """Return the vocabulary of the generated texts."""
    return tuple((Path(__file__).parent / "words.txt").read_text().split())
