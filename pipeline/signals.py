"""What a story says of Korea: the counts that relevance is judged by, and their words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

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
LISTS = (DOMESTIC, LOCAL, FOREIGN, FIRMS, DAILY, GENERAL, DIASPORA, ROUNDUP)
OF_NAMES = frozenset((DOMESTIC, FOREIGN, FIRMS))  # what the recogniser may have named as well
SHOWN = 3  # words of a list that a reason may quote
AGENCY = "agency"
ASIDES_HANGUL = frozenset({"food", AGENCY})  # what may stand beside a dish, or the war
ASIDES = ASIDES_HANGUL | {"war"}
SURE = 0.9  # confidence below which a name is a guess among words of the language: 동안, 경기
NEAR = 35  # code points from name to name in a list: "the Netherlands, Japan and "
ANAPHOR, PRODUCT = Form.ANAPHOR, EntityType.PRODUCT  # a member looked up costs as much as a name
BLANK = 0x20
LINE_ENDS = re.compile(r"\n\n?")
new_tuple = tuple.__new__
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
    korean: Sequence[Mention]  # names of Korea, news agencies apart
    headline: Sequence[Mention]  # of those, in the headline
    lead: Sequence[Mention]  # of those, in the lead
    people: tuple[str, ...]  # Koreans named with a title in Korean copy, not yet among the names
    home: int  # names, people and words of Korea
    home_headline: int
    home_lead: int
    first: float  # how far into the text the first is: 0 headline, 1 end or none
    listed: int  # Korean places that stand in a list of others
    asides: Sequence[Mention]  # a dish or the war, where they are all that is Korea's
    elsewhere: Sequence[Mention]  # names of elsewhere, companies apart
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
    body_start, headline_end, lead_end = text.body_start, text.headline_end, text.lead_end
    places = [one.start + body_start if one.field == "body" else one.start for one in sure]
    for one, place in zip(sure, places, strict=True):
        whose = one.korean
        if whose:
            if one.subtype == AGENCY:
                agencies += 1
                continue
            korean.append(one)
            home.append(place)
            if place < headline_end:
                headline.append(one)
            if body_start <= place < lead_end:
                lead.append(one)
        elif whose is False and one.form is not ANAPHOR:
            if one.type is PRODUCT or one.subtype in COMPANIES:
                firms += 1
            else:
                abroad.append(place)
                elsewhere.append(one)
    lists = _lists(text, set(places))
    people = _people(text, mentions) if text.hangul else []
    home = sorted([*home, *lists.get(DOMESTIC, UNUSED).starts, *[start for start, _ in people]])
    foreign = lists.get(FOREIGN, UNUSED)
    # By place, past the keywords of a named tuple, which cost as much again.
    return new_tuple(
        Signals,
        (
            text.hangul,
            _words(text),
            text.has_headline,
            text.body_length > 0,
            korean,
            headline,
            lead,
            tuple(dict.fromkeys([text.all[start:end] for start, end in people])),
            len(home),
            bisect_left(home, headline_end),
            bisect_left(home, lead_end) - bisect_left(home, body_start),
            text.share(home[0]) if home else 1.0,
            _listed(text, korean, sorted(abroad)) if korean and abroad else 0,
            asides,
            elsewhere,
            agencies,
            len(abroad) + foreign.times,
            len({one.id for one in elsewhere}) + foreign.distinct,
            sum([place < headline_end for place in abroad]) + foreign.headline,
            firms + lists.get(FIRMS, UNUSED).times,
            lists,
        ),
    )


def _words(text: StoryText) -> int:
    """Count the words of headline and body by what is between them: a blank or a line's end.

    Blanks are counted as an array: a string is asked for each of them, at four times the cost.
    """
    units = np.frombuffer(text.all.encode("utf-16-le", "surrogatepass"), np.uint16)
    between = int(np.count_nonzero(units == BLANK)) + len(LINE_ENDS.findall(text.all))
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
    asides = ASIDES_HANGUL if hangul else ASIDES
    kinds = {one.subtype for one in sure if one.korean}
    if kinds.isdisjoint(asides) or not kinds <= asides:
        return sure, []
    apart = [one for one in sure if one.korean and one.subtype != AGENCY]
    return [one for one in sure if one not in apart], apart


def _lists(text: StoryText, named: set[int]) -> dict[str, ListUse]:
    """Count the words of each list.

    A word that is a recognised name counts as the name only; *named* is where those begin.
    """
    hits, headline_end, lead_end = text.hits, text.headline_end, text.lead_end
    uses = {}
    for name in LISTS:
        places = hits.get(name)
        if places and name in OF_NAMES:
            places = [hit for hit in places if hit[0] not in named]
        if places:
            words = dict.fromkeys([text.all[start:end] for start, end in places])
            starts = [start for start, _ in places]
            headline = sum([start < headline_end for start in starts])
            lead = sum([start < lead_end for start in starts])
            shown = tuple(islice(words, SHOWN))
            found = (len(places), len(words), headline, lead, shown, starts)
            uses[name] = new_tuple(ListUse, found)
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
