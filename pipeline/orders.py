"""Orders to desks in text: kills, holds, releases, and lists for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.model import Order
from koreawire.pipeline.grammars.registry import advisories, orders
from koreawire.schemas.notice import NoticeKind
from koreawire.schemas.story import Action, PubStatus, Revision, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koreawire.pipeline.readers.draft import Draft

TOP = 6  # lines an order is in; further down a story quotes it
LONG = 2_500  # characters: an order is short, a story about one is not
READ = 700  # characters of a line
KINDS = {
    Action.KILL: NoticeKind.KILL,
    Action.HOLD: NoticeKind.HOLD,
    Action.RELEASE: NoticeKind.RELEASE,
}
ADVISED = 12  # lines looked at for a list's mark


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order or an advisory, with what it says of its target."""

    kind: NoticeKind
    reason: str
    revision: Revision | None = None


def ordered(lines: Sequence[str]) -> Ordered | None:
    """Return the order that *lines* are, or None for a story."""
    for line in lines[:ADVISED]:
        if advisories().match(line):
            return Ordered(NoticeKind.ADVISORY, "a list for editors")
    if sum(map(len, lines)) > LONG:
        return None
    action: Action | None = None
    target: dict[str, str] = {}
    agency = ""
    for line in lines[:TOP]:
        found = orders().first(line[:READ])
        if found is None:
            continue
        known, match = found
        if isinstance(known.form, Order):
            action = action or known.form.action
            agency = agency or known.agency
        said = {name: value.strip(" .,") for name, value in match.groupdict().items() if value}
        # A line that names the city quotes the headline; an advisory's own title sums it up.
        target = target | said if "city" in said else said | target
    if action is None:
        return None
    return Ordered(
        KINDS[action],
        f"an order to {action.value}, in the words of {agency}",
        Revision(action=action, target=_target(target)),
    )


def withdrawn(draft: Draft) -> Ordered | None:
    """Return the kill that a structured item is by its status, with its ids as target."""
    facts = draft.facts
    if facts.pub_status is not PubStatus.CANCELED:
        return None
    target = facts.target or Target(
        id=next((one.value for one in facts.ids), None),
        slug=facts.slugline,
        headline=draft.headline.text if draft.headline else None,
    )
    revision = Revision(action=Action.KILL, level=facts.level, target=target)
    return Ordered(NoticeKind.KILL, "the item's status is canceled", revision)


def _target(found: dict[str, str]) -> Target | None:
    if not found:
        return None
    return Target(
        item_number=found.get("item"),
        slug=found.get("slug"),
        transref=found.get("transref"),
        city=found.get("city"),
        headline=found.get("headline"),
    )
