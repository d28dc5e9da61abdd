"""AAP, the Australian national agency; its dateline, `PERTH, March 3 AAP -`, is shared."""

from koreawire.pipeline.grammars.model import Closing, Grammar

GRAMMAR = Grammar(
    agency="AAP",
    # The name, then initials of writer and editor, or the kind of service in capitals.
    closings=(Closing(r"AAP(?:\s[a-z]{2,4}(?:/[a-z]{0,4}){0,4}|\s[A-Z]{4,12})?", inline=False),),
)
