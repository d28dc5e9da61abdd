"""NTB, the Norwegian national agency."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Order, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="NTB",
    marks=(
        Mark(r"HAST\s?[-:]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
        Mark(
            r"(?:Rettelse|RETTELSE):\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED
        ),
        Mark(r"(?:NY|Ny):\s?", Place.PREFIX, Action.UPDATE, evidence=Evidence.SUPPOSED, own=True),
    ),
    # As NTB withdrew a report on 2017-09-26; whose headline it was it did not say.
    orders=(Order(r"NTB trekker melding(?:en|er)?\b", Action.KILL, needs="NTB trekker"),),
    closings=(
        Closing(r"\(\s?[©Ⓒ]\s?NTB\s?\)", inline=True, evidence=Evidence.REPORTED, needs="NTB"),
    ),
)
