"""How long topics keep records: as listed, unless an operator says otherwise."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from koreawire.schemas.topics import HOUR_MS, NORMALISED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koreawire.schemas.topics import TopicSpec

MOST_HOURS = 10 * 365 * 24
SPARE_HOURS = 24  # of the log that state is rebuilt from, over what state remembers


def parse(text: str) -> dict[str, int]:
    """Return hours by topic of `topic=hours[,…]`.

    Raises:
        ValueError: It is nothing of the kind.
    """
    hours = {}
    for entry in filter(None, map(str.strip, text.split(","))):
        name, _, number = entry.partition("=")
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= MOST_HOURS):
            raise ValueError(f"{entry!r} is not topic=hours, with hours from 1 to {MOST_HOURS}")
        hours[name] = int(number)
    return hours


def check(text: str, *, window_hours: float) -> None:
    """Look whether the normalised stories are kept long enough for a rebuild of state.

    Raises:
        ValueError: They are not.
    """
    needed = _rebuild_hours(window_hours)
    kept = parse(text).get(NORMALISED.name, needed)
    if kept < needed:
        raise ValueError(
            f"KOREAWIRE_RETENTION_HOURS keeps {NORMALISED.name} {kept} hours; a rebuild of state"
            f" needs {needed}: KOREAWIRE_DUPLICATE_WINDOW_HOURS and a day"
        )


def _rebuild_hours(window_hours: float) -> int:
    return math.ceil(window_hours) + SPARE_HOURS


def applied(
    specs: Iterable[TopicSpec], hours: Mapping[str, int], *, window_hours: float
) -> tuple[TopicSpec, ...]:
    """Return *specs* with what is kept as *hours* say.

    Where they say nothing of the normalised stories, those are kept as long as a
    rebuild of state needs them.

    Raises:
        ValueError: *hours* names a topic that is none of *specs*.
    """
    listed = {spec.name: spec for spec in specs}
    unknown = sorted(hours.keys() - listed.keys())
    if unknown:
        raise ValueError(f"there is no topic {unknown[0]}; there are {', '.join(listed)}")
    needed = max(NORMALISED.retention_ms // HOUR_MS, _rebuild_hours(window_hours))
    wanted = {NORMALISED.name: needed, **hours}
    return tuple(
        replace(spec, retention_ms=wanted[spec.name] * HOUR_MS) if spec.name in wanted else spec
        for spec in listed.values()
    )
