"""The environment as settings see it: unknown names, secrets in files, one line for an error."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError

PREFIX = "KOREAWIRE_"
FILE_SUFFIX = "_FILE"
TEST_VARIABLES = frozenset({"KOREAWIRE_REQUIRE_KAFKA", "KOREAWIRE_TEST_BROKER"})


class SettingsError(ValueError):
    """A setting that cannot be used; its text is the one line to show."""


def check_names(environ: Mapping[str, str], fields: Iterable[str], secrets: Iterable[str]) -> None:
    """Refuse a variable that looks like a setting and is none: a typo would go unnoticed.

    Raises:
        SettingsError: There is one; the nearest name is suggested.
    """
    names = {PREFIX + field.upper() for field in fields}
    names |= {PREFIX + secret.upper() + FILE_SUFFIX for secret in secrets}
    for name in sorted(environ):
        if name.upper().startswith(PREFIX) and name not in names | TEST_VARIABLES:
            near = difflib.get_close_matches(name.upper(), sorted(names), n=1)
            hint = f"did you mean {near[0]}?" if near else "see `koreawire worker --help`"
            raise SettingsError(f"{name} is no setting; {hint}")


def secret_files(environ: Mapping[str, str], secrets: Iterable[str]) -> dict[str, str]:
    """Return the secrets given as files: `KOREAWIRE_SASL_PASSWORD_FILE=/run/secrets/kafka`.

    A last newline is not part of a secret: editors and `echo` write one.

    Raises:
        SettingsError: The file cannot be read, or the variable is there both ways.
    """
    found: dict[str, str] = {}
    for secret in sorted(secrets):
        name = PREFIX + secret.upper()
        path = environ.get(name + FILE_SUFFIX)
        if path is None:
            continue
        if name in environ:
            raise SettingsError(f"{name} and {name}{FILE_SUFFIX} are both set; keep one")
        try:
            found[secret] = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}{FILE_SUFFIX}: {path} cannot be read: {error}") from None
    return found


def one_line(error: ValidationError, environ: Mapping[str, str], secrets: Iterable[str]) -> str:
    """Return the first thing that is wrong, with the variable and its value; never a secret."""
    first = error.errors(include_url=False, include_context=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return message
    field = str(first["loc"][0])
    name = PREFIX + field.upper()
    if field in set(secrets) or name not in environ:
        return f"{name}: {message}"
    return f"{name}={environ[name]!r}: {message}"
