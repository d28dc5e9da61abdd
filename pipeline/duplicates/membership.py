"""A family as people ask for it: its members, who brought them, which is the newest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koreawire.schemas.relation import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COPIES = (RelationKind.EXACT.value, RelationKind.NEAR.value)
APART = (RelationKind.CONTAINED_IN, RelationKind.RELAY_OF, RelationKind.MERGE)


@dataclass(frozen=True, slots=True)
class Member:
    """One story of a family; what is not known of a stopped one is empty."""

    uri: str
    published: str
    headline: str
    language: str
    agencies: tuple[str, ...]  # credited
    provider: str
    relation: str  # to the story it was related to: canonical, near, update …
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Family:
    """Stories that tell one thing."""

    canonical: str
    members: tuple[Member, ...]
    newest: str
    languages: tuple[str, ...]
    agencies: tuple[str, ...]

    @property
    def independence(self) -> int:
        """How many distinct agencies originated it: six outlets with one text count one."""
        return len(self.agencies)


def family_of(
    uri: str,
    relations: Iterable[Mapping[str, Any]],
    stories: Iterable[Mapping[str, Any]],
    *,
    times: Mapping[str, str],
) -> Family | None:
    """Return the family of *uri* by all relations and stories read; None if it is unknown.

    *times* says when a story came, for those that do not say when they were made.
    """
    linked: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    for relation in relations:
        kind = relation["kind"]
        if kind == RelationKind.MERGE:
            names[relation["uri"]] = relation["otherUri"]
        elif kind not in APART:
            linked[relation["uri"]].setdefault(relation["otherUri"], kind)
            linked[relation["otherUri"]].setdefault(relation["uri"], "")
    told = _newest(stories)
    if uri not in linked and uri not in told:
        return None
    uris = _reach(uri, linked)
    members = sorted(
        (_member(one, told.get(one), linked[one], times.get(one, "")) for one in uris),
        key=lambda member: (member.published or "~", member.uri),
    )
    canonical = next((told[one]["koreawire"].get("family") for one in uris if one in told), None)
    while canonical in names:
        canonical = names[canonical]
    standing = [member for member in members if member.replaced_by is None and member.headline]
    return Family(
        canonical=canonical or members[0].uri,
        members=tuple(members),
        newest=(standing or members)[-1].uri,
        languages=tuple(sorted({member.language for member in members} - {""})),
        agencies=_origins(members, linked),
    )


def _newest(stories: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return each story's record with the highest sequence."""
    found: dict[str, Mapping[str, Any]] = {}
    for story in stories:
        before = found.get(story["uri"])
        if before is None or _sequence(before) <= _sequence(story):
            found[story["uri"]] = story
    return found


def _sequence(story: Mapping[str, Any]) -> int:
    sequence: int = story["koreawire"].get("sequence") or 0
    return sequence


def _reach(
    uri: str, linked: Mapping[str, Mapping[str, str]], kinds: tuple[str, ...] | None = None
) -> set[str]:
    """Return what is linked to *uri*, directly or not; by relations of certain *kinds* only."""
    reached, waiting = {uri}, [uri]
    while waiting:
        one = waiting.pop()
        for other, kind in linked.get(one, {}).items():
            said = kind or linked[other].get(one, "")
            if other not in reached and (kinds is None or said in kinds):
                reached.add(other)
                waiting.append(other)
    return reached


def _member(
    uri: str, story: Mapping[str, Any] | None, links: Mapping[str, str], came: str
) -> Member:
    kinds = [kind for kind in links.values() if kind]
    if story is None:
        return Member(uri, came, "", "", (), "", kinds[0] if kinds else "", None)
    extension = story["koreawire"]
    headlines = story.get("headlines") or ()
    return Member(
        uri=uri,
        published=story.get("versionCreated") or story.get("firstCreated") or came,
        headline=headlines[0]["value"] if headlines else "",
        language=story.get("language") or "",
        agencies=_agencies(extension),
        provider=extension["source"].get("provider") or "",
        relation=kinds[0] if kinds else "",
        replaced_by=extension.get("replacedBy"),
    )


def _agencies(extension: Mapping[str, Any]) -> tuple[str, ...]:
    """Return whom a story credits: its originators, else who distributes it."""
    credit = extension.get("credit") or {}
    distributor = credit.get("distributor")
    return tuple(credit.get("originators") or ((distributor,) if distributor else ()))


def _origins(members: list[Member], linked: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return the agencies that wrote the family's texts.

    Copies of one text have one origin: whom any of them credits, else the provider
    that was first with it.
    """
    waiting = {member.uri: member for member in members}
    origins: set[str] = set()
    while waiting:
        uri = next(iter(waiting))
        copies = [waiting[one] for one in _reach(uri, linked, COPIES) if one in waiting]
        for copy in copies:
            del waiting[copy.uri]
        credited = {agency for copy in copies for agency in copy.agencies}
        first = min(copies, key=lambda copy: (copy.published or "~", copy.uri))
        origins |= credited or ({first.provider} if first.provider else set())
    return tuple(sorted(origins))
