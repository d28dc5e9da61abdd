"""PA Media."""

from koreawire.pipeline.grammars.model import Closing, Grammar

GRAMMAR = Grammar(agency="PA", closings=(Closing(r"ends?", own=False),))
