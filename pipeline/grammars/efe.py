"""EFE, in Spanish and English."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="EFE",
    marks=(
        Mark(
            r"\((?:AMPLIACIÓN|Ampliación|AMPL\.?|Ampl\.?)\s?(?P<n>\d{0,2})\)\s?",
            Place.PREFIX,
            Action.UPDATE,
            evidence=Evidence.SUPPOSED,
        ),
        Mark(
            r"\((?:CORRECCIÓN|Corrección|Corrige[^()]{0,40})\)\s?",
            Place.PREFIX,
            Action.CORRECT,
            evidence=Evidence.SUPPOSED,
        ),
        Mark(
            r"(?:AVANCE|URGENTE)\s?[:.-]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED
        ),
    ),
    # The agency's name ends its last paragraph, initials of desk and writer may follow.
    closings=(
        Closing(r"EFE(?:\s[a-z]{2,4}(?:[-/][a-z]{2,4}){0,4})?\.?", inline=True, needs="EFE"),
    ),
)
