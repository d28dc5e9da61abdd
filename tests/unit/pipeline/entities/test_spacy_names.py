"""spaCy names: a model adds what no rule found and overrides nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.entities.spacy_names import load_model, model_mentions


@dataclass
class Span:
    """What a spaCy entity is to us."""

    start_char: int
    end_char: int
    label_: str
    text: str


class Model:
    """A model that finds the same strings in every text."""

    def __init__(self, **labels):
        self.labels = labels

    def __call__(self, text):
        """Find the strings in *text*."""
        self.ents = [
            Span(text.index(name), text.index(name) + len(name), label, name)
            for label, names in self.labels.items()
            for name in names
            if name in text
        ]
        return self


BODY = "Jeffrey Epstein met Kim Jong-un in Seoul."


def test_it_adds_people_the_rules_do_not_know():
    """They are unlinked: a model cannot know an id."""
    known = recogniser().recognise("", BODY, "en")
    found = model_mentions(Model(PERSON=["Jeffrey Epstein"]), "", BODY, known)
    assert [m.surface for m in found] == ["Jeffrey Epstein", "Kim Jong-un", "Seoul"]
    assert found[0].id == "nil:jeffrey-epstein"
    assert found[0].method == "spacy"


def test_it_overrides_nothing():
    """A rule's link is worth more than a model's guess about a part of it."""
    known = recogniser().recognise("", BODY, "en")
    found = model_mentions(Model(ORG=["Jong-un in Seoul"], DATE=["met"]), "", BODY, known)
    assert found == known


def test_a_missing_model_is_told_in_words():
    """Names of models on the package index are often squatted: we never install one."""
    with pytest.raises(ValueError, match="not installed"):
        load_model("xx_no_such_model")
