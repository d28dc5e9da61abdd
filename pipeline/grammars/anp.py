"""ANP, the Dutch national agency."""

from koreawire.pipeline.grammars.model import Grammar, Mark, Note, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="ANP",
    marks=(Mark(r"\s\((?P<n>[2-9]|1\d)\)", Place.SUFFIX, Action.UPDATE, own=True, needs="("),),
    notes=(
        # Letter-spaced: "N i e u w bericht, vervangt: <old headline>".
        Note(r"N ?i ?e ?u ?w\s{1,3}bericht, vervangt:\s?(?P<target>.{1,200})", Action.REPLACE),
    ),
)
