"""What a story says of Korea: the counts that relevance is judged by, and their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from koreawire.pipeline.titled_names import titled_names
from koreawire.schemas.enriched import EntityType, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.story_text import StoryText
    from koreawire.schemas.enriched import Mention


# Lists of pipeline/data/words; a story's use of others is left out.
DOMESTIC = "domestic"  # words of South Korean public life: 국회, 전세, chaebol
LOCAL = "local"  # words of public life, at home unless the copy says otherwise: 정부, 학교
FOREIGN = "foreign"  # countries and people abroad, as Korean copy writes them
FIRMS = "firms"  # companies abroad
DAILY = "daily"  # travel, food, gadgets
GENERAL = "general"  # advice and science that is nobody's in particular
DIASPORA = "diaspora"  # Koreans abroad: adoptees, 교민
ROUNDUP = "roundup"  # results, market reports, digests
LISTS = frozenset((DOMESTIC, LOCAL, FOREIGN, FIRMS, DAILY, GENERAL, DIASPORA, ROUNDUP))
OF_NAMES = frozenset((DOMESTIC, FOREIGN, FIRMS))  # what the recogniser may have named as well
SHOWN = 3  # words of a list that a reason may quote
FOOD = "food"
WAR = "war"
SURE = 0.9  # confidence below which a name is a guess among words of the language: 동안, 경기
NEAR = 35  # code points from name to name in a list: "the Netherlands, Japan and "
ANAPHOR, PRODUCT = Form.ANAPHOR, EntityType.PRODUCT  # a member looked up costs as much as a name
COMPANIES = frozenset({"company", "conglomerate", "brand", "executive", "phone"})


class ListUse(NamedTuple):
    """How a story uses a list of words: how often, how many, and where."""

    times: int = 0
    distinct: int = 0
    headline: int = 0
    lead: int = 0
    shown: tuple[str, ...] = ()  # the first few, as a reason quotes them
    starts: Sequence[int] = ()


UNUSED = ListUse()


class Signals(NamedTuple):
    """Counts over headline and body of one story."""

    hangul: bool
    words: int  # of headline and body, by the spaces between them
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
    asides: tuple[Mention, ...]  # a dish or the war, where they are all that is Korea's
    elsewhere: tuple[Mention, ...]  # names of elsewhere, companies apart
    agencies: int  # Korean news agencies named as a source
    abroad: int  # names and words of elsewhere, companies apart
    abroad_distinct: int  # how many different ones
    abroad_headline: int
    firms: int  # companies and products of elsewhere
    lists: dict[str, ListUse]  # those that the story uses

    def use(self, name: str) -> ListUse:
        """Return how the story uses the list *name*."""
        return self.lists.get(name, UNUSED)


def signals(text: StoryText, mentions: Sequence[Mention]) -> Signals:
    """Count what a story says of Korea, given its *mentions*.

    Datelines and credits do not count: the reader has taken them out of the
    body, or `(서울=연합뉴스)` would make every story Korean.
    """
    sure, asides = _but_asides(_sure(text, mentions), hangul=text.hangul)
    korean, headline, lead, home, agencies = [], [], [], [], 0
    abroad, elsewhere, firms = [], [], 0
    in_body = text.body_start
    places = [one.start + (in_body if one.field == "body" else 0) for one in sure]
    for one, place in zip(sure, places, strict=True):
        if one.korean:
            if one.subtype == "agency":
                agencies += 1
                continue
            korean.append(one)
            home.append(place)
            if text.in_headline(place):
                headline.append(one)
            if text.in_lead(place):
                lead.append(one)
        elif one.korean is False and one.form is not ANAPHOR:
            if one.type is PRODUCT or one.subtype in COMPANIES:
                firms += 1
            else:
                abroad.append(place)
                elsewhere.append(one)
    lists = _lists(text, set(places))
    people = _people(text, mentions) if text.hangul else []
    home = sorted([*home, *lists.get(DOMESTIC, UNUSED).starts, *(start for start, _ in people)])
    foreign = lists.get(FOREIGN, UNUSED)
    return Signals(
        hangul=text.hangul,
        words=_words(text),
        has_headline=text.has_headline,
        has_body=text.body_length > 0,
        korean=tuple(korean),
        headline=tuple(headline),
        lead=tuple(lead),
        people=tuple(dict.fromkeys(text.all[start:end] for start, end in people)),
        home=len(home),
        home_headline=bisect_left(home, text.headline_end),
        home_lead=bisect_left(home, text.lead_end) - bisect_left(home, text.body_start),
        first=text.share(home[0]) if home else 1.0,
        listed=_listed(text, korean, sorted(abroad)),
        asides=tuple(asides),
        elsewhere=tuple(elsewhere),
        agencies=agencies,
        abroad=len(abroad) + foreign.times,
        abroad_distinct=len({one.id for one in elsewhere}) + foreign.distinct,
        abroad_headline=sum([place < text.headline_end for place in abroad]) + foreign.headline,
        firms=firms + lists.get(FIRMS, UNUSED).times,
        lists=lists,
    )


def _words(text: StoryText) -> int:
    """Count the words of headline and body by what is between them: a blank or a line's end."""
    between = text.all.count(" ") + text.all.count("\n") - text.all.count("\n\n")
    return between + 1 - (not text.has_headline) - (not text.body_length)


