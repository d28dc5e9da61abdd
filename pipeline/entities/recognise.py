"""Recognise: who and where a story speaks of, with the place of every mention."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from koreawire.pipeline.entities.coordinate import half_names
from koreawire.pipeline.entities.coreference import FIELDS, Person, bare_surnames
from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.korean_names import latin_names
from koreawire.pipeline.entities.link import context_of, link
from koreawire.pipeline.entities.matcher import Matcher
from koreawire.pipeline.entities.romanise import latin_surnames
from koreawire.schemas.enriched import EntityType, Form, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koreawire.pipeline.entities.gazetteer import Entity
    from koreawire.pipeline.entities.korean_names import LatinName
    from koreawire.pipeline.entities.link import Link
    from koreawire.pipeline.entities.matcher import Hit

# Characters that mean the same to the matcher, one for one so that offsets stay.
ALIKE = (("\u00a0", " "), ("\u2010", "-"), ("\u2011", "-"), ("\u2019", "'"), ("\u2018", "'"))
NAME_CONFIDENCE = {"hyphenated": 0.97, "given-first": 0.95, "spaced": 0.9, "joined": 0.85}
ANAPHOR_CONFIDENCE = 0.9
OPEN_ANAPHOR_CONFIDENCE = 0.6  # several people of that family name in the story


class Recogniser:
    """Finds and links mentions; holds the gazetteer's automaton and no state of stories."""

    def __init__(self, gazetteer: Sequence[Entity]) -> None:
        self._gazetteer = gazetteer
        self._by_id = {entity.id: place for place, entity in enumerate(gazetteer)}
        self._matcher = Matcher(gazetteer)

    def recognise(self, headline: str, body: str, language: str | None) -> tuple[Mention, ...]:
        """The mentions of a story, in order; their spans count code points of the field."""
        texts = [_alike(headline), _alike(body)]
        hits = [self._matcher.find(text, language) for text in texts]
        context = context_of((hit for found in hits for hit in found), self._gazetteer)
        mentions: list[Mention] = []
        originals = (headline, body)
        for field, text in enumerate(texts):
            names = list(latin_names(text, korean_context=context.korean))
            for hit in hits[field]:
                if any(_covers(name, hit) for name in names):
                    continue
                chosen = link(hit, text, context, self._gazetteer)
                if chosen is not None:
                    mentions.append(self._linked(field, originals[field], hit, chosen))
            taken = [(m.start, m.end) for m in mentions if m.field == FIELDS[field]]
            mentions.extend(
                self._named(field, originals[field], name)
                for name in names
                if not any(left < name.end and name.start < right for left, right in taken)
            )
            mentions.extend(self._halves(field, originals[field], text))
        mentions = unified(mentions)
        mentions.extend(self._anaphors(originals, texts, mentions))
        return tuple(sorted(mentions, key=lambda m: (FIELDS.index(m.field), m.start)))

    def _linked(self, field: int, text: str, hit: Hit, chosen: Link) -> Mention:
        entity = self._gazetteer[chosen.entity]
        others = tuple(self._gazetteer[other].id for other in chosen.alternatives)
        return Mention(
            field="headline" if field == 0 else "body",
            start=hit.start,
            end=hit.end,
            surface=text[hit.start : hit.end],
            canonical=entity.canonical,
            type=entity.type,
            subtype=entity.subtype,
            form=chosen.form,
            korean=entity.korean,
            id=entity.id,
            method="gazetteer",
            confidence=chosen.confidence,
            alternatives=others or None,
        )

    def _halves(self, field: int, original: str, text: str) -> Iterator[Mention]:
        for start, end, identifier in half_names(text):
            country = self._gazetteer[self._by_id[identifier]]
            yield Mention(
                field="headline" if field == 0 else "body",
                start=start,
                end=end,
                surface=original[start:end],
                canonical=country.canonical,
                type=country.type,
                subtype=country.subtype,
                korean=country.korean,
                id=country.id,
                method="coordination",
                confidence=NAME_CONFIDENCE["spaced"],
            )

    @staticmethod
    def _named(field: int, text: str, name: LatinName) -> Mention:
        surface = text[name.start : name.end]
        return Mention(
            field="headline" if field == 0 else "body",
            start=name.start,
            end=name.end,
            surface=surface,
            canonical=surface,
            type=EntityType.PERSON,
            korean=True,
            id=f"nil:{name.key}",
            method=f"korean-name:{name.form}",
            confidence=NAME_CONFIDENCE[name.form],
        )

    def _anaphors(
        self, originals: Sequence[str], texts: Sequence[str], mentions: Sequence[Mention]
    ) -> list[Mention]:
        people: list[Person] = []
        full: dict[str, Mention] = {}
        for mention in mentions:
            surname = _surname(mention)
            if surname:
                place = (FIELDS.index(mention.field), mention.start)
                people.append(Person(mention.id, surname, place))
                full.setdefault(mention.id, mention)
        taken = {
            field: [(m.start, m.end) for m in mentions if m.field == name]
            for field, name in enumerate(FIELDS)
        }
        found = []
        for anaphor in bare_surnames(texts, people, taken):
            antecedent = full[anaphor.person.id]
            found.append(
                antecedent.model_copy(
                    update={
                        "field": FIELDS[anaphor.field],
                        "start": anaphor.start,
                        "end": anaphor.end,
                        "surface": originals[anaphor.field][anaphor.start : anaphor.end],
                        "form": Form.ANAPHOR,
                        "method": "coreference",
                        "confidence": OPEN_ANAPHOR_CONFIDENCE
                        if anaphor.others
                        else ANAPHOR_CONFIDENCE,
                        "alternatives": anaphor.others or None,
                    }
                )
            )
        return found


