"""Enrich: who and where, what it is about, whether it is Korea's, and which desks want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from koreawire.pipeline.entities.gazetteer import gazetteer_version
from koreawire.pipeline.entities.ninjs import named
from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.event_time import came_at, event_time
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.record import Decision, Output
from koreawire.pipeline.relevance import RelevanceModel
from koreawire.pipeline.routing import Rules
from koreawire.pipeline.story_text import StoryText
from koreawire.pipeline.subjects import Subjects
from koreawire.pipeline.twins import changed, maker, read, written
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import EnrichedExtension, EnrichedStory
from koreawire.schemas.story import (
    InfoSource,
    NinjsItem,
    PubStatus,
    Standard,
    Story,
    StoryExtension,
)

if TYPE_CHECKING:
    from koreawire.pipeline.record import Record
    from koreawire.schemas.enriched import Mention
    from koreawire.schemas.story import Credit

NINJS = Standard()
# What a story that may not be used must not carry.
CONTENT = (
    "headlines",
    "descriptions",
    "bodies",
    "by",
    "slugline",
    "ed_note",
    "subjects",
    "info_sources",
)


class Recogniser(Protocol):
    """Finds who and where; `pipeline/entities/recognise.py` has the real one."""

    def recognise(self, headline: str, body: str, language: str) -> tuple[Mention, ...]:
        """Return the mentions in *headline* and *body*, in order."""


class Enrich:
    """Decides on one story alone; it holds no state."""

    name = "enrich"
    source = topics.UNIQUE.name
    state = None

    def __init__(
        self,
        recogniser: Recogniser,
        *,
        relevance: RelevanceModel,
        subjects: Subjects,
        rules: Rules,
        most_mentions: int = DEFAULT.mentions,
    ) -> None:
        self.recogniser = recogniser
        self.relevance = relevance
        self.subjects = subjects
        self._most_mentions = most_mentions
        self.rules = rules  # replaced as a whole when the rules file changes

    @classmethod
    def load(
        cls,
        *,
        threshold: float | None = None,
        rules: str | None = None,
        most_mentions: int = DEFAULT.mentions,
    ) -> Enrich:
        """Return the stage with the shipped models; *rules* is the text of another desks file.

        Raises:
            RulesError: The rules have mistakes; each with its line.
        """
        return cls(
            recogniser(),
            relevance=RelevanceModel(threshold=threshold),
            subjects=Subjects(),
            rules=Rules.shipped() if rules is None else Rules.load(rules, "rules"),
            most_mentions=most_mentions,
        )

    def decide(self, record: Record) -> Decision:
        """Return the story enriched; one that may not be used passes without content.

        Raises:
            ValueError: The record is no story.
        """
        if record.value is None:
            raise ValueError("a record without a value: stories are never tombstones")
        story = read(Story, record.value)
        rules = self.rules
        if story.pub_status is PubStatus.USABLE:
            enriched = self.enrich(story, rules, came_at(record.headers, event_time(record)))
        else:
            enriched = bare(story)
        carried = {
            **record.headers,
            headers.STAGE: self.name.encode(),
            headers.RULES: f"{self.relevance.version} {rules.version}".encode(),
        }
        carried.pop(headers.PROCESSED_AT, None)
        output = Output(topics.ENRICHED.name, record.key, written(enriched), carried)
        return Decision((output,))

    def enrich(self, story: Story, rules: Rules, event_time_ms: int | None) -> EnrichedStory:
        """Return *story* with what the models and *rules* say of it."""
        found = self.recogniser.recognise(story.headline, story.body, story.language or "")
        mentions = found[: self._most_mentions]
        text = StoryText(story)
        override = story.koreawire.override
        relevance = self.relevance.judge(story, mentions, override, text)
        versions = {
            **(story.koreawire.rules or {}),
            "entities": gazetteer_version(),
            "relevance": self.relevance.version,
            "subjects": self.subjects.version,
            "desks": rules.version,
        }
        enriched = _widened(
            story,
            standard=NINJS,
            subjects=self.subjects.of(story, text) or None,
            info_sources=_sources(story),
            **named(mentions),
            extension={"relevance": relevance, "mentions": mentions or None, "rules": versions},
        )
        if not relevance.relevant:
            return enriched
        if override is not None and override.desks is not None:
            # A desk that the rules no longer have has no topic either.
            desks = tuple(desk for desk in rules.file.desks if desk in override.desks)
        else:
            desks = rules.desks(enriched, event_time_ms)
        return changed(enriched, koreawire=changed(enriched.koreawire, desks=desks))


def bare(story: Story) -> EnrichedStory:
    """Return a recalled or withheld story: its id, status and reason, without content."""
    return _widened(story, standard=NINJS, **dict.fromkeys(CONTENT), extension={})


def _widened(story: Story, *, extension: dict[str, object], **updates: object) -> EnrichedStory:
    """Return *story* as an enriched one; its values are valid already and not read again."""
    inner = {name: getattr(story.koreawire, name) for name in StoryExtension.model_fields}
    values = {name: getattr(story, name) for name in NinjsItem.model_fields} | updates
    values["koreawire"] = maker(EnrichedExtension)(**(inner | extension))
    return maker(EnrichedStory)(**values)


def _sources(story: Story) -> tuple[InfoSource, ...] | None:
    """Return the sources the item names, and those of its credit that it does not."""
    given = story.info_sources or ()
    known = {(source.name, source.role) for source in given}
    found = [source for source in _credited(story.koreawire.credit) if source not in known]
    return (*given, *(maker(InfoSource)(name=name, role=role) for name, role in found)) or None


def _credited(credit: Credit | None) -> list[tuple[str, str]]:
    if credit is None:
        return []
    parties = [(credit.distributor, "distributor")] if credit.distributor else []
    parties += [(name, "originator") for name in credit.originators]
    parties += [(name, "attributed") for name in credit.attributed]
    parties += [(name, "photo") for name in credit.photo]
    return parties
