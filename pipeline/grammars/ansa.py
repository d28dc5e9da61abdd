"""ANSA, in Italian and English."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="ANSA",
    marks=(
        # >>>ANSA/ heads a main story of the day: a label, no revision.
        Mark(r">{1,3}\s?ANSA(?:-[A-Z]{3,12})?/\s?", Place.PREFIX, Action.NEW),
        Mark(r"\+\+ ", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
        Mark(r" \+\+", Place.SUFFIX, Action.ALERT, evidence=Evidence.SUPPOSED, needs=" ++"),
        Mark(r"RPT[:/]\s?", Place.PREFIX, Action.REPEAT, evidence=Evidence.SUPPOSED),
        Mark(
            r" \((?P<n>[2-9])\)",
            Place.SUFFIX,
            Action.UPDATE,
            evidence=Evidence.SUPPOSED,
            own=True,
            needs=" (",
        ),
    ),
    closings=(Closing(r"\(ANSA\)\.?", inline=True, needs="(ANSA)"),),
)
