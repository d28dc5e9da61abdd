"""What a story says of Korea: the counts that relevance is judged by, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.titled_names import titled_names
from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.words import Words
    from koreawire.schemas.enriched import Mention
    from koreawire.schemas.story import NinjsItem

LEAD = 300  # code points: two or three sentences
OPENING = 100  # code points that stand in for a headline where there is none: a sentence
HANGUL = 2  # Hangul says the same in half the characters
TICKER = 5  # letters of a share's code: <ROK> is Rockwell

# Lists of pipeline/data/words.
DOMESTIC = "domestic"  # words of South Korean public life: 국회, 전세, chaebol
LOCAL = "local"  # words of public life, at home unless the copy says otherwise: 정부, 학교
FOREIGN = "foreign"  # countries and people abroad, as Korean copy writes them
FIRMS = "firms"  # companies abroad
DAILY = "daily"  # travel, food, gadgets
GENERAL = "general"  # advice and science that is nobody's in particular
DIASPORA = "diaspora"  # Koreans abroad: adoptees, 교민
ROUNDUP = "roundup"  # results, market reports, digests
LISTS = (DOMESTIC, LOCAL, FOREIGN, FIRMS, DAILY, GENERAL, DIASPORA, ROUNDUP)
SHOWN = 3  # words of a list that a reason may quote
SURE = 0.9  # confidence below which a name is a guess among words of the language: 동안, 경기
NEAR = 25  # code points between the names of a list: ", the Netherlands and "
COMPANIES = frozenset({"company", "conglomerate", "brand", "executive", "phone"})


@dataclass(frozen=True, slots=True)
class ListUse:
    """How a story uses a list of words: how often in all, in the headline, in headline and lead."""

    count: int
    headline: int
    lead: int
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts over headline and body of one story."""

    hangul: bool
    words: int  # by the spaces between them
    has_headline: bool
    has_body: bool
    korean: tuple[Mention, ...]  # names of Korea, news agencies apart
    headline: tuple[Mention, ...]  # of those, in the headline
    lead: tuple[Mention, ...]  # of those, in the lead
    people: tuple[str, ...]  # Koreans named with a title in Korean copy, not yet among the names
    home: int  # names, people and words of Korea
    home_headline: int
    home_lead: int
    first: float  # how far into the text the first is: 0 headline, 1 end or none
    listed: int  # Korean places that stand in a list of others
    agencies: int  # Korean news agencies named as a source
    abroad: int  # names and words of elsewhere, companies apart
    abroad_headline: int
    firms: int  # companies and products of elsewhere
    lists: dict[str, ListUse]


def signals(story: NinjsItem, mentions: Sequence[Mention], words: Words) -> Signals:
    """Count what *story* says of Korea, given its *mentions*.

    Datelines and credits do not count: the reader has taken them out of the
    body, or `(서울=연합뉴스)` would make every story Korean.
    """
    hangul = story.language == "ko"
    text = _Text(story.headline, story.body, HANGUL if hangul else 1)
    sure = [one for one in mentions if one.confidence >= SURE and not text.is_ticker(one)]
    korean = tuple(one for one in sure if one.korean and one.subtype != "agency")
    foreign = [one for one in sure if one.korean is False and one.form is not Form.ANAPHOR]
    firms = [one for one in foreign if is_company(one)]
    places_abroad = [text.place(one) for one in foreign if not is_company(one)]
    lists, domestic = _lists(text, sure, words, story.language or "")
    people = _people(text, mentions) if hangul else []
    places = sorted([*map(text.place, korean), *(start for start, _ in people), *domestic])
    return Signals(
        hangul=hangul,
        words=text.all.count(" ") + text.all.count("\n") - 1,
        has_headline=bool(story.headline),
        has_body=bool(story.body),
        korean=korean,
        headline=tuple(one for one in korean if text.in_headline(text.place(one))),
        lead=tuple(one for one in korean if text.in_lead(text.place(one))),
        people=tuple(dict.fromkeys(text.all[start:end] for start, end in people)),
        home=len(places),
        home_headline=sum(map(text.in_headline, places)),
        home_lead=sum(map(text.in_lead, places)),
        first=text.share(places[0]) if places else 1.0,
        listed=_listed(korean, foreign, story.body),
        agencies=sum(bool(one.korean) and one.subtype == "agency" for one in sure),
        abroad=len(places_abroad) + lists[FOREIGN].count,
        abroad_headline=sum(map(text.in_headline, places_abroad)) + lists[FOREIGN].headline,
        firms=len(firms) + lists[FIRMS].count,
        lists=lists,
    )


