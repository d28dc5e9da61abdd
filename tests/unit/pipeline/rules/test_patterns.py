"""Patterns of a rules file cannot stop the desk."""

import time

import pytest

from koreawire.pipeline.rules.patterns import compile_safe


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "a*",
        "(a|aa){2,9}",
        "x{1,}",
        r"(a)\1",
        "(?P<x>a)(?P=x)",
        "a{0,90}b{0,90}",
        "[",
        "(a?){9}",
    ],
)
def test_a_pattern_that_could_run_away_is_refused(pattern):
    """One hostile story would hold up all the others."""
    with pytest.raises(ValueError, match=r"\S"):
        compile_safe(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^\[?(속보|긴급)\]?", "[속보] 지진"),
        (r"\bkim.{0,20}putin\b", "Kim met Putin"),
        (r"[*+]{1,3}", "***"),
        (r"a\{b", "a{b"),
        (r"colou?r", "COLOR"),
        (r"(?:north|south) korea", "South Korea"),
    ],
)
def test_an_ordinary_pattern_is_taken(pattern, text):
    """The bound must not forbid what desks write."""
    assert compile_safe(pattern).search(text)


def test_the_worst_pattern_allowed_is_fast_on_hostile_text():
    """Linear in the text: a few hundred steps at each place."""
    pattern = compile_safe("a{0,12}a{0,12}b")
    start = time.process_time()
    assert pattern.search("a" * 20_000) is None
    assert time.process_time() - start < 1
