"""Endless stories that read like a wire: a chain of word pairs from the shipped samples.

Seeded, so that two runs measure equal texts. Names and figures are drawn anew, so
that no two stories are one by accident; a share of them are copies and updates.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.record import Record
from koreawire.pipeline.samples import samples
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

START = 1_764_000_000_000
STEP_MS = 100  # ten stories a second
CHAINED = 0.35  # share of words drawn from what follows in a sample; more repeats its phrases
COPIES, UPDATES = 0.06, 0.10  # shares of the stream, cumulated
SYLLABLES = ("ka", "ri", "on", "mu", "ta", "le", "so", "ne", "hi", "po", "da", "ru", "fe", "lin")
BROKEN = "5-odd"  # of the samples: items that are not even JSON


class Prose:
    """Texts of a length that wires have: 150 words in the mean, up to 900."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 - texts, not secrets
        self._next: dict[str, list[str]] = defaultdict(list)
        for sample in samples():
            if ".jsonl" in sample.name and not sample.name.startswith(BROKEN):
                words = str(orjson.loads(sample.value).get("payload", "")).split()
                for one, other in pairwise(words):
                    self._next[one].append(other)
        self._words = sorted(self._next) + [
            word for all_of in self._next.values() for word in all_of
        ]
        self._begin = sorted(word for word in self._next if word[:1].isupper())
        self._recent: list[str] = []

    def body(self, words: int) -> str:
        """Return a text of so many words."""
        draw, text = self._random, []
        word = draw.choice(self._begin)
        while len(text) < words:
            text.append(self._renamed(word))
            chained = self._next.get(word) if draw.random() < CHAINED else None
            word = draw.choice(chained or self._words)
        return " ".join(text)

    def _renamed(self, word: str) -> str:
        draw = self._random.random()
        if word[:1].isdigit():
            return str(self._random.randrange(2, 9_000))
        if word[:1].isupper() and draw < 0.5:
            return "".join(self._random.choices(SYLLABLES, k=3)).capitalize()
        return word

    def next(self) -> tuple[str, str]:
        """Return headline and body of the next story."""
        draw = self._random.random()
        if self._recent and draw < UPDATES:
            body = self._random.choice(self._recent)
            body = body if draw < COPIES else f"{body} {self.body(60)}"
        else:
            body = self.body(min(900, max(30, int(self._random.lognormvariate(4.85, 0.6)))))
        if len(self._recent) < 500:
            self._recent.append(body)
        else:
            self._recent[self._random.randrange(500)] = body
        return self.body(9), body


def story(number: int, headline: str, body: str) -> dict[str, Any]:
    """Return a normalised story."""
    provider, item = f"agency{number % 7}", f"item-{number:09}"
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    return {
        "uri": f"urn:koreawire:{provider}:{item}",
        "type": "text",
        "pubStatus": "usable",
        "language": "en",
        "headlines": [{"role": "main", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": body}],
        "koreawire": {
            "source": {"provider": provider, "itemId": item, "sha256": sha256, "part": 0},
            "quality": {"truncated": False, "parts": 1, "charset": "utf-8"},
            "language": {"tag": "en", "reliability": 0.99, "method": "words"},
        },
    }


def records(count: int, *, seed: int = 1) -> Iterator[Record]:
    """Yield records of the normalised log."""
    prose = Prose(seed)
    for number in range(count):
        time = START + number * STEP_MS
        said = {
            headers.KIND: b"story",
            headers.ORIGIN: f"{topics.RAW.name}:{number % 4}:{number}#0".encode(),
            headers.TIME: str(time).encode(),
        }
        value = orjson.dumps(story(number, *prose.next()))
        yield Record(topics.NORMALISED.name, 0, number, time, None, value, said)
