"""Coreference: a bare family name stands for the person the story named in full."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.pipeline.entities.surnames import bare, is_introduced_as_kin, surname_of, titled
from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koreawire.pipeline.entities.find import Find
    from koreawire.pipeline.entities.taken import Taken

CONFIDENCE = 0.9
OPEN_CONFIDENCE = 0.6  # several people of that family name in the story
PERSON, NAME = EntityType.PERSON, Form.NAME  # looked up once, not for every find
OTHERS_MAX = 20  # other people of that name who are told; a list of all Kims helps nobody


def anaphors(texts: Sequence[str], finds: Sequence[Find], taken: Sequence[Taken]) -> Iterator[Find]:
    """A find for every bare family name whose bearer the story named in full.

    *taken* are the characters of each text that are read already. A headline runs ahead of its
    story, so the antecedent may come later.
    """
    first: dict[str, Find] = {}
    by_surname: dict[str, list[Find]] = {}
    for find in finds:
        if find.type is PERSON and find.form is NAME:
            surname = surname_of(texts[find.field][find.start : find.end], find.korean)
            if surname:
                first.setdefault(find.id, find)
                by_surname.setdefault(surname, []).append(find)
    for surname, bearers in sorted(by_surname.items()):
        stands = titled if is_hangul(surname) else bare
        places = [
            (field, start, end)
            for field, text in enumerate(texts)
            if text
            for start, end in stands(text, surname)
            if not taken[field].meets(start, end)
        ]
        whom = _antecedent(bearers, texts) if places else None
        if whom is not None:
            yield from (_find(place, first[whom.id], whom.others) for place in places)


class Antecedent(NamedTuple):
    """Whom a bare family name stands for in a story, and the other people of that name."""

    id: str
    others: tuple[str, ...]


def _antecedent(bearers: Sequence[Find], texts: Sequence[str]) -> Antecedent | None:
    """The person whom the family name of *bearers* stands for: the one the story is about.

    `Kim` alone is the one named in full most often, of equals the first; never somebody who is
    only introduced as a relative, since that name is the other's as well.
    """
    told = [find for find in bearers if not is_introduced_as_kin(texts[find.field], find.start)]
    if not told:
        return None
    counts = Counter(find.id for find in bearers)
    best = min(told, key=lambda find: (-counts[find.id], find.field, find.start)).id
    return Antecedent(best, tuple(sorted(counts.keys() - {best})[:OTHERS_MAX]))


def _find(place: tuple[int, int, int], antecedent: Find, others: tuple[str, ...]) -> Find:
    field, start, end = place
    return antecedent._replace(
        field=field,
        start=start,
        end=end,
        form=Form.ANAPHOR,
        method="coreference",
        confidence=OPEN_CONFIDENCE if others else CONFIDENCE,
        alternatives=others,
    )
