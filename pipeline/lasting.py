"""Lasting: what is built once and kept as long as the process."""

from __future__ import annotations

import gc
from functools import cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
# Objects made before the collector looks at the young ones: Python's 700 are a third of what one
# item takes, nearly all gone before it is done. From here on more of them saves no more.
YOUNG = 5_000


def settle() -> None:
    """Keep what is loaded out of the sight of Python's collector, and have it look less often.

    Items leave no cycles behind; looking for some took seven hundredths of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def lasting(build: Callable[[], T]) -> Callable[[], T]:
    """Return *build* that runs at its first call only, out of the sight of Python's collector.

    The collector goes through all there is whenever some more has been made: of tables of a
    hundred thousand parts, which nobody will ever drop, that was a third of the time to start.
    """

    @cache
    @wraps(build)
    def built() -> T:
        if not gc.isenabled():  # one that lasts is made of others
            return build()
        gc.disable()
        try:
            return build()
        finally:
            gc.freeze()
            gc.enable()

    return built
