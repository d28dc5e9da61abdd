"""Stories: from a subedited part to the ninjs record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koreawire.pipeline.cutting import Role
from koreawire.pipeline.grammars.agencies import credited
from koreawire.pipeline.grammars.attribution import attributed
from koreawire.pipeline.grammars.bylines import byline, names_people
from koreawire.pipeline.grammars.dateline import cased, dateline
from koreawire.pipeline.grammars.model import Place
from koreawire.pipeline.grammars.registry import marks
from koreawire.pipeline.readers.draft import NOTHING
from koreawire.pipeline.revision import UNMARKED, merge, revision_of
from koreawire.pipeline.uris import story_uri
from koreawire.schemas.base import constructed
from koreawire.schemas.story import (
    Action,
    AltId,
    Association,
    Body,
    Credit,
    Dateline,
    Genre,
    InfoSource,
    PubStatus,
    Quality,
    Revision,
    Source,
    Span,
    Story,
    StoryExtension,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.cutting import Part
    from koreawire.pipeline.edited import Edited
    from koreawire.pipeline.grammars.dateline import Dateline as DatelineFound
    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.item import Item
    from koreawire.pipeline.segment import Segmentation
    from koreawire.schemas.notice import Notice
    from koreawire.schemas.story import LanguageTag

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Build:
    """Everything known of one story, ready to be written down; `number` is its part of the item."""

    item: Item
    draft: Draft
    cut: Segmentation
    part: Part
    edited: Edited
    number: int
    rules: dict[str, str]

    @property
    def body(self) -> str:
        """The clean text."""
        return PARAGRAPH.join(self.edited.paragraphs)

    def story(self, tag: LanguageTag) -> Story:
        """Return the story's record; what is unknown is left out."""
        facts, edited = self.draft.facts, self.edited
        main = self.number == 0 or self.part.role is Role.MAIN
        body = self.body
        until = facts.embargoed_until or (edited.embargo.until if edited.embargo else None)
        created, content_date = self._age()
        values = {
            "uri": story_uri(self.item.provider, self.item.item_id, self.item.sha256, self.number),
            "version": facts.version if main else None,
            "first_created": facts.first_created if main else None,
            "version_created": facts.version_created if main else None,
            "content_created": facts.content_created if main and facts.content_created else created,
            "embargoed_until": until,
            "pub_status": self._status(),
            "urgency": facts.urgency,
            "ed_note": "\n".join(filter(None, [facts.ed_note, *edited.notes])) or None,
            "usage_terms": facts.usage_terms,
            "copyright_notice": facts.copyright_notice,
            "language": tag.tag,
            "headlines": self._headlines(),
            "bodies": (_body(body),) if body else None,
            "by": self._by(main=main),
            "slugline": facts.slugline or edited.slugline,
            "located": self._located(),
            "info_sources": self._sources(),
            "alt_ids": self._ids() if main else None,
            "subjects": facts.subjects or None,
            "genres": self._genres(),
            "koreawire": self._extension(tag, content_date),
        }
        # What a format says outright may break the rules of ninjs; our own findings do not.
        return constructed(Story, values) if facts is NOTHING else Story(**values)

    def _status(self) -> PubStatus:
        held = self.draft.facts.embargoed or (
            self.edited.embargo and self.edited.embargo.until is None
        )
        if held and self.draft.facts.pub_status is PubStatus.USABLE:
            return PubStatus.WITHHELD
        return self.draft.facts.pub_status

    def _headlines(self) -> tuple[Text, ...] | None:
        edited = self.edited
        if not edited.headline:
            return None
        clean = Text(role="main", value=edited.headline)
        if edited.original_headline == edited.headline:
            return (clean,)
        return (clean, Text(role="original", value=edited.original_headline))

    def _by(self, *, main: bool) -> str | None:
        said = self.draft.facts.by if main else None
        if self.edited.by or not said:
            return self.edited.by
        return byline(said) or (said if names_people(said) else None)

    @property
    def _line(self) -> DatelineFound | None:
        """The dateline of the text, else the one the format has a field for."""
        said = self.draft.facts.dateline
        return self.edited.dateline or (dateline(f"{said} ") if said else None)

    @property
    def _codes(self) -> tuple[str, ...]:
        """The agencies credited: by dateline or sign-off, else by the format's field."""
        found = self._line
        said = self.draft.facts.credit
        return self.edited.codes or (found.agencies if found else ()) or credited(said or "")

    def _located(self) -> str | None:
        found, said = self._line, self.draft.facts.located
        return cased(said) if said else (found.places[0] if found and found.places else None)

    def _sources(self) -> tuple[InfoSource, ...] | None:
        """A credit that names no agency we know, as it was written."""
        said = self.draft.facts.credit
        if not said or credited(said):
            return None
        return (InfoSource(name=said, role="source"),)

    def _revision(self) -> Revision | None:
        """The marks of the text, and what the format says outright."""
        facts = self.draft.facts
        found = [self.edited.revision]
        mark = marks(Place.SLUG).first(facts.slugline) if facts.slugline else None
        if mark:
            found.append(revision_of(*mark))
        if facts.action is not None or facts.target is not None or facts.sequence is not None:
            found.append(
                Revision(
                    action=facts.action or Action.NEW,
                    seq=facts.sequence,
                    level=facts.level,
                    target=facts.target,
                )
            )
        merged = merge(found)
        return None if merged is UNMARKED or merged == UNMARKED else merged

    def _ids(self) -> tuple[AltId, ...] | None:
        ids = list(self.draft.facts.ids)
        if self.item.url and all(one.value != self.item.url for one in ids):
            ids.append(AltId(role="url", value=self.item.url))
        return tuple(ids) or None

    def _genres(self) -> tuple[Genre, ...] | None:
        found = list(self.draft.facts.genres)
        if self.edited.revision.action is Action.ALERT:
            found.append(Genre(name="alert"))
        return tuple(found) or None

    def _age(self) -> tuple[Any, str | None]:
        if self.part.age is None or self.item.fetched_at is None:
            return None, self.cut.content_date if self.number == 0 else None
        return self.part.age.resolve(self.item.fetched_at)

    def _extension(self, tag: LanguageTag, content_date: str | None) -> StoryExtension:
        item, edited = self.item, self.edited
        source = Source(
            provider=item.provider, item_id=item.item_id, sha256=item.sha256, part=self.number
        )
        values = {
            "source": source,
            "revision": self._revision(),
            "credit": self._credit(),
            "quality": self._quality(),
            "language": tag,
            "dateline": self._dateline(),
            "content_date": content_date or edited.closing_date,
            "composite": self.cut.composite or None,
            "trace": (*edited.spans, *self._briefs()),
            "rules": self.rules,
        }
        return constructed(StoryExtension, values)

    def _briefs(self) -> Iterator[Span]:
        """Where the parts of a digest are; they are no stories of their own."""
        for brief in self.cut.briefs:
            yield Span(field="parts", start=brief.start, end=brief.end, rule="digest")

    def _credit(self) -> Credit | None:
        codes = self._codes
        quoted = attributed(self.body, exclude=codes)
        photo = tuple(dict.fromkeys([*self.edited.photo, *self.draft.facts.photo_credits]))
        if not codes and not quoted and not photo:
            return None
        return Credit(
            distributor=codes[0] if codes else None,
            originators=codes[1:] or codes,
            attributed=quoted,
            photo=photo,
        )

    def _quality(self) -> Quality:
        dropped = dict(self.draft.dropped) if self.number == 0 else {}
        counts = [self.edited.dropped]
        if self.number == 0:
            counts.append(self.cut.dropped)
        for count in counts:
            for kind, size in count.items():
                dropped[kind] = dropped.get(kind, 0) + size
        values = {
            "truncated": self.draft.truncated
            or (self.cut.truncated and self.part in self.cut.parts[-1:]),
            "parts": len(self.cut.briefs) or len(self.cut.parts) or 1,
            "charset": self.draft.charset,
            "reader": self.draft.reader,
            "dropped": dict(sorted(dropped.items())) or None,
        }
        return constructed(Quality, values)

    def _dateline(self) -> Dateline | None:
        found = self._line
        if found is None:
            return None
        return Dateline(
            text=found.text, places=found.places, date=found.date, agencies=found.agencies
        )


def _body(value: str) -> Body:
    values = {
        "role": "main",
        "content_type": "text/plain",
        "char_count": len(value),
        "word_count": value.count(" ") + value.count(PARAGRAPH) + 1,  # the text is tidy
        "value": value,
    }
    return constructed(Body, values)


def linked(made: list[Story | Notice]) -> list[Story | Notice]:
    """Return the stories of one draft with their ties: children to the parent, and back."""
    parent = made[0]
    children = [one for one in made[1:] if isinstance(one, Story)]
    if not isinstance(parent, Story):
        return made
    ties = tuple(
        Association(name=f"part{number}", rel="sidebar", uri=child.uri)
        for number, child in enumerate(children, 1)
    )
    back = (Association(name="parent", rel="parent", uri=parent.uri),)
    return [
        parent.model_copy(update={"associations": ties}),
        *(
            child.model_copy(
                update={
                    "associations": back,
                    "koreawire": child.koreawire.model_copy(update={"parent": parent.uri}),
                }
            )
            for child in children
        ),
    ]
