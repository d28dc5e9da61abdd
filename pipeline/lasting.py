"""Lasting: what is built once and kept as long as the process."""

from __future__ import annotations

import gc
from functools import cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


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
