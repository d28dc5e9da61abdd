"""Reuters."""

from koreawire.pipeline.grammars.model import (
    Closing,
    Evidence,
    Grammar,
    Mark,
    Note,
    Order,
    Place,
)
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Reuters",
    marks=(
        Mark(r"UPDATE (?P<n>\d{1,2})\s?-\s?", Place.PREFIX, Action.UPDATE),
        Mark(r"WRAPUP (?P<n>\d{1,2})\s?-\s?", Place.PREFIX, Action.UPDATE),
        Mark(r"CORRECTED(?:-\(OFFICIAL\))?\s?-\s?", Place.PREFIX, Action.CORRECT),
        Mark(r"CORRECTION\s?-\s?", Place.PREFIX, Action.CORRECT, evidence=Evidence.SUPPOSED),
        Mark(r"REFILE(?:-UPDATE (?P<n>\d{1,2}))?\s?-\s?", Place.PREFIX, Action.REFILE),
        Mark(
            r"RPT(?:-UPDATE (?P<n>\d{1,2}))?\s?-\s?",
            Place.PREFIX,
            Action.REPEAT,
            evidence=Evidence.SUPPOSED,
        ),
        Mark(r"(?:ALERT|NEWSBREAK|BRIEF|SNAP)\s?-\s?", Place.PREFIX, Action.ALERT),
        Mark(r"=(?P<n>\d)", Place.SUFFIX, Action.UPDATE, own=True, needs="="),
    ),
    notes=(
        Note(
            r"\((?P<note>(?:Adds|Updates|Changes|Recasts|Removes|Rewrites|Writes through|"
            r"New throughout|Details|Repeats|Repeating|Refiles|Fixes|Clarifies|Edits|Drops|"
            r"Deletes|Inserts)\b.{1,600})\)"
        ),
        Note(r"\((?P<note>(?:Corrects|Corrected|Correcting)\b.{1,600})\)", Action.CORRECT),
        Note(
            r"\((?P<note>In \w{3,9}\.? \d{1,2} (?:story|item),? correct.{1,600})\)", Action.CORRECT
        ),
        Note(
            r"\((?P<note>This (?:\w{3,9}\.? \d{1,2} )?(?:story|item) "
            r"(?:corrects|has been corrected).{1,400})\)",
            Action.CORRECT,
        ),
    ),
    # A bare name credits nobody: it may be a picture's.
    closings=(
        Closing(r"(?:REUTERS?|Reuters?);?\s?(?:\.\.\.)?", own=False),
        Closing(r"Keywords: [^\n]{2,80}/\w{0,20}", own=False, needs="/"),
    ),
    orders=(
        Order(
            r"(?:ADVISORY\s?[-:]\s?)?The (?P<city>[A-Z][A-Z .'-]{1,40}) (?:item|story) "
            r"head(?:lin)?ed [\"'“‘](?P<headline>.{3,250}?)[\"'”’],? (?:is|has been) withdrawn",
            Action.KILL,
            needs=" withdrawn",
        ),
        Order(
            r"(?:ADVISORY\s?[-:]\s?)(?P<headline>.{3,250}?)[,.]? (?:is|has been) withdrawn",
            Action.KILL,
            needs=" withdrawn",
        ),
        Order(
            r"STORY WITHDRAWN\s?[-:]?\s?(?P<headline>.{0,250})",
            Action.KILL,
            needs="STORY WITHDRAWN",
        ),
    ),
)
