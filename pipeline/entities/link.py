"""Link: which entity a string stands for in this story, and what else it might have been."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from koreawire.pipeline.entities.inflect import Need
from koreawire.pipeline.entities.places import is_beside_place
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koreawire.pipeline.entities.gazetteer import Entity
    from koreawire.pipeline.entities.inflect import Alias
    from koreawire.pipeline.entities.matcher import Hit

CERTAIN = 0.99
DEMONYM = 0.97
CHOSEN = 0.85  # one of several readings, by the story's context
GUESSED = 0.6  # one of several readings, by prominence alone


class Context(NamedTuple):
    """What the story says for sure: entities named without doubt, and whether it is about Korea."""

    certain: frozenset[int]
    ids: frozenset[str]
    korean: bool


class Link(NamedTuple):
    """The reading chosen for a string."""

    entity: int
    form: Form
    confidence: float
    alternatives: tuple[int, ...] = ()


def sole_link(readings: tuple[Alias, ...]) -> Link | None:
    """The link of a string that stands for one thing in every story; None for any other."""
    if len(readings) != 1 or readings[0].need is not Need.NOTHING:
        return None
    only = readings[0]
    return Link(only.entity, only.form, DEMONYM if only.form is Form.DEMONYM else CERTAIN)


def context_of(certain: Iterable[int], gazetteer: Sequence[Entity]) -> Context:
    """The context that the entities make which a story names without doubt."""
    named = [gazetteer[entity] for entity in certain]
    return Context(
        certain=frozenset(certain),
        ids=frozenset([entity.id for entity in named]),
        korean=True in [entity.korean for entity in named],
    )


def link(hit: Hit, text: str, context: Context, gazetteer: Sequence[Entity]) -> Link | None:
    """The entity *hit* in *text* stands for, or None where the story does not support any.

    A weak name needs support: the same entity named in full, one that is `near` it (Armenia for
    Georgia), or, where nothing is, a Korean story for what is Korean; a Korean place that is a word
    of the language in Hangul needs a Korean place beside it (경남 고성, 경기 수원시). A name that
    several people bear needs a word near by that says what they are.
    Between several readings the supported one wins, then the gazetteer's order.
    """
    if hit.sole is not None and not hit.demonym:
        return hit.sole
    supported = [a for a in hit.aliases if _is_supported(a, hit, text, context, gazetteer)]
    if not supported:
        return None
    ranked = sorted(
        supported,
        key=lambda alias: (
            alias.need,
            alias.entity not in context.certain,
            not (context.korean and gazetteer[alias.entity].korean),
        ),
    )
    best = ranked[0]
    others = tuple(dict.fromkeys(a.entity for a in ranked if a.entity != best.entity))
    if hit.demonym:
        return Link(best.entity, Form.DEMONYM, DEMONYM, others)
    if not others:
        sure = DEMONYM if best.form is Form.DEMONYM else CERTAIN
        return Link(best.entity, best.form, sure if best.need is Need.NOTHING else CHOSEN)
    settled = best.entity in context.certain
    return Link(best.entity, best.form, CHOSEN if settled else GUESSED, others)


def _is_supported(
    alias: Alias, hit: Hit, text: str, context: Context, gazetteer: Sequence[Entity]
) -> bool:
    match alias.need:
        case Need.NOTHING:
            return True
        case Need.SUPPORT:
            entity = gazetteer[alias.entity]
            if alias.entity in context.certain or not entity.near.isdisjoint(context.ids):
                return True
            if entity.near or not (context.korean and entity.korean):
                return False
            word = entity.type is EntityType.PLACE and "가" <= text[hit.start] <= "힣"
            return not word or is_beside_place(text, hit.start, hit.end)
        case Need.ROLE:
            return has_role_near(gazetteer[alias.entity].subtype, hit, text)


NEAR = 60  # characters on either side in which a role says who somebody is


def has_role_near(subtype: str | None, hit: Hit, text: str) -> bool:
    """Does a word near *hit* say that the person is what the gazetteer says?"""
    finder = _finder(subtype)
    if finder is None:
        return False
    around = text[max(0, hit.start - NEAR) : hit.start] + " " + text[hit.end : hit.end + NEAR]
    return bool(finder.find_matches_as_indexes(around.lower().encode(errors="surrogatepass")))


def roles(subtype: str | None) -> tuple[str, ...]:
    """Return the words, in small letters, that say somebody is a *subtype*; none for most kinds."""
    return _roles().get(subtype or "", ())


@cache
def _roles() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in word_list("roles.tsv"))
    return {row[0]: tuple(word.lower() for word in row[1:]) for row in rows}


@cache
def _finder(subtype: str | None) -> BytesAhoCorasick | None:
    """What looks for the `roles`: half a hundred, too many to ask for one by one."""
    words = roles(subtype)
    return BytesAhoCorasick([word.encode() for word in words]) if words else None
