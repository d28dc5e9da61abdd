"""The page of the settings, from `agents/settings.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import SecretStr

from koreawire.agents.environment import FILE_SUFFIX, PREFIX
from koreawire.agents.settings import Settings, secret_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


def settings() -> Iterator[str]:
    """Yield the lines of the page: a row for each variable."""
    yield "Environment variables; an unknown `KOREAWIRE_…` name or a bad value ends a command with"
    yield f"one line. A secret can be given as a file: its name with `{FILE_SUFFIX}` at the end."
    yield ""
    yield "| Variable | Values | Default | What for |"
    yield "|---|---|---|---|"
    secrets = secret_fields()
    for name, field in Settings.model_fields.items():
        secret = f", or `{PREFIX}{name.upper()}{FILE_SUFFIX}`" if name in secrets else ""
        yield (
            f"| `{PREFIX}{name.upper()}`{secret} | {_values(field)} | {_default(field)}"
            f" | {field.description} |"
        )


def _values(field: FieldInfo) -> str:
    """Return what a setting may be, in words."""
    choices = [choice for choice in _choices(field.annotation) if choice is not type(None)]
    if all(isinstance(choice, str) for choice in choices):
        return ", ".join(f"`{choice}`" for choice in choices)
    kind = choices[0]
    words = {int: "whole number", float: "number", bool: "`true` or `false`", SecretStr: "secret"}
    bounds = [
        f"{word} {getattr(rule, sign):,}"
        for rule in field.metadata
        for sign, word in (("ge", "from"), ("gt", "above"), ("le", "to"))
        if getattr(rule, sign, None) is not None
    ]
    return " ".join([words.get(kind, "path" if kind is Path else "text"), *bounds])


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == "":
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
