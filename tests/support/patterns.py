"""Every compiled regular expression of the package, with where it was found."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
import types
from typing import TYPE_CHECKING, Any

import koreawire

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 6  # of tables in tables
SKIPPED = ("koreawire.agents.worker",)  # its `app` is built when it is looked at


def modules() -> Iterator[types.ModuleType]:
    """Import and yield every module of the package."""
    for found in pkgutil.walk_packages(koreawire.__path__, "koreawire."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return the patterns by place: globals, what they hold, and what cached readers return."""
    found: dict[str, re.Pattern[Any]] = {}
    seen: set[int] = set()
    for module in modules():
        if module.__name__ in SKIPPED:
            continue
        for name, value in sorted(vars(module).items()):
            if name.startswith("__"):
                continue
            for place, pattern in _inside(f"{module.__name__}.{name}", value, seen, DEEPEST):
                found.setdefault(place, pattern)
    unique = {(p.pattern, p.flags): place for place, p in reversed(found.items())}
    return {place: found[place] for place in sorted(unique.values())}


def _inside(
    place: str, value: Any, seen: set[int], depth: int
) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield place, value
        return
    if depth == 0 or id(value) in seen or isinstance(value, str | bytes | int | float):
        return
    if isinstance(value, types.ModuleType):
        return
    seen.add(id(value))
    for name, held in _held(value):
        yield from _inside(f"{place}.{name}", held, seen, depth - 1)


def _held(value: Any) -> list[tuple[str, Any]]:
    """What a value holds: items, fields; of a cached reader without arguments, its result."""
    if isinstance(value, dict):
        return [(str(key)[:40], held) for key, held in value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return [(str(at), held) for at, held in enumerate(value)]
    if isinstance(value, type):
        return []
    if hasattr(value, "cache_info"):
        return _read(value)
    if dataclasses.is_dataclass(value):
        return [(f.name, getattr(value, f.name)) for f in dataclasses.fields(value)]
    ours = type(value).__module__.startswith("koreawire.")
    return sorted(getattr(value, "__dict__", {}).items()) if ours else []


def _read(reader: Any) -> list[tuple[str, Any]]:
    """What a cached reader of the package's data returns, where it needs no argument."""
    inner = reader.__wrapped__
    ours = str(inner.__module__).startswith("koreawire.")
    return [("()", reader())] if ours and inner.__code__.co_argcount == 0 else []
