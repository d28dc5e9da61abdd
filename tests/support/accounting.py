"""The account of a run, from the topics alone: what was lost, double, out of order.

Every sum is over distinct origins: a record that was published again with the
same value is a repeat, which at-least-once delivery allows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.support.lines import Line

RAW = topics.RAW.name
NORMALISED = topics.NORMALISED.name
UNIQUE = topics.UNIQUE.name
RELATIONS = topics.RELATIONS.name
ENRICHED = topics.ENRICHED.name
KOREA = topics.KOREA_STORIES.name
NOTICES = topics.NOTICES.name
PARKED = topics.DEAD_LETTER.name
SHOWN = 5  # examples of each problem in a message


@dataclass(slots=True)
class Account:
    """What became of every item and story, and what is wrong with it."""

    items: Counter[str] = field(default_factory=Counter)
    stories: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    repeated_at: list[int] = field(default_factory=list)
    fates: dict[str, str] = field(default_factory=dict)  # of each story, by origin
    problems: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self.problems.values())

    def found(self, problem: str, what: str) -> None:
        """Note a problem: lost, double, order, fates, expected, commits or waiting."""
        self.problems[problem].append(what)

    def counts(self) -> dict[str, int]:
        """Return how many of each problem there are."""
        return {name: len(all_of) for name, all_of in sorted(self.problems.items())}

    def __str__(self) -> str:
        lines = [f"items {dict(self.items)}", f"stories {dict(self.stories)}"]
        lines += [f"records {dict(self.records)}", f"repeats {dict(self.repeats)}"]
        for problem, all_of in sorted(self.problems.items()):
            lines += [f"{problem}: {len(all_of)}"] + [f"  {one}" for one in all_of[:SHOWN]]
        return "\n".join(lines)


def account(read: Mapping[str, Sequence[Line]]) -> Account:
    """Return the account of *read*: the lines of every topic (without prefix) in log order.

    The order of lines within a partition is the log's; partitions follow one another.
    """
    result = Account()
    result.records.update({topic: len(lines) for topic, lines in read.items() if lines})
    _items(read, result)
    _stories(read, result)
    _downstream(read, result)
    for topic, lines in read.items():
        if topic != RAW:
            _doubles(topic, lines, result)
            _sequences(lines, result)
    _first_occurrences(read, result)
    return result


def base(origin: str | None) -> str | None:
    """Return the raw record's place of an origin: what is before the last `#`."""
    return None if origin is None else origin.partition("#")[0]


def _items(read: Mapping[str, Sequence[Line]], result: Account) -> None:
    """Every raw record became stories, a notice or a dead letter, and nothing came from nowhere."""
    became: dict[str | None, set[str]] = defaultdict(set)
    for line in read.get(NORMALISED, ()):
        became[base(line.origin)].add(line.kind or "story")
    parked = {line.parked for line in read.get(PARKED, ()) if line.parked}
    replayed = {line.origin for line in read.get(RAW, ()) if line.replayed}
    known: dict[str, str] = {}
    for line in read.get(RAW, ()):
        assert line.origin is not None
        dead = (line.topic, line.partition, line.offset) in parked
        kinds = became.get(line.origin, set())
        if kinds:
            known[line.origin] = "stories" if "story" in kinds else "notice"
            if dead and line.origin not in replayed:
                result.found("fates", f"{line.place} is parked and has become {sorted(kinds)}")
        elif dead:
            known.setdefault(line.origin, "parked")
        else:
            result.found("lost", f"item {line.place} (key {line.key!r})")
    result.items.update(known.values())
    for origin in became.keys() - known.keys():
        result.found("fates", f"{origin} in {NORMALISED} is no raw record")


def _stories(read: Mapping[str, Sequence[Line]], result: Account) -> None:
    """Every story of the ledger's log has exactly one fate; causes make further records only."""
    fates = _told_fates(read, result)
    for origin in sorted({line.origin for line in read.get(NORMALISED, ())}, key=str):
        said = fates.pop(origin, set())
        if len(said) == 1:
            result.fates[str(origin)] = next(iter(said))
        elif said:
            result.found("fates", f"{origin} is {' and '.join(sorted(said))}")
        else:
            result.found("lost", f"story {origin} after {NORMALISED}")
    result.stories.update(result.fates.values())
    for origin in fates:
        result.found("fates", f"{origin} has a fate and is not in {NORMALISED}")


