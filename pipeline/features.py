"""The numbers relevance is weighed by: each is explained in docs/explanation/relevance.md.

Korean copy has features of its own. Elsewhere the names of Korea decide; Korean
copy names no country at home, and there words of public life and of elsewhere do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from koreawire.pipeline.signals import DAILY, GENERAL, LOCAL, ROUNDUP

if TYPE_CHECKING:
    from koreawire.pipeline.signals import Signals

MOST = 5.0  # a density above five names in a hundred words says no more
SHORT = 40  # words: a shorter text counts as of this length


def features(found: Signals) -> dict[str, float]:
    """Return name to number: yes or no as 1 or 0, shares 0..1, counts as log2(1 + count)."""
    home_and_abroad = found.home_headline + found.abroad_headline
    common = {
        "names": math.log2(1 + found.home),
        "headline_share": found.home_headline / max(1, home_and_abroad),
        "headline_only": float(not found.has_body),
        "abroad": math.log2(1 + (found.abroad if found.hangul else found.abroad_distinct)),
        "firms": math.log2(1 + found.firms),
        "length": math.log2(max(SHORT, found.words) / SHORT),
    }
    return common | (_hangul(found) if found.hangul else _latin(found))


def _latin(found: Signals) -> dict[str, float]:
    in_headline = bool(found.home_headline)
    return {
        "headline": float(in_headline),
        "lead": float(bool(found.home_lead)),
        "late": found.first,
        "listed": found.listed / max(1, len(found.korean)),
        "aside": float(bool(found.use(ROUNDUP).times) and not in_headline),
    }


def _hangul(found: Signals) -> dict[str, float]:
    return {
        "density": min(MOST, 100 * found.home / max(SHORT, found.words)),
        "local": math.log2(1 + found.use(LOCAL).times),
        "local_headline": float(bool(found.use(LOCAL).headline)),
        "abroad_headline": float(bool(found.abroad_headline)),
        "daily": math.log2(1 + found.use(DAILY).times),
        "general": math.log2(1 + found.use(GENERAL).times),
    }
