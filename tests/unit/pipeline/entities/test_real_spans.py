"""Spans on real copy: whoever reads a mention cuts the text by its offsets."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from koreawire.pipeline.entities.recognise import recogniser

EVAL = Path(os.environ.get("KOREAWIRE_EVAL", Path(__file__).parents[5] / "shared" / "eval"))
FILES = ("relevance.jsonl.gz", "language.jsonl.gz")
STORIES = 5_000


@pytest.mark.shared
def test_every_span_reproduces_its_surface_in_five_thousand_stories():
    """Wire copy holds what no generator thinks of: control codes, tables, 23 languages."""
    paths = [EVAL / "dev" / name for name in FILES]
    if not all(path.exists() for path in paths):
        pytest.skip(f"the evaluation data are not beside the project: {EVAL}")
    stories = mentions = 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                fields = {"headline": row.get("title") or "", "body": row["text"] or ""}
                found = recogniser().recognise(fields["headline"], fields["body"], row["lang"])
                stories += 1
                mentions += len(found)
                for one in found:
                    assert fields[one.field][one.start : one.end] == one.surface
    assert stories >= STORIES
    assert mentions > stories
