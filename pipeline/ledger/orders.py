"""Orders of an agency about a story of its own: kill, hold, release; and whom they mean.

An order names its story by id, by item number, by slug, or by the headline alone
(wire conventions, 5 and 8): every published story is posted under those handles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xxhash import xxh32_intdigest

from koreawire.pipeline.duplicates.tokens import WORD
from koreawire.pipeline.ledger import docket as fates
from koreawire.pipeline.ledger.overrides import override
from koreawire.pipeline.ledger.standing import recall, release, withhold
from koreawire.schemas import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.pipeline.ledger.docket import Docket
    from koreawire.pipeline.ledger.matches import Matcher, Side
    from koreawire.pipeline.ledger.memory import Memory

Json = dict[str, Any]


def handles(story: Json) -> tuple[int, ...]:
    """Return what an order may call *story* by, each hashed."""
    named = {f"id:{alt['value']}" for alt in story.get("altIds") or ()}
    source = story["koreawire"]["source"]
    if source.get("itemId"):
        named.add(f"id:{source['itemId']}")
    if story.get("slugline"):
        named.add(f"slug:{_words(story['slugline'])}")
    if story.get("headlines"):
        named.add(f"headline:{_words(story['headlines'][0]['value'])}")
    return tuple(sorted(xxh32_intdigest(name.encode(errors="replace")) for name in named))


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _named(target: Json) -> Iterator[str]:
    """Yield what an order calls its story, the surest name first."""
    for field in ("id", "itemNumber", "transref"):
        if target.get(field):
            yield f"id:{target[field]}"
    for field, kind in (("slug", "slug"), ("headline", "headline")):
        if target.get(field) and _words(target[field]):
            yield f"{kind}:{_words(target[field])}"


class Orders:
    """Carries out notices."""

    def __init__(self, memory: Memory, matcher: Matcher) -> None:
        self._memory = memory
        self._matcher = matcher

    def judge(self, notice: Json, docket: Docket) -> None:
        """Fill *docket* with a notice and what follows from it."""
        docket.fate = fates.NOTICE
        kind, source = notice["kind"], notice["koreawire"]["source"]
        uri = self._meant(notice) if kind in ("kill", "hold", "release") else notice.get("uri")
        if uri is not None:
            notice = {**notice, "uri": uri}
        if kind == "override":
            notice = override(self._memory, docket, notice)
        docket.publish(topics.NOTICES, uri or "", notice, kind="notice")
        if uri is None:
            return
        match kind:
            case "kill":
                for one in (uri, *self._versions(notice, uri, docket)):
                    recall(self._memory, docket, one, source, reason=notice["reason"])
            case "hold":
                withhold(self._memory, docket, uri, source, reason=notice["reason"])
            case "release":
                row = self._memory.row(uri)
                facts = self._memory.facts(row.number) if row and row.number is not None else None
                if facts is not None:
                    release(self._memory, docket, facts, cause="release")

    def _meant(self, notice: Json) -> str | None:
        """Return the uri of the story an order is about, if the desk knows it."""
        uri: str | None = notice.get("uri")
        if uri is not None and self._memory.row(uri) is not None:
            return uri
        provider = notice["koreawire"]["source"].get("provider")
        for sides in self._called(notice):
            chosen = _choose(sides, provider)
            if chosen is not None:
                return chosen
        return uri

    def _versions(self, notice: Json, uri: str, docket: Docket) -> list[str]:
        """Return the provider's other versions of the story that go by the same name.

        A corrected story under an id of its own has taken the place of one that readers
        still have; the kill is of both.
        """
        provider = notice["koreawire"]["source"].get("provider")
        family = docket.families.name(uri)
        return sorted(
            {
                side.uri
                for sides in self._called(notice)
                for side in sides
                if side.uri != uri
                and side.source.get("provider") == provider
                and docket.families.name(side.uri) == family
            }
        )

    def _called(self, notice: Json) -> Iterator[list[Side]]:
        """Yield the stories known by each name that an order calls its story, the surest first."""
        revision = notice["koreawire"].get("revision") or {}
        for name in _named(revision.get("target") or {}):
            handle = xxh32_intdigest(name.encode(errors="replace"))
            yield [
                side
                for number in self._memory.by_handle(handle)
                if (side := self._matcher.side(number)) is not None and handle in handles(side.body)
            ]


def _choose(sides: list[Side], provider: str | None) -> str | None:
    """Return the newest story of the provider; another's only if there is no doubt."""
    own = [side for side in sides if side.source.get("provider") == provider]
    if own:
        return max(own, key=lambda side: (side.published, side.uri)).uri
    others = {side.uri for side in sides}
    return others.pop() if len(others) == 1 else None
