"""Statuses: the words formats have for what may be done with an item."""

from __future__ import annotations

import re

from koreawire.schemas.story import Action, PubStatus

CANCELED = frozenset({"canceled", "cancelled", "killed", "deleted", "delete", "withdrawn", "kill"})
WITHHELD = frozenset({"withheld", "hold", "embargoed", "held"})
# Reuters' edStat: N new, U update, C correction, D delete; TT's and others' signals.
SIGNALS = {
    "c": Action.CORRECT,
    "correction": Action.CORRECT,
    "correct": Action.CORRECT,
    "u": Action.UPDATE,
    "update": Action.UPDATE,
    "replace": Action.REPLACE,
    "d": Action.KILL,
    "kill": Action.KILL,
}
FLAGS = re.compile(r"\((?P<flags>[^()]{2,60})\)\s*$")


def pub_status(word: str) -> PubStatus:
    """Return the ninjs status for a format's word; unknown words are usable."""
    word = word.strip().lower()
    if word in CANCELED:
        return PubStatus.CANCELED
    return PubStatus.WITHHELD if word in WITHHELD else PubStatus.USABLE


def urgency_of(digits: str) -> int | None:
    """Return the ninjs urgency, 1 to 9, that *digits* are, or None."""
    return int(digits) if len(digits) == 1 and digits in "123456789" else None


def article(word: str) -> str:
    """Return *word* with its indefinite article: a picture, an audio."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def editorial_action(signals: list[str]) -> Action | None:
    """Return what an item's signals say it does to the story."""
    return next((SIGNALS[one] for one in signals if one in SIGNALS), None)


def revision_of_slug(slug: str) -> Action | None:
    """Return what the flags behind a slug say: `USA-WEATHER/ (UPDATE 1, PIX, CORRECTED)`."""
    match = FLAGS.search(slug)
    if match is None:
        return None
    flags = match["flags"].upper()
    if "CORRECTED" in flags:
        return Action.CORRECT
    if "REFILE" in flags:
        return Action.REFILE
    return Action.UPDATE if "UPDATE" in flags else None
