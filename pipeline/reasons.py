"""Why a story is judged Korea's, or is not: a few phrases a desk editor would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.signals import DIASPORA, DOMESTIC, FOREIGN, GENERAL, LOCAL, ROUNDUP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.signals import Signals
    from koreawire.schemas.enriched import Mention

SHOWN = 3  # names in a phrase; more reads as a list
LATE = 0.6  # from here on a name comes late


def reasons(found: Signals, *, relevant: bool) -> tuple[str, ...]:
    """Return the reasons, the weightiest first."""
    return tuple(_for(found) if relevant else _against(found))


def _for(found: Signals) -> Iterator[str]:
    top = "headline" if found.has_headline else "opening"
    if found.headline:
        yield f"{_names(found.headline)} in the {top}"
    shown = {mention.canonical for mention in found.headline}
    lead = [mention for mention in found.lead if mention.canonical not in shown]
    if lead:
        yield f"{_names(lead)} in the lead"
    elif not found.headline and found.korean:
        yield f"{_names(found.korean)} in the text"
    if len(found.korean) > 1:
        yield f"{len(found.korean)} mentions"
    if found.people:
        yield f"Koreans with their titles: {', '.join(found.people[:SHOWN])}"
    if found.use(DOMESTIC).times:
        yield f"words of Korean life: {', '.join(found.use(DOMESTIC).shown)}"
    if found.use(DIASPORA).lead:
        yield f"Koreans abroad: {', '.join(found.use(DIASPORA).shown)}"
    if found.hangul and not found.home:
        yield _at_home(found)


def _at_home(found: Signals) -> str:
    """Return what speaks for a story that names nothing of Korea: it is Korean copy."""
    if found.use(LOCAL).times:
        return f"Korean copy on public life: {', '.join(found.use(LOCAL).shown)}"
    return "Korean copy that names hardly anything of elsewhere"


def _against(found: Signals) -> Iterator[str]:
    yield from _how_little(found)
    if found.listed:
        yield "named in a list of others"
    if found.use(ROUNDUP).times:
        yield f"a list of many: {', '.join(found.use(ROUNDUP).shown)}"
    abroad = _unique(found.elsewhere)
    if found.hangul and (abroad or found.use(FOREIGN).times):
        yield f"news from abroad: {', '.join((*abroad, *found.use(FOREIGN).shown)[:SHOWN])}"
    if found.use(GENERAL).times:
        yield "general advice or science"


def _how_little(found: Signals) -> Iterator[str]:
    if not found.korean:
        if found.agencies:
            yield "a Korean agency is only quoted"
        elif found.use(DOMESTIC).times:
            yield f"only words of Korean life: {', '.join(found.use(DOMESTIC).shown)}"
        elif found.asides:
            yield f"nothing of Korea but {_names(found.asides)}"
        else:
            yield "nothing names Korea"
        return
    if found.first > LATE:
        yield f"{_names(found.korean)} only late in the text"
    elif not found.headline and not found.lead:
        yield f"{_names(found.korean)} not in the headline or lead"
    count = len(found.korean)
    yield "a single mention" if count == 1 else f"{count} mentions among much else"


def _names(mentions: Iterable[Mention]) -> str:
    shown = _unique(mentions)[:SHOWN]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _unique(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.canonical for mention in mentions))
