"""The four stages, built from options: what runs over Kafka is what runs offline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.desk_memory import MOST_STORIES as MOST_DESK_STORIES
from koreawire.pipeline.enrich import Enrich
from koreawire.pipeline.language import tagger
from koreawire.pipeline.ledger.memory import MOST_STORIES
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.readers.limits import Limits
from koreawire.pipeline.route import Route

if TYPE_CHECKING:
    from koreawire.pipeline.record import Stage

NAMES = ("normalise", "deduplicate", "enrich", "route")


@dataclass(frozen=True, slots=True)
class Options:
    """What an operator may set about the decisions; the defaults are the settings' defaults."""

    language_backend: str = "py3langid"
    relevance_threshold: float | None = None  # None: the model's own threshold
    duplicate_window_hours: float = 72
    window_stories: int = MOST_STORIES
    desk_stories: int = MOST_DESK_STORIES  # of a partition
    rules: str | None = None  # text of a desks file; None: the one that is shipped
    limits: Limits = field(default_factory=Limits)


def build(options: Options, only: tuple[str, ...] = NAMES) -> dict[str, Stage]:
    """Return the stages named in *only*, in the order of the flow, models loaded.

    Raises:
        ValueError: *only* names no such stage, or the rules do not hold together.
    """
    for name in only:
        if name not in NAMES:
            raise ValueError(f"there is no agent {name!r}; there are {', '.join(NAMES)}")
    return {name: _build(name, options) for name in NAMES if name in only}


def _build(name: str, options: Options) -> Stage:
    match name:
        case "normalise":
            return Normalise(tagger(options.language_backend), options.limits)
        case "deduplicate":
            return Deduplicate(
                window_hours=options.duplicate_window_hours, most_stories=options.window_stories
            )
        case "enrich":
            return Enrich.load(
                threshold=options.relevance_threshold,
                rules=options.rules,
                most_mentions=options.limits.mentions,
            )
        case _:
            return Route(most_stories=options.desk_stories)
