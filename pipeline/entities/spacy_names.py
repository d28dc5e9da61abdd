"""spaCy names: what a statistical model finds beside the rules, unlinked, overriding nothing.

An extra (`koreawire[spacy]`), for reading a chosen few stories closer: a small model reads about
twenty stories a second where the rules read thousands.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol

from koreawire.pipeline.entities.find import FIELDS, NOT_SLUG
from koreawire.schemas.enriched import EntityType, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# spaCy's labels, of the OntoNotes and the Wikipedia kind and of the Korean model, to ours.
LABELS = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON, "PS": EntityType.PERSON,
    "ORG": EntityType.ORGANISATION, "OG": EntityType.ORGANISATION,
    "GPE": EntityType.PLACE, "LOC": EntityType.PLACE, "LC": EntityType.PLACE,
    "FAC": EntityType.PLACE, "EVENT": EntityType.EVENT, "PRODUCT": EntityType.PRODUCT,
}  # fmt: skip
CONFIDENCE = 0.5  # a model's word, without a rule or a source behind it


class Entity(Protocol):
    """A spaCy span, as far as it is needed."""

    start_char: int
    end_char: int
    label_: str
    text: str


class Document(Protocol):
    """A spaCy document, as far as it is needed."""

    ents: Sequence[Entity]


def model_mentions(
    nlp: Callable[[str], Document], headline: str, body: str, known: Iterable[Mention]
) -> tuple[Mention, ...]:
    """*known* and what *nlp* finds where *known* has nothing, in order of place."""
    mentions = list(known)
    taken = [(mention.field, mention.start, mention.end) for mention in mentions]
    for field, text in zip(FIELDS, (headline, body), strict=True):
        for entity in nlp(text).ents if text else ():
            kind = LABELS.get(entity.label_)
            start, end = entity.start_char, entity.end_char
            if kind is None or any(f == field and a < end and start < b for f, a, b in taken):
                continue
            mentions.append(_mention(field, start, text[start:end], kind))
    mentions.sort(key=lambda mention: (FIELDS.index(mention.field), mention.start))
    return tuple(mentions)


def _mention(field: str, start: int, surface: str, kind: EntityType) -> Mention:
    return Mention(
        field="headline" if field == FIELDS[0] else "body",
        start=start,
        end=start + len(surface),
        surface=surface,
        canonical=surface,
        type=kind,
        id=f"nil:{NOT_SLUG.sub('-', surface.lower()).strip('-') or 'unnamed'}",
        method="spacy",
        confidence=CONFIDENCE,
    )


def load_model(name: str) -> Callable[[str], Document]:
    """The installed spaCy model of that name.

    Raises:
        ValueError: spaCy or the model is not installed; says how to get it.
    """
    try:
        spacy = importlib.import_module("spacy")
    except ImportError as error:
        raise ValueError("spaCy is not installed: pip install 'koreawire[spacy]'") from error
    try:
        model: Callable[[str], Document] = spacy.load(name)
    except OSError as error:
        raise ValueError(f"the spaCy model {name!r} is not installed") from error
    return model
