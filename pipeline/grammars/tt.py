"""TT, the Swedish national agency.

`Stockholm TT` on a line of its own is not read as a dateline: `Isle of Man TT` is none.
"""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="TT",
    marks=(
        Mark(
            r"(?:Rättelse|RÄTTELSE|Rättad version):\s?",
            Place.PREFIX,
            Action.CORRECT,
            evidence=Evidence.SUPPOSED,
        ),
        Mark(r"(?:FLASH|Flash)\s?[-:]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
    ),
    closings=(
        Closing(r"\(TT\)|/TT/", inline=True, evidence=Evidence.SUPPOSED, own=False, needs="TT"),
    ),
)
