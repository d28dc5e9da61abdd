"""AFP."""

from koreawire.pipeline.grammars.model import Grammar, Mark, Note, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="AFP",
    marks=(
        # Slug lines: US-shooting-race,2ndlead
        Mark(r",(?P<n>\d{1,2})(?:st|nd|rd|th)lead(?:-?[A-Z]+)?", Place.SLUG, Action.UPDATE),
        Mark(r",lead(?:-?[A-Z]+)?", Place.SLUG, Action.UPDATE, seq=1),
        Mark(r",WRAP", Place.SLUG, Action.UPDATE),
        Mark(r",(?:alert|ALERT|URGENT|urgent)", Place.SLUG, Action.ALERT),
    ),
    notes=(
        Note(r"ATTENTION - (?P<note>CORRECT[SE]?\b.{1,200}?)\s?///", Action.CORRECT),
        Note(r"ATTENTION - (?P<note>.{3,200}?)\s?///"),
    ),
    advisories=(
        r"-- .{0,60}TOP STORIES.{0,40} --",
        r"Duty Editor:",
    ),
)
