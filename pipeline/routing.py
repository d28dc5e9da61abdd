"""Which desks get a story: the rules of a file, tried in order.

A rule sends a story to its desks when its condition holds; later rules may add
desks; a rule with `exit: true` is the last one tried. Only stories that are
Korea-relevant are routed.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from koreawire.pipeline.rules.facts import facts
from koreawire.pipeline.rules.parse import parse
from koreawire.pipeline.words import Words
from koreawire.schemas.topics import desk_topic

if TYPE_CHECKING:
    from koreawire.pipeline.rules.facts import Facts
    from koreawire.pipeline.rules.parse import Rule, RulesFile
    from koreawire.schemas.enriched import EnrichedStory
    from koreawire.schemas.topics import TopicSpec

SHIPPED = "desks.yaml"


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule tried on one story."""

    rule: Rule
    held: bool


class Rules:
    """The rules in force; replaced as a whole when the file changes."""

    def __init__(self, file: RulesFile, version: str) -> None:
        self.version = version
        self.file = file
        self._words = Words(file.lists) if file.lists else None

    @classmethod
    def load(cls, text: str, name: str) -> Rules:
        """Read a rules file; *name* is what mistakes are reported under.

        The version is the start of the SHA-256 of the text: two files that
        differ never have the same one.

        Raises:
            RulesError: With the line of every mistake; the rules in force stay.
        """
        digest = sha256(text.encode()).hexdigest()[:12]
        return cls(parse(text, name), f"desks-{digest}")

    @classmethod
    def shipped(cls) -> Rules:
        """Return the rules that come with the project."""
        text = (files("koreawire.pipeline") / "data" / SHIPPED).read_text(encoding="utf-8")
        return cls.load(text, SHIPPED)

    def desks(self, story: EnrichedStory, event_time_ms: int | None = None) -> tuple[str, ...]:
        """Return the desks of *story*, in the order the file names them.

        *event_time_ms* is when it came to the desk (`came_at`); rules on
        age and hours do not hold without it.
        """
        known = self._facts(story, event_time_ms)
        for rule in self.file.rules:
            if rule.when.holds(known):
                known.desks.update(rule.desks)
                if rule.exit:
                    break
        return tuple(desk for desk in self.file.desks if desk in known.desks)

    def explain(self, story: EnrichedStory, event_time_ms: int | None = None) -> tuple[Trial, ...]:
        """Return every rule that was tried on *story*, and whether it held."""
        known = self._facts(story, event_time_ms)
        trials = []
        for rule in self.file.rules:
            held = rule.when.holds(known)
            trials.append(Trial(rule, held))
            if held:
                known.desks.update(rule.desks)
                if rule.exit:
                    break
        return tuple(trials)

    def topics(self) -> tuple[TopicSpec, ...]:
        """Return the topics of the desks that the file names."""
        return tuple(desk_topic(desk) for desk in self.file.desks)

    def _facts(self, story: EnrichedStory, event_time_ms: int | None) -> Facts:
        known = facts(story, event_time_ms)
        if self._words is not None:
            known.hits = self._words.find(known.text, story.language or "")
        return known
