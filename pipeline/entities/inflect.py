"""Inflect: the forms in which a name or demonym of the gazetteer occurs in text."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.entities.gazetteer import Entity, Name

HANGUL = re.compile("[가-힣]")
HANGUL_LEADS = bytes(range(0xEA, 0xEE))  # one of these begins a syllable in UTF-8
EAST_ASIAN_LEADS = bytes(range(0xE4, 0xEE))  # or a Chinese character
OPENING = 40  # characters in which Korean copy has a syllable
ACRONYM_MAX = 6  # letters; longer words in capitals are shouted names
SHOUTED_MIN = 4  # letters; shorter names in capitals would be taken for acronyms


class Need(StrEnum):
    """What a story must hold besides the string for the string to stand for the entity."""

    NOTHING = ""
    SUPPORT = "support"  # the entity named otherwise, or for what is Korean a Korean story
    ROLE = "role"  # a word near by that says what the person is: several people bear the name


class Alias(NamedTuple):
    """A string to look for: entity by its place in the gazetteer, and what it means there."""

    text: str
    entity: int
    language: str | None
    form: Form
    need: Need = Need.NOTHING


def aliases(entity: Entity, place: int) -> Iterator[Alias]:
    """Every string under which *entity* (the *place*-th) is looked for."""
    for name in entity.names:
        if _is_left_to_grammar(entity, name):
            continue
        form = Form.ACRONYM if is_acronym(name.text) else Form.NAME
        for text in _spellings(name.text):
            yield Alias(text, place, _language(entity, name), form, _need(entity, name))
    for name in entity.demonyms:
        for text in demonym_forms(name):
            yield Alias(text, place, name.language, Form.DEMONYM, _need(entity, name))


def _is_left_to_grammar(entity: Entity, name: Name) -> bool:
    """A two-syllable Hangul name is a common word (이상, 장면): only its context shows a person."""
    return entity.type is EntityType.PERSON and name.weak and is_hangul(name.text)


def _need(entity: Entity, name: Name) -> Need:
    if name.weak:
        return Need.SUPPORT
    if "context" in entity.flags or ("context-ko" in entity.flags and is_hangul(name.text)):
        return Need.ROLE
    return Need.NOTHING


def _language(entity: Entity, name: Name) -> str | None:
    """Names of people and organisations travel between languages; names of places do not."""
    if entity.type is EntityType.PLACE and not is_hangul(name.text):
        return name.language
    return None


def is_acronym(text: str) -> bool:
    """Is *text* letters in capitals only, and short?"""
    letters = text.replace(".", "").replace("&", "")
    return letters.isascii() and letters.isupper() and len(letters) <= ACRONYM_MAX


def is_hangul(text: str) -> bool:
    """Does *text* hold a Hangul syllable? Korean copy shows it at once, other copy by its bytes."""
    if text.isascii():
        return False
    if HANGUL.search(text, 0, OPENING):
        return True
    return _has_leads(text, HANGUL_LEADS) and HANGUL.search(text) is not None


def is_east_asian(text: str) -> bool:
    """Does *text* hold a Hangul syllable or a Chinese character, or one of their neighbours?"""
    if text.isascii():
        return False
    return HANGUL.search(text, 0, OPENING) is not None or _has_leads(text, EAST_ASIAN_LEADS)


def _has_leads(text: str, leads: bytes) -> bool:
    """Does a character of *text* begin with one of *leads* in UTF-8?"""
    octets = text.encode(errors="surrogatepass")
    return len(octets.translate(None, leads)) < len(octets)


def _spellings(text: str) -> Iterator[str]:
    """*text*, without its diacritics where those are romanisation, and in capitals."""
    yield text
    plain = text.translate(ROMANISATION)
    if plain != text:
        yield plain
    if not is_hangul(text) and len(text) >= SHOUTED_MIN and not text.isupper():
        yield plain.upper()


# McCune–Reischauer marks that newspapers leave out.
ROMANISATION = str.maketrans(
    {"ŏ": "o", "ŭ": "u", "Ŏ": "O", "Ŭ": "U", "’": None, "‘": None, "ʼ": None}
)


def demonym_forms(name: Name) -> Iterator[str]:
    """The inflected forms of an adjective or inhabitant's name in its language."""
    forms = {name.text}
    match name.language:
        case "nl":
            if name.text.endswith(("s", "sch")):
                forms.add(name.text + "e")
        case "da":
            if name.text.endswith("sk"):
                forms |= {name.text + "e", name.text + "es"}
            elif name.text.endswith("er"):
                forms |= {name.text + tail for tail in ("e", "en", "ne", "ens", "nes", "s")}
            forms |= {form[0].upper() + form[1:] for form in forms}
        case "en":
            if not name.text.endswith(("s", "ese", "sh", "ch", "men", "man", "ss")):
                forms.add(name.text + "s")
    for form in sorted(forms):
        yield form
        if not is_hangul(form):
            yield form.upper()
