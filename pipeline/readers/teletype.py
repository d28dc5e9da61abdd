"""Teletype formats: wire files that begin with control characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.readers import plain
from koreawire.pipeline.readers.charset import decode

if TYPE_CHECKING:
    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.limits import Limits

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return the text between the start and the end of the message."""
    decoded = decode(payload, charset)
    return plain.read(CONTROLS.sub("", decoded.text).encode(), "utf-8", limits)
