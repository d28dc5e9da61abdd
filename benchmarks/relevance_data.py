"""Judged items as the desk sees them: read, named, counted; and split in two.

Each row of the data (JSON lines, gzipped or not) has `id`, `title`, `text`,
`source`, `date`, `korea_relevant` and, where the judges were in doubt,
`borderline`. The text goes through the project's own reader, so that datelines
and credits are out of it, and the first story of an item is the one judged.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import datasets

from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.features import features
from koreawire.pipeline.language import tagger
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.record import Record
from koreawire.pipeline.signals import signals
from koreawire.pipeline.story_text import StoryText
from koreawire.schemas import headers, topics
from koreawire.schemas.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from koreawire.schemas.enriched import Mention

JSON = b"application/vnd.koreawire.raw-item+json"


@dataclass(frozen=True, slots=True)
class Judged:
    """One item with its label, its story, its mentions, and what the model weighs."""

    row: dict[str, Any]
    story: Story
    mentions: tuple[Mention, ...]
    values: dict[str, float]

    @property
    def hangul(self) -> bool:
        """Is it Korean copy, which has weights of its own?"""
        return self.story.language == "ko"

    @property
    def relevant(self) -> bool:
        """Did the judges call it Korea's?"""
        return bool(self.row["korea_relevant"])

    @property
    def borderline(self) -> bool:
        """Were they in doubt?"""
        return bool(self.row.get("borderline"))

    @property
    def held(self) -> bool:
        """Is it in the half that nothing is fitted on? By a hash of the id."""
        digest = hashlib.sha256(self.row["id"].encode()).hexdigest()
        return int(digest[:8], 16) % 2 == 1


def judged(path: Path) -> list[Judged]:
    """Return the items of a file, in its order; those that make no story are left out."""
    found = []
    for row, story in _stories(path):
        mentions = recogniser().recognise(story.headline, story.body, story.language)
        text = StoryText(story)
        values = features(signals(text, mentions))
        found.append(Judged(row, story, mentions, values))
    return found


def _stories(path: Path) -> Iterator[tuple[dict[str, Any], Story]]:
    normalise = Normalise(tagger("py3langid"))
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            row = json.loads(line)
            raw = datasets.item(
                row["source"], row["id"], row["text"] or "", title=row["title"], date=row["date"]
            )
            record = Record(
                topics.RAW.name,
                0,
                0,
                0,
                None,
                json.dumps(raw).encode(),
                {headers.CONTENT_TYPE: JSON},
            )
            for output in normalise.decide(record).outputs:
                if output.headers.get(headers.KIND) == b"story":
                    yield row, Story.model_validate_json(output.value)
                    break


def forgotten(item: Judged, share: float, seed: int) -> dict[str, float]:
    """Return the features of *item* to somebody who does not know a share of words and names.

    Which ones depends on the word and *seed* alone: the same in every run.
    """

    def known(word: str) -> bool:
        return zlib.crc32(f"{seed} {word.lower()}".encode()) % 1000 >= 1000 * share

    text = StoryText(item.story)
    text.hits = {
        name: [place for place in places if known(text.all[slice(*place)])]
        for name, places in text.hits.items()
    }
    return features(signals(text, [one for one in item.mentions if known(one.surface)]))
