"""Which of two versions of a story is the newer one: by what they say, not by arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_RANK = 1_000  # higher ones are ids or times, not counts
LONGEST_NUMBER = 18  # digits: `versions` as long as timestamps are numbers, hashes are not


@dataclass(frozen=True, slots=True)
class Version:
    """What a story says of its place in a line of versions."""

    text: str | None = None  # the agency's own
    seq: int = 0  # of the revision mark: UPDATE 2, 2nd LD, 종합3보; 0 without one
    created: int | None = None  # ms

    @property
    def number(self) -> int | None:
        """The agency's version as a number, if it is one."""
        text = self.text or ""
        plain = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        return int(text) if plain else None

    @property
    def rank(self) -> int:
        """The least sequence of a record with this version: 1, or what the version says.

        So the last record of a story has the same sequence whatever order its versions
        came in, and goes on rising when the story itself has been forgotten.
        """
        number = self.number
        return number if number is not None and 0 < number < LARGEST_RANK else self.seq + 1


def version_of(story: Mapping[str, Any]) -> Version:
    """Return the version a story (as JSON) says it is."""
    revision = story["koreawire"].get("revision") or {}
    return Version(
        story.get("version"),
        revision.get("seq") or 0,
        milliseconds(story.get("versionCreated")),
    )


def newer(one: Version, other: Version) -> bool | None:
    """Return whether *one* is newer than *other*; None if neither is, or nothing tells.

    Numbers of the agency first, then the revision mark, then the time of creation.
    """
    if one.number is not None and other.number is not None and one.number != other.number:
        return one.number > other.number
    if one.text is not None and one.text == other.text:
        return None
    if one.seq != other.seq:
        return one.seq > other.seq
    if one.created is not None and other.created is not None and one.created != other.created:
        return one.created > other.created
    return None


def milliseconds(moment: str | None) -> int | None:
    """Return an ISO time as ms since 1970."""
    return int(datetime.fromisoformat(moment).timestamp() * 1000) if moment else None
