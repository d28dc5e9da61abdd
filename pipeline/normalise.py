"""Normalise: a raw item into the stories it holds, or a notice of why it holds none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from koreawire.pipeline import stories
from koreawire.pipeline.cutting import Part, Role
from koreawire.pipeline.event_time import event_time
from koreawire.pipeline.grammars.agencies import provider_agency
from koreawire.pipeline.orders import Ordered, ordered, withdrawn
from koreawire.pipeline.overrides import announced, override_in
from koreawire.pipeline.readers.draft import Layout
from koreawire.pipeline.readers.item import open_record
from koreawire.pipeline.readers.limits import DEFAULT, Limits
from koreawire.pipeline.readers.registry import read
from koreawire.pipeline.record import Decision, Output
from koreawire.pipeline.segment import Segmentation, segment
from koreawire.pipeline.subedit import subedit
from koreawire.pipeline.uris import story_uri
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice, NoticeExtension, NoticeKind
from koreawire.schemas.story import Source

if TYPE_CHECKING:
    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.item import Item
    from koreawire.pipeline.record import Record
    from koreawire.schemas.story import LanguageTag, Story

READING = "reading"  # the rule set's name in `koreawire.rules`
VERSION = "2"  # raised when the same bytes come to be read otherwise
JSON = b"application/json"


class Tagger(Protocol):
    """Tells the language of a story; `pipeline/language.py` has the real one."""

    def tag(self, headline: str, body: str, declared: str | None) -> LanguageTag:
        """Return the tag with its reliability."""


class Normalise:
    """Reads one raw item alone; it holds no state."""

    name = "normalise"
    source = topics.RAW.name
    state = None

    def __init__(self, tagger: Tagger, limits: Limits = DEFAULT) -> None:
        self._tagger = tagger
        self._limits = limits

    def decide(self, record: Record) -> Decision:
        """Return a story for each the item holds, the main one first, or one notice.

        Raises:
            ValueError: The item cannot be read; the reason is one line, for people.
        """
        override = override_in(record)
        if override is not None:
            notice = announced(override, record.value or b"")
            time = int(override.at.timestamp() * 1000)
            return Decision((_output(notice, f"{headers_origin(record)}#0", time),))
        item = open_record(record, self._limits)
        found = self.read(item)
        if not found:
            raise ValueError("the item holds neither a headline nor a text")
        origin = headers_origin(record)
        time = (
            event_time(record)
            if item.fetched_at is None
            else int(item.fetched_at.timestamp() * 1000)
        )
        return Decision(
            tuple(_output(value, f"{origin}#{part}", time) for part, value in enumerate(found))
        )

    def read(self, item: Item) -> list[Story | Notice]:
        """Return what an item comes to, in order; its parts are numbered through."""
        found: list[Story | Notice] = []
        for draft in read(item, self._limits):
            if draft.refusal is not None:
                kind = NoticeKind.ADVISORY if draft.advisory else NoticeKind.NOT_A_STORY
                refused = Ordered(kind, draft.refusal)
                found.append(self._notice(item, len(found), refused))
                continue
            title = [draft.headline.text] if draft.headline else []
            order = withdrawn(draft) or ordered([*title, *(line.text for line in draft.lines)])
            if order is not None:
                found.append(self._notice(item, len(found), order))
                continue
            found.extend(self._stories(item, draft, len(found)))
            if len(found) > self._limits.stories:
                raise ValueError(f"the item holds more than {self._limits.stories} stories")
        return found

    def _stories(self, item: Item, draft: Draft, first: int) -> list[Story | Notice]:
        """The stories of one draft; only loose text and pages are cut."""
        headline = draft.headline.text if draft.headline else ""
        if draft.layout is Layout.FIRM:
            cut = Segmentation((Part(Role.MAIN, draft.lines),), composite=draft.composite)
        else:
            cut = segment(draft.lines, headline)
        parts = cut.parts or (Part(Role.MAIN, ()),)
        home = provider_agency(item.provider)
        made: list[Story | Notice] = []
        for part in parts:
            main = part.role is Role.MAIN
            edited = subedit(
                part.lines,
                headline=draft.headline if main else None,
                home=home,
                fetched=item.fetched_at,
            )
            if not edited.headline and not edited.paragraphs:
                continue
            build = stories.Build(item, draft, cut, part, edited, first + len(made), self._rules)
            tag = self._tagger.tag(edited.headline, build.body, draft.facts.language)
            made.append(build.story(tag))
        return stories.linked(made) if len(made) > 1 else made

    @property
    def _rules(self) -> dict[str, str]:
        return {READING: VERSION}

    def _notice(self, item: Item, part: int, order: Ordered) -> Notice:
        source = Source(provider=item.provider, item_id=item.item_id, sha256=item.sha256, part=part)
        return Notice(
            kind=order.kind,
            uri=story_uri(item.provider, item.item_id, item.sha256, part),
            reason=order.reason,
            koreawire=NoticeExtension(source=source, revision=order.revision, rules=self._rules),
        )


def headers_origin(record: Record) -> str:
    """Return the item's origin: kept from a replayed record, else its place in the raw topic."""
    kept = record.headers.get(headers.ORIGIN)
    if kept is not None:
        return kept.decode(errors="replace")
    return f"{record.topic}:{record.partition}:{record.offset}"


def _output(value: Story | Notice, origin: str, time: int) -> Output:
    kind = "notice" if isinstance(value, Notice) else "story"
    return Output(
        topics.NORMALISED.name,
        (value.uri or "").encode(),
        value.to_json(),
        {
            headers.CONTENT_TYPE: JSON,
            headers.KIND: kind.encode(),
            headers.ORIGIN: origin.encode(),
            headers.TIME: str(time).encode(),
        },
    )
