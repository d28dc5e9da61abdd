"""Associated Press."""

from koreawire.pipeline.grammars.model import Closing, Grammar, Mark, Note, Order, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="AP",
    marks=(
        Mark(r",\s?(?P<n>\d{1,2})(?:st|nd|rd|th) Ld(?:-Writethru)?", Place.SLUG, Action.UPDATE),
        Mark(r"--APNewsAlert", Place.SLUG, Action.ALERT),
    ),
    notes=(
        Note(r"Eds(?:\.|:|,)\s?(?P<note>.{1,600})"),
        Note(r"\((?P<note>Eds:\s?.{1,600})\)"),
    ),
    orders=(
        Order(
            r"(?:Please k|K)ill the (?:story|item) (?:slugged )?"
            r"(?P<slug>[\w.-]{3,60}),? (?P<transref>V\d{3,6})\b",
            Action.KILL,
            needs="ill the ",
        ),
        Order(
            r"(?:Please k|K)ill the (?:story|item) (?:head(?:lin)?ed |slugged )?"
            r"[\"“'‘](?P<headline>.{3,250}?)[\"”'’](?=[\s.,;]|$)",
            Action.KILL,
            needs="ill the ",
        ),
        Order(r"A kill is mandatory\b", Action.KILL, needs="A kill is mandatory"),
    ),
    closings=(Closing(r"(?:ETX )?AP-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3}<?"),),
    advisories=(r"BC-AP News Coverage Advisory", r"BC-10 ?Things ?to ?Know"),
)
