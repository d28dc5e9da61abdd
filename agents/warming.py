"""Warming up: what is read at first use is read before a worker takes work.

Word lists, automata and patterns are built when a decision first needs them, up to 200 ms
each; and Python's collector looks at everything they hold, 100 ms each time. Both would
hold the event loop, and with it heartbeats, while records wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.deduplicate import Deduplicate
from koreawire.pipeline.entities.matcher import READABLE
from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.lasting import settle
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.samples import samples
from koreawire.schemas.story import LanguageTag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.pipeline.record import Stage

# No common word says its language: the model is asked, which is unpacked for the first such text.
UNCLEAR = b'{"provider": "warming", "itemId": "1", "payload": "Kim Jong-un arrived in Seoul."}'


def warm(stages: Iterable[Stage]) -> None:
    """Judge the shipped samples once, and keep what that loaded out of the collector's sight.

    What remembers is not used: a ledger of its own stands between reading and enriching.
    """
    named = {stage.name: stage for stage in stages}
    if {"normalise", "enrich"} & named.keys():  # the others load nothing
        normalise = named.get("normalise") or Normalise(_Untagged())
        enrich = [named["enrich"]] if "enrich" in named else []
        flow = Flow([normalise, Deduplicate(), *enrich])
        for sample in samples():
            for _ in flow.run(sample.key, sample.value, sample.headers):
                pass
        for _ in flow.run(None, UNCLEAR, {}):
            pass
    if "enrich" in named:
        for language in ("", *READABLE):
            recogniser().recognise("Seoul", "Seoul", language)
    settle()


class _Untagged:
    """Says no language: a worker that only enriches needs no model for it."""

    def tag(self, headline: str, body: str, declared: str | None) -> LanguageTag:  # noqa: ARG002 - the tagger's signature
        """Return `und`."""
        return LanguageTag(tag="und", reliability=0.0, method="none")
