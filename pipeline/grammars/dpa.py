"""dpa, in English and German."""

from koreawire.pipeline.grammars.model import Closing, Grammar, Mark, Order, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="dpa",
    marks=(
        Mark(r"(?P<n>\d{1,2})(?:ST|ND|RD|TH) LEAD", Place.LINE, Action.UPDATE),
        Mark(r"(?P<n>\d{1,2})(?:ST|ND|RD|TH) NET", Place.LINE, Action.UPDATE),
        Mark(r"EXTRA", Place.LINE, Action.ALERT),
        Mark(r"REFILE", Place.LINE, Action.REFILE),
        Mark(r"\(Achtung\)", Place.LINE, Action.CORRECT),
        Mark(r"(?:CORRECTION|KORREKTUR|BERICHTIGUNG)", Place.LINE, Action.CORRECT),
    ),
    orders=(
        Order(
            r"Please (?:kill|withdraw) (?:the )?item (?:dpa )?(?P<item>\d{1,5}),? "
            r"[\"“'](?P<headline>.{3,250}?)[\"”']",
            Action.KILL,
            needs="Please ",
        ),
        Order(
            r"Please hold (?:the )?item (?:dpa )?(?P<item>\d{1,5}),? "
            r"[\"“'](?P<headline>.{3,250}?)[\"”']",
            Action.HOLD,
            needs="Please hold ",
        ),
        Order(
            r"(?:The hold on|Please release) (?:the )?item (?:dpa )?(?P<item>\d{1,5}),? "
            r"[\"“'](?P<headline>.{3,250}?)[\"”']",
            Action.RELEASE,
            needs=" item ",
        ),
        Order(r"KILL KILL KILL\b", Action.KILL, needs="KILL KILL KILL"),
        Order(r"HOLD HOLD HOLD\b", Action.HOLD, needs="HOLD HOLD HOLD"),
        Order(r"RELEASE RELEASE RELEASE\b", Action.RELEASE, needs="RELEASE RELEASE RELEASE"),
    ),
    closings=(Closing(r"dpa(?:-\w+)?(?: [a-z]{2,4}){1,6}"),),
    unpublished=(
        r"#{0,3}\s?(?:dpa[ -])?NOTEBOOK\b",
        r"#{1,3}\s?(?:dpa[ -])?(?:Notebook|Notizblock)\b",
        r"The following information is not (?:intended )?for publication",
        r"Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
    ),
)
