"""Real copy holds what no generator thinks of: control codes, tables, 23 languages."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.entities.surnames import surname_of

if TYPE_CHECKING:
    from collections.abc import Iterator

EVAL = Path(os.environ.get("KOREAWIRE_EVAL", Path(__file__).parents[5] / "shared" / "eval"))
STORIES = 5_000
SURNAMES = ("Kim", "Lee", "Park", "Moon")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EVAL.is_dir(), reason=f"the evaluation data are not here: {EVAL}"),
]


def stories(*names: str) -> Iterator[tuple[dict[str, str], str]]:
    """The fields of each story of these files, and its language."""
    for name in names:
        with gzip.open(EVAL / "dev" / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield {"headline": row.get("title") or "", "body": row["text"] or ""}, row["lang"]


def test_every_span_reproduces_its_surface_in_five_thousand_stories():
    """Whoever reads a mention cuts the text by its offsets."""
    read = mentions = 0
    for fields, language in stories("relevance.jsonl.gz", "language.jsonl.gz"):
        read += 1
        for one in recogniser().recognise(fields["headline"], fields["body"], language):
            mentions += 1
            assert fields[one.field][one.start : one.end] == one.surface
    assert read >= STORIES
    assert mentions > read


def test_a_bare_surname_put_into_real_stories_is_nobody_whom_they_do_not_name():
    """A Kim whom the story did not introduce may be any of ten million."""
    planted = linked = 0
    for number, (fields, language) in enumerate(stories("relevance.jsonl.gz")):
        surname = SURNAMES[number % len(SURNAMES)]
        body = f"{fields['body']}\n{surname} said no more."
        mentions = recogniser().recognise(fields["headline"], body, language)
        named = {surname_of(m.surface, m.korean) for m in mentions if m.type == "person"}
        at = body.rindex(surname)
        last = [m for m in mentions if m.field == "body" and m.start <= at < m.end]
        planted += 1
        linked += len(last)
        assert not last or surname in named
    assert planted > 1_000
    assert linked
