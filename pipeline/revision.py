"""Revisions: every agency's marks in one model (wire conventions, section 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.model import Mark, Place
from koreawire.pipeline.grammars.registry import marks
from koreawire.schemas.story import Action, Revision

if TYPE_CHECKING:
    import re

    from koreawire.pipeline.grammars.registry import Known

# Which action wins when a story carries several marks: REFILE and 1ST LEAD stack.
RANK = {
    Action.KILL: 9,
    Action.HOLD: 8,
    Action.RELEASE: 7,
    Action.CORRECT: 6,
    Action.REPLACE: 5,
    Action.UPDATE: 4,
    Action.REFILE: 3,
    Action.REPEAT: 2,
    Action.ALERT: 1,
    Action.NEW: 0,
}
UNMARKED = Revision()  # of most stories; shared, as it is frozen
MARKS_MAX = 4  # a headline's marks; more is no headline


def strip_marks(headline: str, agencies: tuple[str, ...]) -> tuple[str, list[Revision]]:
    """Return *headline* without revision marks, and what they say.

    *agencies* are those the story is credited to: some marks count only there.
    A headline that is nothing but marks is left as it is.
    """
    found: list[Revision] = []
    for _ in range(MARKS_MAX):
        before = marks(Place.PREFIX).first(headline, agencies)
        after = marks(Place.SUFFIX).first(headline, agencies)
        if before and headline[before[1].end() :].strip():
            found.append(revision_of(*before))
            headline = headline[before[1].end() :].strip()
        elif after and headline[: after[1].start()].strip():
            found.append(revision_of(*after))
            headline = headline[: after[1].start()].strip()
        else:
            break
    return headline, found


def revision_of(known: Known, match: re.Match[str]) -> Revision:
    """Return what one mark says."""
    mark = known.form
    if not isinstance(mark, Mark):
        raise TypeError(f"{mark} is no mark")
    number = match.groupdict().get("n")
    return Revision(
        action=mark.action,
        seq=int(number) if number else mark.seq,
        level=match[0].strip(" -,"),
    )


def merge(found: list[Revision]) -> Revision:
    """Return one revision for a story's marks: the weightiest action, the highest number."""
    found = [one for one in found if one is not UNMARKED]
    if not found:
        return UNMARKED
    best = max(found, key=lambda revision: RANK[revision.action])
    numbers = [revision.seq for revision in found if revision.seq is not None]
    levels = [revision.level for revision in found if revision.level]
    notes = [revision.note for revision in found if revision.note]
    target = next((revision.target for revision in found if revision.target), None)
    return Revision(
        action=best.action,
        seq=max(numbers) if numbers else None,
        level=" ".join(dict.fromkeys(levels)) or None,
        note=" ".join(dict.fromkeys(notes)) or None,
        target=target,
    )