def unified(mentions: list[Mention]) -> list[Mention]:
    """*mentions*, where a name spelled in two ways has one id: that of the linked spelling."""
    linked = {
        f"nil:{key}": mention
        for mention in mentions
        if not mention.id.startswith("nil:") and (key := _key_of(mention)) is not None
    }
    return [
        mention.model_copy(
            update={
                "id": linked[mention.id].id,
                "canonical": linked[mention.id].canonical,
                "subtype": linked[mention.id].subtype,
            }
        )
        if mention.id in linked
        else mention
        for mention in mentions
    ]


def _key_of(mention: Mention) -> str | None:
    """The name key of a linked Korean person's mention in Latin script."""
    if mention.type is not EntityType.PERSON or not mention.korean:
        return None
    names = list(latin_names(mention.surface, korean_context=True))
    return names[0].key if len(names) == 1 else None


def _alike(text: str) -> str:
    """*text* with the variants of space, hyphen and apostrophe made one, length kept."""
    if text.isascii():
        return text
    for variant, plain in ALIKE:
        text = text.replace(variant, plain)
    return text


def _covers(name: LatinName, hit: Hit) -> bool:
    """Is the hit only a part of a longer name (Kim Jong of Kim Jong-nam)?"""
    overlaps = name.start < hit.end and hit.start < name.end
    return overlaps and name.end - name.start > hit.end - hit.start


def _surname(mention: Mention) -> str | None:
    """The family name by which a fully named person is called afterwards, if Latin."""
    if mention.type is not EntityType.PERSON or mention.form is not Form.NAME:
        return None
    words = mention.surface.split()
    if len(words) < 2 or not words[0][:1].isascii():  # noqa: PLR2004  # a full name is two words
        return None
    if mention.korean and words[0].capitalize() in latin_surnames():
        return words[0].capitalize()
    return words[-1].removesuffix("'s")


@cache
def recogniser() -> Recogniser:
    """The recogniser over the package's gazetteer, built once in a process."""
    return Recogniser(entities())
