"""Sniffing: what format the bytes are in, by their declared type and by their looks."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from koreawire.pipeline.readers.table import is_table

PROBE_BYTES = 2048


class Format(StrEnum):
    """A format some reader reads."""

    TEXT = "text"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    MAIL = "mail"
    TELETYPE = "teletype"
    ZCZC = "zczc"
    FRONT_MATTER = "front matter"
    TABLE = "table"


# Media types to formats; what is missing here (octet-stream, text/plain too) is sniffed,
# since files of every kind are sent as plain text.
TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "message/rfc822": Format.MAIL,
    "text/xml": Format.XML,
    "application/xml": Format.XML,
    "application/rss+xml": Format.XML,
    "application/atom+xml": Format.XML,
    "application/json": Format.JSON,
    "text/csv": Format.TABLE,
}
GENERIC = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain"})
HTML_START = re.compile(
    rb"(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|table|script|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
XML_START = re.compile(
    rb"<\?xml\b|<[A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?(?=\s{0,99}/?>|\s{1,99}[\w:.-]{1,60}\s{0,9}=)|"
    rb"<!--|<!DOCTYPE "  # <DAEWOO CORP> is how Reuters writes companies
)
MAIL_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
MAIL_NEEDS = re.compile(
    rb"^(?:received|return-path|delivered-to|mime-version|message-id|from|x-received)[ \t]{0,2}:",
    re.IGNORECASE | re.MULTILINE,
)
MAIL_SENDER = re.compile(rb"^(?:from|subject)[ \t]{0,2}:", re.IGNORECASE | re.MULTILINE)
JSON_START = re.compile(
    rb"\{|\[\s{0,100}(?:\{|\]|\"|-?[0-9.]{1,30}\s{0,9},)|(?:null|true|false|-?[0-9.]{1,30}|\"[^\"\n]{0,30}\")\s{0,9}\Z"
)
CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([^\s\"';]{1,60})", re.IGNORECASE)
TAG = re.compile(rb"<[a-zA-Z/!]")
FRAMES = (
    (re.compile(rb"[\x00\x7f\x16\s]{0,40}[\x01\x02]"), Format.TELETYPE),
    (re.compile(rb"\s{0,10}zczc\b", re.IGNORECASE), Format.ZCZC),
    (
        re.compile(rb"\s{0,10}---[ \t]*\r?\n(?:[A-Za-z_-]{2,30}:[^\n]{0,500}\r?\n){2}"),
        Format.FRONT_MATTER,
    ),
)
ROOT = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>]{0,300}>|\s){0,20}"
    rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,60})",
    re.DOTALL,
)


def media_type(content_type: str | None) -> tuple[str, str | None]:
    """Return the type and the charset parameter of a Content-Type value."""
    kind, _, parameters = (content_type or "").partition(";")
    found = CHARSET.search(parameters) if parameters else None
    return kind.strip().lower(), found[1] if found else None


def format_of(payload: bytes, kind: str) -> Format:
    """Return the format of *payload*; what it looks like wins over what it is called.

    Raises:
        ValueError: The declared type is no text that any reader reads.
    """
    declared = TYPES.get(kind)
    if declared is None and kind.endswith("+xml"):
        declared = Format.XML
    if declared is None and kind.endswith("+json"):
        declared = Format.JSON
    if declared is None and kind not in GENERIC and not kind.startswith("text/"):
        raise ValueError(f"nothing reads content type {kind[:80]!r}")
    return sniff(payload, declared)


def sniff(payload: bytes, declared: Format | None = None) -> Format:
    """Return the format *payload* is in; *declared* decides where looks do not."""
    head = payload[:PROBE_BYTES].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.replace(b"\0", b"")[2:].lstrip()
    found = _markup(head, declared) if head[:1] == b"<" else _other(head, payload, declared)
    if found is not None:
        return found
    if declared is Format.XML or (declared is Format.HTML and TAG.search(payload) is None):
        return Format.TEXT
    return declared or Format.TEXT


def _markup(head: bytes, declared: Format | None) -> Format | None:
    """HTML or XML, by the first element."""
    root = ROOT.match(head)
    name = root[1].lower() if root else b""
    if name == b"html" or (HTML_START.match(head) and not head.startswith(b"<?xml")):
        return Format.HTML
    if XML_START.match(head) is None:
        return None
    certain = head.startswith(b"<?xml") or name in (b"rss", b"feed")
    return Format.HTML if declared is Format.HTML and not certain else Format.XML


def _other(head: bytes, payload: bytes, declared: Format | None) -> Format | None:
    """What begins in a way no text does: JSON, teletype frames, mail headers, tables."""
    if _looks_like_json(head) or (declared is Format.JSON and head[:1] == b"["):
        return Format.JSON
    for pattern, form in FRAMES:
        if pattern.match(payload[:PROBE_BYTES]):
            return form
    if MAIL_HEADER.match(head) and MAIL_NEEDS.search(head) and MAIL_SENDER.search(payload[:65536]):
        return Format.MAIL
    return Format.TABLE if declared is None and is_table(head) else None


def _looks_like_json(head: bytes) -> bool:
    """An object, a list of them or a lone value: a bracketed headline mark is none.

    No story begins with a brace, so what does is JSON, broken perhaps: it is
    parked with what is wrong with it instead of being read as a story.
    """
    return JSON_START.match(head) is not None
