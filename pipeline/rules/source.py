"""A YAML document whose every value knows its line, so that a mistake can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 1_000_000  # characters; the shipped file has under 20,000
DEEPEST = 16  # nested lists and mappings; the shipped file nests to 7


class RulesError(ValueError):
    """What is wrong in a rules file: one `name:line: message` a mistake."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the document and where it stands."""

    node: yaml.Node
    name: str

    def wrong(self, message: str) -> NoReturn:
        """Raise what is wrong with this value.

        Raises:
            RulesError: Always.
        """
        raise RulesError(f"{self.name}:{self.node.start_mark.line + 1}: {message}")

    def place(self) -> str:
        """Return where the value stands: `line 3:14`."""
        mark = self.node.start_mark
        return f"line {mark.line + 1}:{mark.column + 1}"

    def mapping(self, known: Collection[str] | None = None) -> dict[str, Value]:
        """Return key to value; *known* are the only keys allowed."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("expected `key: value` pairs")
        found: dict[str, Value] = {}
        for key_node, value_node in self.node.value:
            at = Value(key_node, self.name)
            key = at.text()
            if known is not None and key not in known:
                at.wrong(f"there is no {key!r} here{_hint(key, known)}")
            if key in found:
                at.wrong(f"{key!r} is said twice")
            found[key] = Value(value_node, self.name)
        return found

    def sequence(self) -> list[Value]:
        """Return the items of a list; a single value is a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Value(node, self.name) for node in self.node.value]
        return [self]

    def text(self) -> str:
        """Return a scalar as it is written: `no` is Norwegian here, not false."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            self.wrong("expected a word or a text")
        return str(self.node.value)

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list, or one text as a list of one."""
        return tuple(item.text() for item in self.sequence())

    def number(self, low: float, high: float) -> float:
        """Return a number between *low* and *high*."""
        try:
            number = float(self.text())
        except ValueError:
            self.wrong(f"expected a number, not {self.text()!r}")
        if not low <= number <= high:
            self.wrong(f"expected a number from {low:g} to {high:g}, not {number:g}")
        return number

    def truth(self) -> bool:
        """Return true or false."""
        if self.text() not in {"true", "false"}:
            self.wrong(f"expected true or false, not {self.text()!r}")
        return self.text() == "true"

    def one_of(self, known: Collection[str]) -> str:
        """Return a text that is one of *known*."""
        text = self.text()
        if text not in known:
            self.wrong(f"{text!r} is not one of {', '.join(known)}{_hint(text, known)}")
        return text


def is_mapping(value: Value) -> bool:
    """Is the value `key: value` pairs?"""
    return isinstance(value.node, yaml.MappingNode)


def document(text: str, name: str) -> Value:
    """Return the document in *text*; *name* is what its mistakes are reported under.

    Aliases are refused: a few lines of them can unfold to gigabytes.

    Raises:
        RulesError: It is not YAML, is empty, too long, too deep, or uses aliases.
    """
    if len(text) > LONGEST:
        raise RulesError(f"{name}:1: longer than {LONGEST:,} characters")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise RulesError(f"{name}:{line}: aliases (*{event.anchor}) are not read")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise RulesError(f"{name}:{line}: nested deeper than {DEEPEST}")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError(f"{name}:{line}: not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RulesError(f"{name}:1: not YAML: {error}") from error
    if node is None:
        raise RulesError(f"{name}:1: the file is empty")
    return Value(node, name)


def _hint(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
