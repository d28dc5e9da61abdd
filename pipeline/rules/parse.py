"""From the YAML of a rules file to its rules; every mistake with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.rules.conditions import All, AnyOf, Mentions, Not
from koreawire.pipeline.rules.leaves import LEAVES, at_least, keys_of, leaf, part_of
from koreawire.pipeline.rules.source import RulesError, Value, document

if TYPE_CHECKING:
    from koreawire.pipeline.rules.conditions import Condition
    from koreawire.pipeline.words import Sections

DESK = re.compile(r"[a-z][a-z0-9]{0,30}(-[a-z0-9]{1,30}){0,4}")
RESERVED = {"stories"}  # korea.stories.v1 is every desk's topic
MOST_RULES = 500  # each costs a microsecond a story

_CONDITIONS = ("all", "any", "not", "words", *LEAVES)


@dataclass(frozen=True, slots=True)
class Rule:
    """When `when` holds the story goes to `desks`; after an `exit` no further rule is tried."""

    name: str
    line: int
    desks: tuple[str, ...]
    when: Condition
    exit: bool = False


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A rules file as read: desks with their titles, rules in order, word lists, cases."""

    desks: dict[str, str]
    rules: tuple[Rule, ...]
    lists: dict[str, Sections]
    cases: tuple[Value, ...]


def parse(text: str, name: str) -> RulesFile:
    """Read a rules file.

    Raises:
        RulesError: With every mistake found, a line each.
    """
    root = document(text, name).mapping(("desks", "lists", "rules", "cases"))
    for key in ("desks", "rules"):
        if key not in root:
            raise RulesError(f"{name}:1: there is no {key!r} in the file")
    desks = {_desk(key, value): value.text() for key, value in root["desks"].mapping().items()}
    lists = {}
    if "lists" in root:
        lists = {key: _sections(value) for key, value in root["lists"].mapping().items()}
    reader = _Reader(desks, lists)
    rules: list[Rule] = []
    mistakes: list[str] = []
    for item in root["rules"].sequence():
        try:
            rules.append(reader.rule(item, {rule.name for rule in rules}))
        except RulesError as error:
            mistakes.append(str(error))
    if mistakes:
        raise RulesError("\n".join(mistakes))
    if len(rules) > MOST_RULES:
        root["rules"].wrong(f"more than {MOST_RULES} rules")
    cases = tuple(root["cases"].sequence()) if "cases" in root else ()
    return RulesFile(desks, tuple(rules), reader.lists, cases)


def _desk(name: str, at: Value) -> str:
    if not DESK.fullmatch(name) or name in RESERVED:
        at.wrong(f"{name!r} cannot name a desk: it becomes korea.<desk>.v1; use a-z, 0-9 and -")
    return name


def _sections(value: Value) -> Sections:
    return {language: words.texts() for language, words in value.mapping().items()}


class _Reader:
    """Reads rules against the desks and lists of their file."""

    def __init__(self, desks: dict[str, str], lists: dict[str, Sections]) -> None:
        self._desks = desks
        self.lists = dict(lists)

    def rule(self, item: Value, taken: set[str]) -> Rule:
        keys = item.mapping(("name", "desk", "desks", "when", "exit"))
        for key in ("name", "when"):
            if key not in keys:
                item.wrong(f"a rule needs {key!r}")
        name = keys["name"].text()
        if name in taken:
            keys["name"].wrong(f"there is a rule {name!r} already")
        said = [keys[key] for key in ("desk", "desks") if key in keys]
        if len(said) > 1:
            item.wrong("say 'desk' or 'desks', not both")
        leaves = "exit" in keys and keys["exit"].truth()
        if not said and not leaves:
            item.wrong("a rule needs 'desks', or 'exit: true'")
        desks = tuple(desk.one_of(self._desks) for value in said for desk in value.sequence())
        return Rule(
            name, item.node.start_mark.line + 1, desks, self.condition(keys["when"]), leaves
        )

    def condition(self, value: Value) -> Condition:
        keys = value.mapping(_CONDITIONS)
        if not keys:
            value.wrong("a condition that asks nothing")
        parts = tuple(self._single(key, at) for key, at in keys.items())
        return parts[0] if len(parts) == 1 else All(parts)

    def _single(self, key: str, at: Value) -> Condition:
        match key:
            case "all":
                return All(tuple(self.condition(part) for part in at.sequence()))
            case "any":
                return AnyOf(tuple(self.condition(part) for part in at.sequence()))
            case "not":
                return Not(self.condition(at))
            case "words":
                return self._words(at)
        return leaf(key, at)

    def _words(self, at: Value) -> Mentions:
        keys = keys_of(at, "list", ("list", "of", "in", "at_least"))
        if "of" in keys:
            label = at.place()
            self.lists[label] = _sections(keys["of"])
        elif "list" in keys:
            label = keys["list"].one_of(self.lists)
        else:
            at.wrong("say which words: a 'list' of this file, or words 'of' a language")
        return Mentions(label, label, part_of(keys), at_least(keys))
