"""The page of the commands, from their help."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from koreawire.agents.cli.main import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands() -> Iterator[str]:
    """Yield the lines of the page: every command with its arguments, options and examples."""
    yield "`koreawire COMMAND --help` says the same. Settings come from the"
    yield "[environment](settings.md). An error is one line on stderr with the next step and exit"
    yield "code 1, wrong usage exits with 2."
    for path, command in leaves():
        yield ""
        yield f"## koreawire {' '.join(path)}"
        yield ""
        yield from _help(command)
        rows = list(_parameters(command))
        if rows:
            yield ""
            yield "| | |"
            yield "|---|---|"
            yield from rows


def _help(command: Any) -> Iterator[str]:
    """Yield the help as Markdown; its examples become one block."""
    text, _, examples = inspect.cleandoc(command.help or "").partition("Examples:")
    yield from text.strip().splitlines()
    yield ""
    yield "```console"
    yield from (f"$ {line.strip()}" for line in examples.splitlines() if line.strip())
    yield "```"


def _parameters(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.name == "help":
            continue
        said = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
        if parameter.param_type_name == "argument":
            names = parameter.name.upper()
        else:
            names = ", ".join([*parameter.opts, *parameter.secondary_opts])
        yield f"| `{names}` | {said} |"
