"""Recognise: who and where a story speaks of, with the place of every mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.abbreviations import abbreviated
from koreawire.pipeline.entities.coordinate import half_names
from koreawire.pipeline.entities.coreference import anaphors
from koreawire.pipeline.entities.find import (
    FIELDS,
    Find,
    Template,
    mentions,
    organisation,
    person,
)
from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.hangul_names import hangul_names
from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.korean_names import latin_names
from koreawire.pipeline.entities.link import context_of, has_role_near, link
from koreawire.pipeline.entities.matcher import Hit, Matcher
from koreawire.pipeline.entities.organisations import (
    is_institution_abroad,
    organisation_around,
)
from koreawire.pipeline.entities.people import ALTERNATIVES_MAX, KoreanPeople
from koreawire.pipeline.entities.romanise import name_key, strong_surnames
from koreawire.pipeline.entities.taken import Taken
from koreawire.pipeline.lasting import lasting
from koreawire.schemas.enriched import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from koreawire.pipeline.entities.gazetteer import Entity
    from koreawire.pipeline.entities.korean_names import LatinName
    from koreawire.pipeline.entities.link import Context
    from koreawire.pipeline.entities.matcher import Found
    from koreawire.schemas.enriched import Mention

DEMONYM = Form.DEMONYM  # looked up once: a member of an enumeration costs as much as a name
PLACE = itemgetter(0, 1)  # of a find: field and start
# Characters that mean the same to the matcher, one for one so that offsets stay.
ALIKE = (("\u00a0", " "), ("\u2010", "-"), ("\u2011", "-"), ("\u2019", "'"), ("\u2018", "'"))
FORM_CONFIDENCE = {"hyphenated": 0.97, "given-first": 0.95, "spaced": 0.9, "joined": 0.85}
SPELLED_CONFIDENCE = 0.9  # linked by another spelling than the gazetteer's
COORDINATED_CONFIDENCE = 0.95
ABBREVIATED_CONFIDENCE = 0.9
# A Hangul name must be likelier than this: it keeps precision over .97 on held-out sentences.
HANGUL_THRESHOLD = 0.6
# Chang Chi-cheng is Chinese where the story is of these and not of Korea.
CHINESE_SPEAKING = frozenset({"Q148", "Q865", "Q8646", "Q334"})


WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")


WORDLIKE_SURNAMES = frozenset({"Lee", "Park", "Moon"})  # the commonest that are words as well


class LeftAlone(NamedTuple):
    """A name that was read and linked to nothing, and the ids it may stand for."""

    field: str
    start: int
    surface: str
    ids: tuple[str, ...]


class Recogniser:
    """Finds and links mentions; holds the gazetteer's automaton and no state of stories."""

    def __init__(self, gazetteer: Sequence[Entity]) -> None:
        self._gazetteer = gazetteer
        self._by_id = {entity.id: place for place, entity in enumerate(gazetteer)}
        self._matcher = Matcher(gazetteer)
        self._people = KoreanPeople(gazetteer)
        self._templates = [Template.of(entity) for entity in gazetteer]

    def recognise(self, headline: str, body: str, language: str | None) -> tuple[Mention, ...]:
        """The mentions of a story, in order; their spans count code points of the field."""
        originals = (headline, body)
        texts = [_alike(text) for text in originals]
        read = [self._matcher.find(text, language) for text in texts]
        context = context_of(read[0].certain | read[1].certain, self._gazetteer)
        taken = [Taken(len(text)) for text in texts]
        finds: list[Find] = []
        for field, text in enumerate(texts):
            if text:
                finds.extend(self._in_field(field, text, read[field], context, taken[field]))
        finds = self._unified(finds)
        finds.extend(anaphors(texts, finds, taken))
        finds.sort(key=PLACE)
        return mentions(finds, originals)

    def left_alone(
        self, headline: str, body: str, language: str | None, mentions: Iterable[Mention]
    ) -> Iterator[LeftAlone]:
        """What the story names and *mentions*, its own, leave open: to be shown, never published.

        Names of the gazetteer that the story does not support (Jordan, 조지아), and bare family
        names without anybody who bears them.
        """
        surnames = strong_surnames() | WORDLIKE_SURNAMES
        for field, text in zip(FIELDS, (headline, body), strict=True):
            taken = Taken(len(text))
            for mention in mentions:
                if mention.field == field:
                    taken.add(mention.start, mention.end)
            hits = self._matcher.find(_alike(text), language).hits
            names = [(h.start, h.end, tuple({a.entity for a in h.aliases})) for h in hits]
            bare = [(found.start(), found.end(), ()) for found in WORD.finditer(text)]
            strong = [place for place in bare if text[place[0] : place[1]] in surnames]
            for start, end, entities_ in sorted([*names, *strong]):
                if not taken.meets(start, end):
                    taken.add(start, end)
                    ids = tuple(sorted(self._gazetteer[entity].id for entity in entities_))
                    yield LeftAlone(field, start, text[start:end], ids)

    def _in_field(
        self, field: int, text: str, read: Found, context: Context, taken: Taken
    ) -> list[Find]:
        """Everything one field names by itself, anaphors aside; its characters become *taken*."""
        names = [
            name
            for name in latin_names(text, read.heads, korean_context=context.korean)
            if context.korean or name.strong or context.ids.isdisjoint(CHINESE_SPEAKING)
        ]
        hits = read.hits
        hidden = _hidden(hits, names) if names else ()
        shown = [hit for at, hit in enumerate(hits) if at not in hidden] if hidden else hits
        found = self._of_gazetteer(field, text, shown, context)
        taken.add_all(found)
        for name in names:
            if not taken.meets(name.start, name.end):
                taken.add(name.start, name.end)
                place = (field, name.start, name.end)
                found.append(self._identified(_named(place, text, name), text))
        if read.east_asian and is_hangul(text):
            for rule in (self._hangul, self._abbreviated):
                finds = rule(field, text, taken)
                taken.add_all(finds)
                found.extend(finds)
        for start, end, identifier in half_names(text):
            country = self._templates[self._by_id[identifier]]
            find = country.find((field, start, end), Form.NAME, COORDINATED_CONFIDENCE)
            found.append(find._replace(method="coordination"))
            taken.add(start, end)
        return found

    def _of_gazetteer(
        self, field: int, text: str, hits: Sequence[Hit], context: Context
    ) -> list[Find]:
        """What the names of the gazetteer in *text* stand for in this story."""
        found: list[Find] = []
        templates = self._templates
        abroad = -1  # where the last name of a foreign country ended
        for hit in hits:
            start, end, _, demonym, chosen = hit
            if demonym or chosen is None:
                chosen = link(hit, text, context, self._gazetteer)
                if chosen is None:
                    continue
            entity, form, sure, alternatives = chosen
            template = templates[entity]
            korean, country, of_state = template[4:]
            if country:
                if korean is False:
                    abroad = end
                around = None if form is DEMONYM else organisation_around(text, start, end)
                if around is not None:
                    found.append(organisation(field, around, text, korean=korean))
                    continue
            elif of_state and is_institution_abroad(text, hit, abroad):
                continue
            others = tuple([templates[n].id for n in alternatives]) if alternatives else ()
            found.append(template.find((field, start, end), form, sure, others))
        return found

    def _hangul(self, field: int, text: str, taken: Taken) -> list[Find]:
        """The people whom only the grammar of Hangul names finds, outside what is *taken*."""
        return [
            self._identified(
                person(
                    (field, name.start, name.end),
                    name.name,
                    name_key(name.name),
                    method="korean-name:hangul",
                    sure=round(name.probability, 2),
                ),
                text,
            )
            for name in hangul_names(text, threshold=HANGUL_THRESHOLD, taken=taken)
            if not taken.meets(name.start, name.end)
        ]

    def _abbreviated(self, field: int, text: str, taken: Taken) -> list[Find]:
        """The countries that Korean copy abbreviates to a syllable, outside what is *taken*."""
        finds = []
        for start, end, identifier, form in abbreviated(text):
            if not taken.meets(start, end):
                country = self._templates[self._by_id[identifier]]
                find = country.find((field, start, end), form, ABBREVIATED_CONFIDENCE)
                finds.append(find._replace(method="abbreviation"))
        return finds

    def _identified(self, find: Find, text: str) -> Find:
        """*find* linked to the gazetteer where its spelling leaves one person, else with options.

        People whose name others bear too need a word near by that says who they are.
        """
        bearers = self._people.bearers(find.key or "", find.canonical)
        if not bearers:
            return find
        at = Hit(find.start, find.end, ())
        fitting = [
            place
            for place in bearers
            if (not is_hangul(find.canonical) and "context" not in self._gazetteer[place].flags)
            or has_role_near(self._gazetteer[place].subtype, at, text)
        ]
        if len(fitting) == 1:
            same = self._templates[fitting[0]].find(find[:3], Form.NAME, SPELLED_CONFIDENCE)
            return same._replace(method=f"{find.method}:spelling")
        options = tuple(self._gazetteer[place].id for place in bearers[:ALTERNATIVES_MAX])
        return find._replace(alternatives=options)

    def _unified(self, finds: list[Find]) -> list[Find]:
        """*finds*, where a name spelled in two ways in one story has the id of the linked one."""
        if not [find for find in finds if find.key]:
            return finds
        known = {key: find for find in finds for key in self._people.keys(find.id)}
        return [
            find._replace(id=same.id, canonical=same.canonical, subtype=same.subtype)
            if find.key and (same := known.get(find.key)) is not None
            else find
            for find in finds
        ]


def _hidden(hits: Sequence[Hit], names: Iterable[LatinName]) -> set[int]:
    """Which *hits*, in order, are only a part of a longer name (Kim Jong of Kim Jong-nam)."""
    hidden = set()
    for start, end, *_ in names:
        at = bisect_left(hits, (end,)) - 1  # the last that begins before the name's end
        while at >= 0 and hits[at].end > start:
            if end - start > hits[at].end - hits[at].start:
                hidden.add(at)
            at -= 1
    return hidden


def _named(place: tuple[int, int, int], text: str, name: LatinName) -> Find:
    """The find of a Latin name that only the grammar knows."""
    surface = text[name.start : name.end]
    sure = FORM_CONFIDENCE[name.form]
    return person(place, surface, name.key, method=f"korean-name:{name.form}", sure=sure)


def _alike(text: str) -> str:
    """*text* with the variants of space, hyphen and apostrophe made one, length kept."""
    if text.isascii():
        return text
    for variant, plain in ALIKE:
        text = text.replace(variant, plain)
    return text


@lasting
def recogniser() -> Recogniser:
    """The recogniser over the package's gazetteer, built once in a process."""
    return Recogniser(entities())
