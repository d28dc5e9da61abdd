"""RFC 822 mail: the story in its text, or the wire files attached to it."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.dateline import dateline
from koreawire.pipeline.lines import Line, tidy
from koreawire.pipeline.moments import moment
from koreawire.pipeline.readers import html, plain
from koreawire.pipeline.readers.charset import decode, lookup
from koreawire.pipeline.readers.draft import Draft, Facts, Layout
from koreawire.pipeline.readers.letter import labelled, without_letter
from koreawire.pipeline.readers.sniff import Format, format_of
from koreawire.schemas.story import AltId

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits


FORWARDED = re.compile(r"^(?:(?:Fwd?|FWD?|Re|RE|Doorst|VS|SV|TR|WG|전달)\s?:\s{0,3}){1,5}")
WORD = re.compile(r"=\?(?P<charset>[\w.:-]{2,40})\?[Qq]\?(?P<text>[^?]{0,500})\?=")


def read(payload: bytes, _charset: str | None, limits: Limits) -> list[Draft]:
    """Return the mail's story, its text without greeting and signature.

    Raises:
        ValueError: There is no text in it.
    """
    message = email.message_from_bytes(payload.lstrip())
    parts = _parts(message, limits)
    texts = [
        part for part in parts if part.get_content_type() == "text/plain" and not _attached(part)
    ]
    pages = [
        part for part in parts if part.get_content_type() == "text/html" and not _attached(part)
    ]
    subject = FORWARDED.sub("", _header(message, "subject"))
    facts = Facts(version_created=moment(_header(message, "date")), ids=_ids(message))
    attached = [draft for part in parts if _attached(part) for draft in _attachment(part, limits)]
    draft = _text(texts, limits) or _page(pages, limits)
    if draft is None and not attached:
        raise ValueError("a mail without text")
    drafts = [one for one in attached if one.layout is Layout.FIRM or _size(one) > _size(draft)]
    if draft is not None and not drafts:
        line = Line(subject, 0, 0, after_blank=False) if subject and not _titled(draft) else None
        drafts = [replace(draft, headline=draft.headline or line)]
    return [one if one.facts.version_created else replace(one, facts=facts) for one in drafts]


def _size(draft: Draft | None) -> int:
    return sum(len(line.text) for line in draft.lines) if draft else 0


def _titled(draft: Draft) -> bool:
    """Does the text bring its own headline: a line above the dateline?"""
    return len(draft.lines) > 1 and dateline(draft.lines[1].text) is not None


def _parts(message: Message, limits: Limits) -> list[Message]:
    """The leaves of a mail; depth and number are bounded."""
    leaves: list[Message] = []
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > limits.mail_depth:
            raise ValueError(f"a mail nested more than {limits.mail_depth} deep")
        inside = part.get_payload()
        if part.is_multipart() and isinstance(inside, list):
            stack.extend((one, depth + 1) for one in reversed(inside) if isinstance(one, Message))
        else:
            leaves.append(part)
        if len(leaves) > limits.mail_parts:
            raise ValueError(f"a mail of more than {limits.mail_parts} parts")
    return leaves


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(parts: list[Message], limits: Limits) -> Draft | None:
    """The longest text: above a forwarded mail stands only who forwards it."""
    drafts: list[Draft] = []
    for part in parts:
        decoded = decode(_bytes(part), _charset_of(part))
        headline, lines = labelled(without_letter(plain.paragraphs(decoded.text, limits)))
        if lines:
            drafts.append(Draft("mail", lines, headline, Layout.LOOSE, charset=decoded.charset))
    return max(drafts, key=_size, default=None)


def _page(parts: list[Message], limits: Limits) -> Draft | None:
    for part in parts:
        decoded = decode(_bytes(part), _charset_of(part))
        headline, lines = labelled(without_letter(html.fragment(decoded.text, limits)))
        if lines:
            return Draft("mail", lines, headline, layout=Layout.LOOSE, charset=decoded.charset)
    return None


def _attachment(part: Message, limits: Limits) -> list[Draft]:
    """An attached file in any format; one that nothing reads (a picture) is left out."""
    from koreawire.pipeline.readers.registry import READERS  # noqa: PLC0415 - it reads mail too

    payload = _bytes(part)
    if not payload.strip() or not part.get_content_type().startswith(
        ("text/", "application/", "message/")
    ):
        return []
    try:
        form = format_of(payload, part.get_content_type())
        return [] if form is Format.MAIL else READERS[form](payload, _charset_of(part), limits)
    except ValueError:
        return []


def _charset_of(part: Message) -> str | None:
    """The part's charset; one nobody knows counts as none, senders invent them."""
    name = part.get_content_charset()
    if name is None:
        return None
    try:
        lookup(name)
    except ValueError:
        return None
    return name


def _header(message: Message, name: str) -> str:
    """A header's text; bytes beyond ASCII in it, which no header may have, are read too."""
    # Not get(): it replaces such bytes by question marks.
    value = next((one for key, one in message.raw_items() if key.lower() == name), None)
    if value is None:
        return ""
    text = decode(str(value).encode(errors="surrogateescape")).text
    try:
        return tidy(str(make_header(decode_header(WORD.sub(_as_ascii, text)))))
    except (LookupError, ValueError):
        return tidy(text)


def _as_ascii(match: re.Match[str]) -> str:
    """An encoded word with what is not ASCII in it encoded as well."""
    word = "".join(
        one
        if one.isascii()
        else "".join(f"={byte:02X}" for byte in one.encode(match["charset"], "replace"))
        for one in match["text"]
    )
    return f"=?{match['charset']}?Q?{word}?="


def _ids(message: Message) -> tuple[AltId, ...]:
    value = _header(message, "message-id").strip("<>")
    return (AltId(role="messageId", value=value),) if value else ()
