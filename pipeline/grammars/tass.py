"""TASS; its dateline, `MOSCOW, March 5. /TASS/.`, is in the shared forms."""

from koreawire.pipeline.grammars.model import Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="TASS",
    marks=(
        Mark(r"(?:URGENT|FLASH)[.:]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
    ),
)
