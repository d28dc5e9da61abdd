"""Teletype formats: wire files that begin with control characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koreawire.pipeline.readers import anpa, iptc7901
from koreawire.pipeline.readers.charset import decode

if TYPE_CHECKING:
    from koreawire.pipeline.readers.draft import Draft
    from koreawire.pipeline.readers.limits import Limits

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
FILL = re.compile(r"[\x00\x7f\x16]")  # rub-outs and SYN: what lines send while idle


def read(payload: bytes, charset: str | None, limits: Limits) -> list[Draft]:
    """Return a draft for each message of a file: SOH header STX text ETX.

    Raises:
        ValueError: No message in it has any text.
    """
    decoded = decode(payload, charset)
    text = FILL.sub(" ", decoded.text)
    drafts: list[Draft] = []
    position = 0
    for piece in text.split(SOH)[1:] or [text]:
        position = text.find(piece, position)
        message = _message(piece, position, decoded.charset, limits)
        if message is not None:
            drafts.append(message)
        if len(drafts) > limits.stories:
            break
    if not drafts:
        raise ValueError("a teletype file without a text")
    return drafts


def _message(piece: str, offset: int, charset: str, limits: Limits) -> Draft | None:
    header, mark, rest = piece.partition(STX)
    if not mark:
        header, rest = "", piece
    start = offset + len(piece) - len(rest)
    text = rest.split(ETX, 1)[0].split(EOT, 1)[0]
    if not text.strip():
        return None
    if iptc7901.is_header(header):
        return iptc7901.read(header, text, start, charset, limits)
    return anpa.read(header, text, start, charset, limits)