def _sure(text: StoryText, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that count: sure ones, neither codes of shares nor authors of columns."""
    sure = [one for one in mentions if one.confidence >= SURE]
    if "<" in text.all:
        sure = [one for one in sure if not text.is_ticker(one)]
    if text.hangul and "[" in text.all:
        sure = [
            one
            for one in sure
            if one.type is not EntityType.PERSON or not text.in_rubric(text.place(one))
        ]
    return sure


def _but_asides(sure: list[Mention], *, hangul: bool) -> tuple[list[Mention], list[Mention]]:
    """Part dishes, and the war in others' copy, from the names where nothing else is Korea's.

    Kimchi is cooked everywhere, and many an old soldier was in the Korean War.
    """
    asides = (FOOD,) if hangul else (FOOD, WAR)
    kinds = {one.subtype for one in sure if one.korean}
    if kinds.isdisjoint(asides) or kinds - {*asides, "agency"}:
        return sure, []
    apart = [one for one in sure if one.korean and one.subtype in asides]
    return [one for one in sure if one not in apart], apart


def _lists(text: StoryText, named: set[int]) -> dict[str, ListUse]:
    """Count the words of each list.

    A word that is a recognised name counts as the name only; *named* is where those begin.
    """
    uses = {}
    for name, hits in text.hits.items():
        if name not in LISTS:
            continue
        places = [hit for hit in hits if hit[0] not in named] if name in OF_NAMES else hits
        if places:
            words = dict.fromkeys([text.all[start:end] for start, end in places])
            uses[name] = ListUse(
                times=len(places),
                distinct=len(words),
                headline=sum([start < text.headline_end for start, _ in places]),
                lead=sum([start < text.lead_end for start, _ in places]),
                shown=tuple(islice(words, SHOWN)),
                starts=[start for start, _ in places],
            )
    return uses


def _people(text: StoryText, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return where Koreans are named by title who are not among the *mentions*."""
    spans = sorted((text.place(one), one.end - one.start) for one in mentions)
    starts = [start for start, _ in spans]
    found = []
    for start, end in titled_names(text.all):
        if text.in_rubric(start):
            continue
        before = bisect_right(starts, start) - 1
        after = bisect_left(starts, start)
        covered = before >= 0 and sum(spans[before]) > start
        if not covered and not (after < len(starts) and starts[after] < end):
            found.append((start, end))
    return found


def _listed(text: StoryText, korean: Sequence[Mention], abroad: Sequence[int]) -> int:
    """Count Korean places in the body with a foreign name close on both sides, or in brackets."""
    if not abroad:
        return 0
    count = 0
    for one in korean:
        if one.field == "headline" or one.type is not EntityType.PLACE:
            continue
        start = text.place(one)
        end = start + one.end - one.start
        at = bisect_left(abroad, start)
        before = at > 0 and start - abroad[at - 1] < NEAR
        after = at < len(abroad) and abroad[at] - end < NEAR
        count += (before and after) or text.all[start - 1] == "("
    return count
