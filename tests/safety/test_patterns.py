"""No text makes a regular expression of the package take more than its length."""

from __future__ import annotations

import re
import time
from itertools import chain

import pytest
from tests.support.adversaries import SIZE, TooLongError, of_words, texts, within
from tests.support.patterns import patterns

SAMPLE = 4_000  # characters tried first: what is quadratic takes 600 times longer on the whole
SAMPLE_SECONDS = 0.004  # more than any linear one takes; then the whole text is tried
SECONDS = 3.0  # of processor time for 100,000 characters; what backtracks takes minutes
RUNS = tuple(texts())


@pytest.fixture(scope="module")
def found():
    return patterns()


def slow(pattern, text):
    """Whether *pattern* takes more than it may to find all it finds in *text*."""
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    try:
        with within(SECONDS):
            for _ in pattern.finditer(subject[: SAMPLE // 2] + subject[-SAMPLE // 2 :]):
                pass
            if time.process_time() - started < SAMPLE_SECONDS:
                return False
            for _ in pattern.finditer(subject):
                pass
    except TooLongError:
        return True
    return False


def test_every_pattern_bears_hostile_text(found):
    """One line of a scraped page must not hold a worker for minutes."""
    wrong = []
    for place, pattern in found.items():
        for text in chain(RUNS, of_words(pattern)):
            if slow(pattern, text):
                wrong.append(f"{place} on {text[:20]!r}…{text[-3:]!r}: {pattern.pattern!r:.200}")
                break
    assert not wrong, "\n".join(wrong)


def test_the_patterns_are_found(found):
    """A test that looks at nothing passes always."""
    assert len(found) > 150
    assert any(place.startswith("koreawire.pipeline.grammars.registry.") for place in found)


@pytest.mark.parametrize("source", [r"(a+)+$", r"\s+$", r"(a|aa)+b", r"x*x*x*y"])
def test_a_pattern_that_backtracks_is_seen(source):
    """The textbook cases, among them the harmless looking one: spaces at a line's end."""
    assert any(slow(re.compile(source), text) for text in [*RUNS, "x" * SIZE])
