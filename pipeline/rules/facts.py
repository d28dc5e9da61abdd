"""What the conditions of a rule are tested on: one story, prepared once for all rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.schemas.story import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.pipeline.words import Hits
    from koreawire.schemas.enriched import EnrichedStory, EntityType, Mention

LEAD = 300  # code points of the body that count as its lead: two or three sentences
BODY_READ = 20_000  # code points of the body that patterns are tried on

HEADLINE, LEAD_PART, BODY, TEXT = "headline", "lead", "body", "text"
PARTS = (HEADLINE, LEAD_PART, BODY, TEXT)
FIELDS = ("slugline", "by", "located", "ed_note")
FIELDS_OF_VALUES = (
    "language",
    "provider",
    "distributor",
    "originator",
    "focus",
    "action",
    "genre",
)
FIELDS_OF_NUMBERS = ("relevance", "urgency", "revision", "age", "length")  # age in minutes

MINUTE_MS = 60_000


@dataclass(slots=True)
class Facts:
    """A story as the conditions see it.

    `event_time_ms` is when the story came to the desk, `None` where that is
    unknown. `hits` are the words of the rules' own lists, found in `text`:
    the headline, a blank line, and the body.
    """

    story: EnrichedStory
    event_time_ms: int | None
    text: str
    body_start: int
    hits: Hits = field(default_factory=dict)
    desks: set[str] = field(default_factory=set)  # given by the rules tried so far
    _entities: dict[str, list[tuple[int, EntityType]]] | None = field(default=None, repr=False)
    _subjects: dict[str, int] | None = field(default=None, repr=False)
    _named: dict[str, list[Mention]] = field(default_factory=dict, repr=False)
    _values: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def within(self, part: str) -> tuple[int, int]:
        """Return where *part* begins and ends in `text`."""
        if part == HEADLINE:
            return 0, self.body_start
        if part == LEAD_PART:
            return 0, self.body_start + LEAD
        if part == BODY:
            return self.body_start, len(self.text)
        return 0, len(self.text)

    def named(self, part: str) -> list[Mention]:
        """Return the mentions that begin within *part*."""
        named = self._named.get(part)
        if named is None:
            start, end = self.within(part)
            body_start = self.body_start
            named = self._named[part] = [
                mention
                for mention in self.story.koreawire.mentions or ()
                if start <= mention.start + (body_start if mention.field == "body" else 0) < end
            ]
        return named

    @property
    def entities(self) -> Mapping[str, list[tuple[int, EntityType]]]:
        """Entity id to the place and type of each of its mentions."""
        if self._entities is None:
            found: dict[str, list[tuple[int, EntityType]]] = {}
            for mention in self.story.koreawire.mentions or ():
                start = mention.start + (self.body_start if mention.field == "body" else 0)
                found.setdefault(mention.id, []).append((start, mention.type))
            self._entities = found
        return self._entities

    @property
    def subjects(self) -> Mapping[str, int]:
        """Code of a subject to its confidence, 0 to 100; 100 where the agency said it."""
        if self._subjects is None:
            self._subjects = {
                (concept.uri or concept.literal or "").rpartition("/")[2]: (
                    100 if concept.confidence is None else concept.confidence
                )
                for concept in self.story.subjects or ()
            }
        return self._subjects

    def values(self, name: str) -> tuple[str, ...]:
        """Return what the story says of the field *name*, one of `FIELDS_OF_VALUES`."""
        values = self._values.get(name)
        if values is None:
            values = self._values[name] = self._said(name)
        return values

    def _said(self, name: str) -> tuple[str, ...]:
        more = self.story.koreawire
        found: tuple[str | None, ...]
        match name:
            case "language":
                found = (self.story.language,)
            case "provider":
                found = (more.source.provider,)
            case "distributor":
                found = (more.credit.distributor if more.credit else None,)
            case "originator":
                found = more.credit.originators if more.credit else ()
            case "focus":
                found = (more.relevance.focus if more.relevance else None,)
            case "action":
                found = (more.revision.action if more.revision else Action.NEW,)
            case _:
                found = tuple(genre.name or genre.uri for genre in self.story.genres or ())
        return tuple(str(value) for value in found if value is not None)

    def number(self, name: str) -> float | None:
        """Return the number *name*, one of `FIELDS_OF_NUMBERS`, if the story has it."""
        match name:
            case "relevance":
                judged = self.story.koreawire.relevance
                return None if judged is None else judged.score
            case "urgency":
                return self.story.urgency
            case "revision":
                return self._revision()
            case "age":
                age = self.age_ms()
                return None if age is None else age / MINUTE_MS
            case _:
                return len(self.text) - self.body_start

    def _revision(self) -> int | None:
        """The number in the agency's revision mark, e.g. 2 of "2nd lead"; 0 without a mark.

        A mark without a number ("update") leaves it unknown.
        """
        mark = self.story.koreawire.revision
        if mark is None or (mark.seq is None and mark.action is Action.NEW):
            return 0
        return mark.seq

    def age_ms(self) -> int | None:
        """How old the story was when it came; `None` if it or its arrival has no date.

        The latest of its own dates counts: a new version of an old story is new.
        """
        story = self.story
        dates = [
            date
            for date in (story.version_created, story.content_created, story.first_created)
            if date is not None
        ]
        if self.event_time_ms is None or not dates:
            return None
        return self.event_time_ms - int(max(dates).timestamp() * 1000)


def facts(story: EnrichedStory, event_time_ms: int | None) -> Facts:
    """Return the facts of *story*; the rules' words are not looked up yet."""
    headline = story.headline
    body = story.body[:BODY_READ]
    return Facts(story, event_time_ms, f"{headline}\n\n{body}", len(headline) + 2)
