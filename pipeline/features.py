"""The numbers relevance is weighed by: each is explained in docs/explanation/relevance.md."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from koreawire.pipeline.signals import GENERAL, LOCAL, is_company

if TYPE_CHECKING:
    from koreawire.pipeline.signals import Signals

MOST = 5.0  # a density above five names in a hundred words says no more
SHORT = 20  # words: below that a density is of these many


def features(found: Signals) -> dict[str, float]:
    """Return name to number; shares and yes-or-no lie in 0..1, counts are log2(1 + count)."""
    lists = found.lists
    return {
        "headline": _yes(found.home_headline),
        "lead": _yes(found.home_lead),
        "names": _log(found.home),
        "distinct": _log(found.distinct),
        "density": min(MOST, 100 * found.home / max(SHORT, found.words)),
        "spread": found.spread,
        "late": found.first,
        "share": found.home / max(1, found.home + found.abroad),
        "headline_share": found.home_headline / max(1, found.home_headline + found.abroad_headline),
        "headline_only": _yes(not found.has_body),
        "companies": _yes(found.korean and all(is_company(one) for one in found.korean)),
        "agency_only": _yes(found.agencies and not found.home),
        "listed": found.listed / max(1, len(found.korean)),
        "figures": found.digits,
        "local": _log(lists[LOCAL].count),
        "local_headline": _yes(lists[LOCAL].headline),
        "abroad": _log(found.abroad),
        "abroad_headline": _yes(found.abroad_headline),
        "general": _log(lists[GENERAL].count),
    }


def _yes(value: object) -> float:
    return float(bool(value))


def _log(count: int) -> float:
    return math.log2(1 + count)
