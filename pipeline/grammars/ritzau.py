"""Ritzau, the Danish national agency."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Note, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Ritzau",
    marks=(
        Mark(r"Rettelse:\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
        Mark(r"RETTELSE:\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
        Mark(r"(?:NY|Ny) version:\s?", Place.PREFIX, Action.UPDATE, evidence=Evidence.SUPPOSED),
        Mark(r"(?:FLASH|HASTER):\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
    ),
    # /ritzau/, and what it relayed: /ritzau/AFP. The group names all of them.
    closings=(
        Closing(
            r"(?i:/(?P<credit>ritzau(?:/[A-Za-zÆØÅæøå .-]{2,20}){0,2})/?)", inline=True, needs="/"
        ),
    ),
    notes=(
        Note(
            r"(?P<note>I en tidligere version (?:stod|fremgik|skrev).{1,300})",
            Action.CORRECT,
            evidence=Evidence.SUPPOSED,
        ),
    ),
)