def _told_fates(read: Mapping[str, Sequence[Line]], result: Account) -> dict[str | None, set[str]]:
    """Return what the ledger said of each origin; a story it parked is at its place in the log."""
    fates: dict[str | None, set[str]] = defaultdict(set)
    for topic in (UNIQUE, RELATIONS, NOTICES):
        for line in read.get(topic, ()):
            if line.fate is None:
                result.found("fates", f"{line.place} says no fate")
            elif line.cause is None:
                fates[line.origin].add(line.fate)
    parked = {line.parked for line in read.get(PARKED, ())}
    for line in read.get(NORMALISED, ()):  # one that was replayed has, in the end, another fate
        if (line.topic, line.partition, line.offset) in parked and not fates[line.origin]:
            fates[line.origin].add("parked")
    return fates


def _downstream(read: Mapping[str, Sequence[Line]], result: Account) -> None:
    """What passed is enriched, and what is relevant is on its desks; nothing else is."""
    places = {line.parked for line in read.get(PARKED, ())}
    passed, enriched = _versions(read.get(UNIQUE, ())), _versions(read.get(ENRICHED, ()))
    parked = {
        (line.uri, line.sequence)
        for topic in (UNIQUE, ENRICHED)
        for line in read.get(topic, ())
        if (line.topic, line.partition, line.offset) in places
    }
    for version in passed.keys() - parked:
        if version not in enriched:
            result.found("lost", f"{version} after {UNIQUE}")
    for version in enriched.keys() - passed.keys():
        result.found("fates", f"{version} is enriched and never passed")
    desks = {topic: _versions(lines) for topic, lines in read.items() if topic.startswith("korea.")}
    for version, line in enriched.items():
        wanted = (KOREA, *(f"korea.{desk}.v1" for desk in line.desks)) if line.relevant else ()
        for topic in wanted:
            if version not in desks.get(topic, {}) and version not in parked:
                result.found("lost", f"{version} on its way to {topic}")
    for topic, versions in desks.items():
        for version in versions.keys() - enriched.keys():
            result.found("fates", f"{version} is on {topic} and was never enriched")


def _doubles(topic: str, lines: Iterable[Line], result: Account) -> None:
    """One identity has one value; one origin and cause have one sequence."""
    values: dict[tuple[object, ...], Line] = {}
    sequences: dict[tuple[object, ...], Line] = {}
    for line in lines:
        first = values.setdefault(_identity(line), line)
        if first is not line:
            result.repeats[topic] += 1
            result.repeated_at.append(line.timestamp)
            if (first.digest, first.key) != (line.digest, line.key):
                result.found("double", f"{_identity(line)}: {first.place} and {line.place} differ")
        if line.sequence is not None:
            one = sequences.setdefault((line.uri, line.origin, line.cause), line)
            if one.sequence != line.sequence:
                what = f"{line.uri} of {line.origin}, cause {line.cause}: {topic} has"
                result.found("double", f"{what} sequences {one.sequence} and {line.sequence}")


def _identity(line: Line) -> tuple[object, ...]:
    """What makes two records the same one, per topic."""
    if line.parked is not None:
        return (line.stage, *line.parked)
    if line.sequence is not None and line.topic not in (RELATIONS, NOTICES):
        return (line.uri, line.sequence)
    return (line.origin, line.cause, line.uri, line.says, line.other)


def _sequences(lines: Iterable[Line], result: Account) -> None:
    """Within a key the first occurrences of sequences rise: no reader sees a story go back."""
    highest: dict[bytes | None, int] = {}
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        if line.sequence is None or line.topic in (RELATIONS, NOTICES):
            continue
        version = (line.key, line.sequence)
        if version not in seen and line.sequence < highest.get(line.key, line.sequence):
            what = f"{line.key!r}: {line.sequence} after {highest[line.key]} at {line.place}"
            result.found("order", what)
        seen.add(version)
        highest[line.key] = max(line.sequence, highest.get(line.key, line.sequence))


def _first_occurrences(read: Mapping[str, Sequence[Line]], result: Account) -> None:
    """Within a raw key, what came first is first in the ledger's log as well."""
    keys = {line.origin: line.key for line in read.get(RAW, ()) if not line.replayed}
    last: dict[object, tuple[int, int]] = {}
    for origin, line in _firsts(read.get(NORMALISED, ())):
        raw = base(origin)
        if raw is None or keys.get(raw) is None:
            continue
        _, partition, offset = raw.rsplit(":", 2)
        key = (keys[raw], partition)
        here = (int(offset), int(origin.partition("#")[2] or 0))
        if here < last.get(key, here):
            result.found("order", f"{origin} at {line.place} is after {last[key]}")
        last[key] = here


def _firsts(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    seen: set[str] = set()
    for line in lines:
        if line.origin is not None and line.origin not in seen:
            seen.add(line.origin)
            yield line.origin, line


def _versions(lines: Iterable[Line]) -> dict[tuple[str | None, int | None], Line]:
    return {(line.uri, line.sequence): line for line in lines}
