"""Belga, in Dutch, French and English."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Belga",
    marks=(
        Mark(
            r"(?:Update|UPDATE)(?: (?P<n>\d{1,2}))?\s?[-:]\s",
            Place.PREFIX,
            Action.UPDATE,
            evidence=Evidence.SUPPOSED,
            own=True,
        ),
        Mark(
            r"(?:RECHTZETTING|Rechtzetting|RECTIFICATION|Rectification)\s?[-:]\s?",
            Place.PREFIX,
            Action.CORRECT,
            evidence=Evidence.SUPPOSED,
        ),
    ),
    closings=(
        Closing(r"\((?:BELGA|Belga)\)", inline=True, evidence=Evidence.REPORTED, needs="(B"),
    ),
)
