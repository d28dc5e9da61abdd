"""Yonhap, in English and Korean."""

from koreawire.pipeline.grammars.model import Evidence, Grammar, Mark, Note, Order, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="Yonhap",
    marks=(
        Mark(r"\(URGENT\)\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.REPORTED),
        Mark(r"\(LEAD\)\s?", Place.PREFIX, Action.UPDATE, seq=1),
        Mark(r"\((?P<n>\d{1,2})(?:st|nd|rd|th) LD\)\s?", Place.PREFIX, Action.UPDATE),
        Mark(r"\[(?:\d보\s?)?속보\]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.REPORTED),
        Mark(r"\[긴급\]\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
        Mark(r"\(속보\)\s?", Place.PREFIX, Action.ALERT, evidence=Evidence.SUPPOSED),
        # 1보 is the flash, 2보 adds to it; 종합 is the first round-up, 종합2보 the second.
        Mark(
            r"\s?[(\[](?P<n>\d{1,2})보[)\]]",
            Place.SUFFIX,
            Action.UPDATE,
            evidence=Evidence.REPORTED,
            needs="보",
        ),
        Mark(
            r"\s?[(\[]종합[)\]]",
            Place.SUFFIX,
            Action.UPDATE,
            seq=1,
            evidence=Evidence.REPORTED,
            needs="종합",
        ),
        Mark(
            r"\s?[(\[]종합\s?(?P<n>\d{1,2})보[)\]]",
            Place.SUFFIX,
            Action.UPDATE,
            evidence=Evidence.REPORTED,
            needs="종합",
        ),
        Mark(r"[(\[]종합[)\]]\s?", Place.PREFIX, Action.UPDATE, seq=1, evidence=Evidence.REPORTED),
        Mark(
            r"[(\[]종합\s?(?P<n>\d{1,2})보[)\]]\s?",
            Place.PREFIX,
            Action.UPDATE,
            evidence=Evidence.REPORTED,
        ),
        Mark(
            r"\s?\(최종\)", Place.SUFFIX, Action.UPDATE, evidence=Evidence.SUPPOSED, needs="(최종)"
        ),
    ),
    notes=(
        Note(r"\(ATTN:\s?(?P<note>.{1,600}?)\)"),
        Note(
            r"\((?P<note>(?:고침|수정)[ :].{1,300})\)", Action.CORRECT, evidence=Evidence.SUPPOSED
        ),
    ),
    # The whole text is withdrawn: Korean agencies and papers alike mark the headline so.
    orders=(
        Order(
            r"^[\[<(【](?:전문|기사)\s?취소[\]>)】]\s?(?P<headline>.{3,250})",
            Action.KILL,
            evidence=Evidence.REPORTED,
            needs="취소",
        ),
    ),
)
