"""Events as a desk receives them: told, copied, followed up, corrected, by agency and outlets.

The same seed makes the same items. Sentences are plain words in random order: what two
tellings share is what the teller took over, and what each telling is to the first is known.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
from tests.support.load import Item, words

from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STARTED = datetime(2026, 3, 12, tzinfo=UTC)
APART = timedelta(minutes=7)  # between events; tellings of one follow within the hour
SENTENCES = 7
AGENCY, OUTLETS = "wire", ("post", "courier", "herald")
Telling = dict[str, Any]


def items(seed: int, events: int) -> list[Item]:
    """Return the items of so many events in order of time."""
    told = [telling for number in range(events) for telling in _event(seed, number)]
    told.sort(key=lambda one: (one["at"], one["provider"], one["id"]))
    return [_item(number, telling) for number, telling in enumerate(told)]


def _event(seed: int, number: int) -> Iterator[Telling]:
    """Yield the tellings of one event: the agency's, and two or three of what comes of it."""
    dice = random.Random(f"{seed} {number}")  # noqa: S311 - a stream that can be made again
    body = [_sentence(dice) for _ in range(SENTENCES)]
    first = {
        "provider": AGENCY,
        "id": f"e{number}",
        "at": STARTED + APART * number,
        "version": 1,
        "headline": f"Council to {' '.join(dice.sample(words(), 6))}",
        "body": body,
    }
    yield first
    for place, retell in enumerate(dice.sample(RETELLINGS, dice.randint(2, 3)), 1):
        minutes = timedelta(minutes=10 * place + dice.randrange(10))
        yield {**first, "id": f"e{number}-{place}", "at": first["at"] + minutes} | retell(
            dice, first
        )


def _copied(dice: random.Random, _: Telling) -> Telling:
    """An outlet takes the text as it is and writes a headline of its own."""
    headline = f"Council: {' '.join(dice.sample(words(), 5))}"
    return {"provider": dice.choice(OUTLETS), "headline": headline}


def _edited(dice: random.Random, first: Telling) -> Telling:
    """An outlet changes a word in a sentence."""
    body = list(first["body"])
    sentence = body[2].split()
    sentence[5] = dice.choice(words())
    body[2] = " ".join(sentence)
    return {"provider": dice.choice(OUTLETS), "body": body}


def _followed_up(dice: random.Random, first: Telling) -> Telling:
    """The agency knows more and says so under a number of its own."""
    return {"body": [*first["body"], *(_sentence(dice) for _ in range(4))]}


def _versioned(dice: random.Random, first: Telling) -> Telling:
    """The agency sends the story again under its number, as its second version."""
    return {"id": first["id"], "version": 2, "body": [*first["body"], _sentence(dice)]}


def _corrected(dice: random.Random, first: Telling) -> Telling:
    """The agency takes a word back, and says so."""
    body = list(first["body"])
    body[1] = f"{body[1].rsplit(' ', 1)[0]} {dice.choice(words())}."
    return {"headline": f"CORRECTED - {first['headline']}", "body": body}


def _shortened(dice: random.Random, first: Telling) -> Telling:
    """An outlet has room for half of it."""
    return {"provider": dice.choice(OUTLETS), "body": first["body"][:4]}


RETELLINGS: tuple[Callable[[random.Random, Telling], Telling], ...] = (
    _copied,
    _edited,
    _followed_up,
    _versioned,
    _corrected,
    _shortened,
)


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(words(), k=12)).capitalize() + "."


def _item(number: int, telling: Telling) -> Item:
    at = telling["at"].isoformat().replace("+00:00", "Z")
    story = {
        "uri": telling["id"],
        "type": "text",
        "language": "en",
        "version": str(telling["version"]),
        "versioncreated": at,
        "headline": telling["headline"],
        "body_text": "\n".join(telling["body"]),
    }
    value = {
        "provider": telling["provider"],
        "itemId": telling["id"],
        "fetchedAt": at,
        "contentType": "application/json",
        "payload": orjson.dumps(story).decode(),
    }
    key = f"{telling['provider']}:{telling['id']}".encode()
    sent = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}
    return Item(number, "story", key, orjson.dumps(value), sent)
