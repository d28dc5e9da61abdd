"""Headline and body of a story as one text, and what a place in it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.lexicon import lexicon
from koreawire.pipeline.once import once

if TYPE_CHECKING:
    from koreawire.pipeline.words import Hits
    from koreawire.schemas.enriched import Mention
    from koreawire.schemas.story import NinjsItem

LEAD = 300  # code points: two or three sentences
OPENING = 100  # code points that stand in for a headline where there is none: a sentence
TICKER = 5  # letters of a share's code: <ROK> is Rockwell


class StoryText:
    """`all` is the headline, a blank line and the body; places count its code points."""

    def __init__(self, story: NinjsItem) -> None:
        """Lay out *story*; Hangul says the same in half the characters."""
        headline, body = story.headline, story.body
        self.language = story.language or ""
        self.hangul = self.language == "ko"
        scale = 2 if self.hangul else 1
        self.all = f"{headline}\n\n{body}"
        self.has_headline = bool(headline)
        self.body_start = len(headline) + 2
        self.body_length = len(body)
        self.headline_end = len(headline) if headline else self.body_start + OPENING // scale
        self.lead_end = self.body_start + LEAD // scale

    @once
    def hits(self) -> Hits:
        """Where the text uses the word lists: looked up once, for relevance and subjects."""
        return lexicon().find(self.all, self.language)

    def place(self, mention: Mention) -> int:
        """Return where *mention* begins."""
        return mention.start + (self.body_start if mention.field == "body" else 0)

    def in_headline(self, place: int) -> bool:
        """Is it in the headline, or in the sentence that stands for it?"""
        return place < self.headline_end

    def in_lead(self, place: int) -> bool:
        """Is it in the first sentences of the body?"""
        return self.body_start <= place < self.lead_end

    def share(self, place: int) -> float:
        """Return how far into the body it is, 0..1; the headline is 0."""
        return max(0.0, (place - self.body_start) / max(1, self.body_length))

    def in_rubric(self, place: int) -> bool:
        """Is it in square brackets of the headline, where Korean papers name a column?"""
        opened = self.all.rfind("[", 0, min(place, self.headline_end))
        return opened >= 0 and opened > self.all.rfind("]", 0, place) and place < self.body_start

    def is_ticker(self, mention: Mention) -> bool:
        """Is it a share's code in angle brackets, as Reuters writes them?"""
        start = self.place(mention)
        end = start + mention.end - mention.start
        return self.all[start - 1 : end + 1] == f"<{mention.surface}>" and end - start <= TICKER
