"""Ritzau, the Danish national agency."""

from koreawire.pipeline.grammars.model import Evidence, Grammar, Mark, Note, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Ritzau",
    marks=(
        Mark(r"Rettelse:\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
        Mark(r"RETTELSE:\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
        Mark(r"(?:NY|Ny) version:\s?", Place.PREFIX, Action.UPDATE, evidence=Evidence.SUPPOSED),
        Mark(r"(?:FLASH|HASTER):\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
    ),
    notes=(
        Note(
            r"(?P<note>I en tidligere version (?:stod|fremgik|skrev).{1,300})",
            Action.CORRECT,
            evidence=Evidence.SUPPOSED,
        ),
    ),
)
