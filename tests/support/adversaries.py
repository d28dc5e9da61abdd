"""Texts that make a regular expression try again and again, and a stopwatch that stops it."""

from __future__ import annotations

import re
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIZE = 16_000  # characters: long enough to tell what is quadratic from what is not
UNITS = (
    *"a A1 \n\t.,-_/=#*\"'(<[{|:;&@+~가김漢あé·\u00a0",
    *(
        "aA",
        "A ",
        "a ",
        "1 ",
        "1.",
        "1:",
        "a.",
        "a-",
        "a/",
        "a, ",
        "가 ",
        "가,",
        "가·",
        "Aa ",
        "Aa-",
    ),
    *("()", "(a", "[a=", "a@", "a@a.", "<a", "<a ", "</a>", "<!--", "&a", "--", "- ", " -", "\n "),
    *(
        "(a) ",
        "(a/b) - ",
        "[가=가] ",
        "By Aa ",
        "Kim Jong Un ",
        "이재명 대통령 ",
        "12:30 ",
        "1월 1일 ",
    ),
    *("SEOUL (AP) - ", "Reuters ", "https://a.b/", 'a="b" ', "3 hours ago ", "of the ", "A. B. "),
)


def texts() -> Iterator[str]:
    """Yield long runs of one thing, each with an end that fits nothing."""
    for unit in UNITS:
        yield (unit * (SIZE // len(unit) + 1))[:SIZE] + "\x00"


def of_words(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Yield texts that begin as *pattern* does, again and again, and then go wrong."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    for word in sorted(set(re.findall(r"[^\W_]{2,20}", source)))[:6]:
        yield (word * (SIZE // len(word)))[:SIZE]
        yield (f"{word} " * (SIZE // len(word)))[:SIZE]
        yield word + " " + "a" * SIZE
        yield word + " " * SIZE


class TooLongError(Exception):
    """It took more processor time than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooLongError in the block after *seconds* of processor time.

    The matching engine looks for signals while it works, so that this stops it.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
