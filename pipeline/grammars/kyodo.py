"""Kyodo, in English."""

from koreawire.pipeline.grammars.model import Closing, Grammar

GRAMMAR = Grammar(agency="Kyodo", closings=(Closing(r"==\s?Kyodo", inline=True, needs="Kyodo"),))
