"""What a story says of Korea: the counts that relevance is judged by, and their words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.words import Words
    from koreawire.schemas.enriched import Mention
    from koreawire.schemas.story import NinjsItem

LEAD = 300  # code points: two or three sentences (facts.md: the best of its features)
HANGUL_LEAD = 150  # Hangul says the same in half the characters

# Lists of pipeline/data/words.
DOMESTIC = "domestic"  # words of South Korean public life: 국회, 전세, won
LOCAL = "local"  # words of public life, at home unless the copy says otherwise: 정부, 학교
FOREIGN = "foreign"  # countries and people abroad, as Korean copy writes them
GENERAL = "general"  # advice and science that is nobody's in particular
DIASPORA = "diaspora"  # Koreans abroad: adoptees, 교민
LISTS = (DOMESTIC, LOCAL, FOREIGN, GENERAL, DIASPORA)
DIGITS = "0123456789"
SHOWN = 3  # words of a list that a reason may quote


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts over headline and body of one story; `words` are separated by spaces."""

    hangul: bool
    words: int
    korean: tuple[Mention, ...]  # names of Korea, agencies apart
    headline: tuple[Mention, ...]  # of those, in the headline
    lead: tuple[Mention, ...]  # of those, in the lead
    agencies: int  # Korean news agencies named as a source
    first: float  # how far into the text the first is: 0 headline, 1 end or none
    abroad: int  # names of places, people and organisations elsewhere
    abroad_headline: int
    listed: int  # Korean names that stand in a list of others
    domestic: int  # words of the list
    domestic_headline: int
    local: int
    local_headline: int
    foreign: int
    foreign_headline: int
    general: int
    diaspora: int  # words of the list in headline and lead
    digits: float  # share of the characters
    domestic_words: tuple[str, ...]  # the first few, for the reasons
    abroad_words: tuple[str, ...]


def signals(story: NinjsItem, mentions: Sequence[Mention], words: Words) -> Signals:
    """Count what *story* says of Korea, given its *mentions*.

    Datelines and credits do not count: the reader has taken them out of the
    body, or `(서울=연합뉴스)` would make every story Korean.
    """
    hangul = story.language == "ko"
    headline, body = story.headline, story.body
    lead_end = HANGUL_LEAD if hangul else LEAD
    korean, agencies, abroad, abroad_headline = [], 0, 0, 0
    for mention in mentions:
        if mention.korean:
            if mention.subtype == "agency":
                agencies += 1
            else:
                korean.append(mention)
        elif mention.korean is False and mention.form is not Form.ANAPHOR:
            abroad += 1
            abroad_headline += mention.field == "headline"
    in_headline = tuple(one for one in korean if one.field == "headline")
    in_lead = tuple(one for one in korean if one.field == "body" and one.start < lead_end)
    text = f"{headline}\n\n{body}"
    counts, top, lead = (dict.fromkeys(LISTS, 0) for _ in range(3))
    quoted: dict[str, dict[str, None]] = {name: {} for name in LISTS}
    for hit in words.find(text, story.language or ""):
        counts[hit.name] += 1
        top[hit.name] += hit.start < len(headline)
        lead[hit.name] += hit.start < len(headline) + lead_end
        if len(quoted[hit.name]) < SHOWN:
            quoted[hit.name][text[hit.start : hit.end]] = None
    return Signals(
        hangul=hangul,
        words=text.count(" ") + text.count("\n"),
        korean=tuple(korean),
        headline=in_headline,
        lead=in_lead,
        agencies=agencies,
        first=0.0 if in_headline else _first(korean, len(body)),
        abroad=abroad,
        abroad_headline=abroad_headline,
        listed=_listed(korean, mentions, body),
        domestic=counts[DOMESTIC],
        domestic_headline=top[DOMESTIC],
        local=counts[LOCAL],
        local_headline=top[LOCAL],
        foreign=counts[FOREIGN],
        foreign_headline=top[FOREIGN],
        general=counts[GENERAL],
        diaspora=lead[DIASPORA],
        digits=sum(map(text.count, DIGITS)) / len(text),
        domestic_words=tuple(quoted[DOMESTIC]),
        abroad_words=tuple(quoted[FOREIGN]),
    )


def features(found: Signals) -> dict[str, float]:
    """Return the numbers the model weighs; `docs/explanation/relevance.md` explains each."""
    names = len(found.korean)
    elsewhere = found.abroad + found.foreign
    home = names + found.domestic
    return {
        "headline": float(bool(found.headline)),
        "lead": float(bool(found.lead)),
        "names": _log(names),
        "distinct": _log(len({mention.id for mention in found.korean})),
        "density": min(5.0, 100 * names / max(20, found.words)),
        "late": found.first,
        "share": names / max(1, names + found.abroad),
        "companies": float(bool(names) and all(_is_company(one) for one in found.korean)),
        "agency_only": float(bool(found.agencies) and not names),
        "listed": found.listed / max(1, names),
        "figures": found.digits,
        "domestic": _log(found.domestic),
        "domestic_headline": float(bool(found.domestic_headline)),
        "local": _log(found.local),
        "local_headline": float(bool(found.local_headline)),
        "abroad": _log(elsewhere),
        "abroad_headline": float(bool(found.abroad_headline + found.foreign_headline)),
        "home_share": home / max(1, home + elsewhere),
        "general": _log(found.general),
    }


def _first(korean: Sequence[Mention], length: int) -> float:
    if not korean:
        return 1.0
    return min(1.0, min(mention.start for mention in korean) / max(1, length))


def _is_company(mention: Mention) -> bool:
    return mention.type is EntityType.PRODUCT or mention.subtype == "company"


NEAR = 25  # code points between the names of a list: ", the Netherlands and "


def _listed(korean: Sequence[Mention], mentions: Sequence[Mention], body: str) -> int:
    """Count Korean names in the body with a foreign name close on both sides or in brackets."""
    others = sorted(
        (one.start, one.end)
        for one in mentions
        if one.korean is False and one.field == "body" and one.type is EntityType.PLACE
    )
    count = 0
    for mention in korean:
        if mention.field != "body" or mention.type is not EntityType.PLACE:
            continue
        before = any(end <= mention.start < end + NEAR for _, end in others)
        after = any(mention.end <= start < mention.end + NEAR for start, _ in others)
        bracketed = body[mention.start - 1 : mention.start] == "("
        count += (before and after) or bracketed
    return count


def _log(count: int) -> float:
    return min(6.0, math.log2(1 + count))
