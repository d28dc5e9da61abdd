"""Xinhua, in English and Chinese."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Note, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Xinhua",
    marks=(
        Mark(
            r"(?P<n>\d{1,2})(?:st|nd|rd|th) (?:LD|Ld)(?:[ -]Writethru)?:\s?",
            Place.PREFIX,
            Action.UPDATE,
            evidence=Evidence.REPORTED,
        ),
        Mark(r"Urgent:\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.REPORTED),
        Mark(r"Update:\s?", Place.PREFIX, Action.UPDATE, evidence=Evidence.SUPPOSED, own=True),
        Mark(r"\(Correction\)\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
    ),
    notes=(
        Note(
            r"\((?P<note>(?:Adds|ATTN|Recasts|Rewrites)[ :].{1,300})\)", evidence=Evidence.SUPPOSED
        ),
    ),
    closings=(
        Closing(r"(?:Enditem|Item end)", inline=True, evidence=Evidence.REPORTED, needs="tem"),
        Closing(r"（完）", inline=True, evidence=Evidence.REPORTED, needs="（完）"),
    ),
)