class _Text:
    """Headline and body as one text, and what a place in it means."""

    def __init__(self, headline: str, body: str, scale: int) -> None:
        self.all = f"{headline}\n\n{body}"
        self.body_start = len(headline) + 2
        self.headline_end = len(headline) if headline else self.body_start + OPENING // scale
        self.lead_end = self.body_start + LEAD // scale
        self.body_length = max(1, len(body))

    def place(self, mention: Mention) -> int:
        return mention.start + (self.body_start if mention.field == "body" else 0)

    def in_headline(self, place: int) -> bool:
        return place < self.headline_end

    def in_lead(self, place: int) -> bool:
        return self.body_start <= place < self.lead_end

    def is_ticker(self, mention: Mention) -> bool:
        """Is it a share's code in angle brackets, as Reuters writes them?"""
        start = self.place(mention)
        end = start + mention.end - mention.start
        return self.all[start - 1 : end + 1] == f"<{mention.surface}>" and end - start <= TICKER

    def share(self, place: int) -> float:
        return max(0.0, (place - self.body_start) / self.body_length)


def is_company(mention: Mention) -> bool:
    """Does the mention name a company or what it sells?"""
    return mention.type is EntityType.PRODUCT or mention.subtype in COMPANIES


def _lists(
    text: _Text, mentions: Sequence[Mention], words: Words, language: str
) -> tuple[dict[str, ListUse], list[int]]:
    """Count the words of each list, and say where the domestic ones are.

    A word that is a recognised name counts as the name only.
    """
    named = set(map(text.place, mentions))
    counts, top, early = (dict.fromkeys(LISTS, 0) for _ in range(3))
    shown: dict[str, dict[str, None]] = {name: {} for name in LISTS}
    domestic = []
    for name, start, end in words.find(text.all, language):
        if start in named:
            continue
        counts[name] += 1
        top[name] += start < text.headline_end
        early[name] += start < text.lead_end
        if name == DOMESTIC:
            domestic.append(start)
        if len(shown[name]) < SHOWN:
            shown[name][text.all[start:end]] = None
    uses = {
        name: ListUse(counts[name], top[name], early[name], tuple(shown[name])) for name in LISTS
    }
    return uses, domestic


def _people(text: _Text, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return where Koreans are named by title who are not among the *mentions*."""
    taken = [(text.place(one), text.place(one) + one.end - one.start) for one in mentions]
    return [
        (start, end)
        for start, end in titled_names(text.all)
        if not any(start < right and left < end for left, right in taken)
    ]


def _listed(korean: Sequence[Mention], foreign: Sequence[Mention], body: str) -> int:
    """Count Korean places with a foreign one close on both sides, or in brackets."""
    if not foreign:
        return 0
    starts = [one.start for one in foreign if one.field == "body"]
    ends = [one.end for one in foreign if one.field == "body"]
    count = 0
    for one in korean:
        if one.field != "body" or one.type is not EntityType.PLACE:
            continue
        before = any(0 <= one.start - end < NEAR for end in ends)
        after = any(0 <= start - one.end < NEAR for start in starts)
        count += (before and after) or body[one.start - 1 : one.start] == "("
    return count
