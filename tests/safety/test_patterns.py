"""No text makes a regular expression of the package take more than its length."""

from __future__ import annotations

import re
import time
from itertools import chain

import pytest
from tests.support.adversaries import SIZE, TooLongError, of_words, texts, within
from tests.support.patterns import patterns

SAMPLE = 4_000  # characters tried first; beyond every repeat that a pattern bounds
QUICK_SECONDS = 0.002  # what is quadratic takes at least twice that for a sample
GROWTH = SIZE / SAMPLE  # of the time of a linear pattern; of a quadratic one its square
MOST_GROWTH = 9.0
SECONDS = 2.0  # of processor time for a text; a linear pattern takes a tenth, one that explodes all
TRIES = 3  # other work on the machine only adds to a time: the least of them counts
RUNS = tuple(texts())


@pytest.fixture(scope="module")
def found():
    return patterns()


def slow(pattern, text):
    """Whether the time *pattern* takes grows faster than the text it searches."""
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    sample = subject[: SAMPLE // 2] + subject[-SAMPLE // 2 :]
    try:
        if seconds(pattern, sample) < QUICK_SECONDS:
            return False
        short = long = SECONDS
        for _ in range(TRIES):
            short = min(short, seconds(pattern, sample))
            long = min(long, seconds(pattern, subject))
            if long < MOST_GROWTH * short:
                return False
    except TooLongError:
        pass
    return True


def seconds(pattern, subject):
    """The processor time it takes to find all that *pattern* finds.

    The thread's: while a timer of the process runs, its clock goes by ticks of milliseconds.
    """
    started = time.thread_time()
    with within(SECONDS):
        for _ in pattern.finditer(subject):
            pass
    return time.thread_time() - started


def test_every_pattern_bears_hostile_text(found):
    """One line of a scraped page must not hold a worker for minutes."""
    wrong = []
    for place, pattern in found.items():
        for text in chain(RUNS, of_words(pattern)):
            if slow(pattern, text):
                wrong.append(f"{place} on {text[:20]!r}…{text[-3:]!r}: {pattern.pattern!r:.200}")
                break
    assert not wrong, "\n".join(wrong)


def test_linear_and_quadratic_growth_are_told_apart():
    """The measure stands between them, with room on both sides for a busy machine."""
    assert GROWTH * 2 < MOST_GROWTH < GROWTH**2 / 1.5


def test_the_patterns_are_found(found):
    """A test that looks at nothing passes always."""
    assert len(found) > 150
    assert any(place.startswith("koreawire.pipeline.grammars.registry.") for place in found)


@pytest.mark.parametrize("source", [r"(a+)+$", r"\s+$", r"(a|aa)+b", r"x*x*x*y"])
def test_a_pattern_that_backtracks_is_seen(source):
    """The textbook cases, among them the harmless looking one: spaces at a line's end."""
    assert any(slow(re.compile(source), text) for text in [*RUNS, "x" * SIZE])
