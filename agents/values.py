"""What the text of a setting may be; each check raises ValueError with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.agents.retention import parse

if TYPE_CHECKING:
    from pathlib import Path

PORT_MAX = 65_535
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})\Z")
_TOPIC_PREFIX = re.compile(r"[A-Za-z0-9.-]{0,100}\Z")  # Kafka's own characters but `_`


def addresses(value: str | None) -> str | None:
    """Return Kafka bootstrap addresses without blanks."""
    if value is None:
        return None
    for address in value.split(","):
        match = _ADDRESS.match(address.strip())
        if match is None or not 0 < int(match[2]) <= PORT_MAX:
            raise ValueError(f"{address.strip()!r} is no address; write host:port[,host:port]")
    return ",".join(address.strip() for address in value.split(","))


def topic_prefix(value: str) -> str:
    """Return what may stand before a topic's name."""
    if not _TOPIC_PREFIX.match(value):
        raise ValueError("a prefix has letters, digits, dots and hyphens, 100 at most")
    return value


def retention(value: str) -> str:
    """Return hours by topic as they were given."""
    parse(value)
    return value


def home(value: Path | None) -> Path | None:
    """Return a path whose `~` is this user's home."""
    return value.expanduser() if value is not None else None


def readable(value: Path | None) -> Path | None:
    """Return the path of a file that is there."""
    value = home(value)
    if value is not None and not value.is_file():
        raise ValueError(f"there is no file {value}")
    return value
