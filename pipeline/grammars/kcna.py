"""KCNA; its dateline and end mark are in the shared forms."""

from koreawire.pipeline.grammars.model import Grammar

GRAMMAR = Grammar(agency="KCNA")
