"""Items broken in a known way: what their dead letter must name is known beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE as RAW_ITEM

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

NESTED = 3_000  # deeper than every limit of nesting


@dataclass(frozen=True, slots=True)
class Mutant:
    """A raw record to be; `must` is a part of the reason its dead letter must give, if any."""

    name: str
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes] = field(default_factory=dict)
    must: str | None = None


def _raw(**fields: Any) -> bytes:
    return orjson.dumps({"provider": "fuzz", "itemId": "1", **fields})


def _typed(kind: str) -> dict[str, bytes]:
    return {headers.CONTENT_TYPE: kind.encode()}


def _empty(_draw: random.Random, base: Mutant) -> Mutant:
    return Mutant(f"{base.name} emptied", base.key, b"", base.headers, "0 bytes")


def _blank(draw: random.Random, base: Mutant) -> Mutant:
    return Mutant(f"{base.name} blanked", base.key, b" \n" * draw.randrange(1, 99), {}, "blank")


def _no_json(draw: random.Random, base: Mutant) -> Mutant:
    value = _raw(payload=base.value.decode(errors="replace"))
    value = value[: draw.randrange(1, len(value))]
    return Mutant(f"{base.name} torn JSON", base.key, value, _typed(RAW_ITEM), "not JSON")


def _no_payload(draw: random.Random, base: Mutant) -> Mutant:
    both = {"payload": "a", "payloadBase64": "YQ=="}
    value = _raw(**draw.choice(({}, both)), headline=base.name)
    return Mutant(f"{base.name} no payload", None, value, _typed(RAW_ITEM), "payload")


def _no_base64(_draw: random.Random, base: Mutant) -> Mutant:
    value = _raw(payloadBase64="?" + base.name)
    return Mutant(f"{base.name} no base64", None, value, _typed(RAW_ITEM), "not base64")


def _no_charset(_draw: random.Random, base: Mutant) -> Mutant:
    value = _raw(payload=base.value.decode(errors="replace"), charset="x-klingon")
    return Mutant(f"{base.name} no charset", None, value, _typed(RAW_ITEM), "x-klingon")


def _too_large(draw: random.Random, base: Mutant) -> Mutant:
    if draw.random() < 0.9:  # a few are enough: each has eight megabytes
        return _blank(draw, base)
    value = (base.value or b"x") * (DEFAULT.payload_bytes // max(1, len(base.value)) + 2)
    return Mutant(f"{base.name} too large", None, value, {}, "above the limit")


def _too_long(draw: random.Random, base: Mutant) -> Mutant:
    word = draw.choice(("Seoul ", "x", "김정은 ", "a. ", "1 "))
    text = f"{base.name}\n\n" + word * (DEFAULT.text_characters // len(word) + 9)
    return Mutant(f"{base.name} too long", None, text.encode(), _typed("text/plain"), "characters")


def _deep_json(draw: random.Random, base: Mutant) -> Mutant:
    begin, end = draw.choice((("[", "]"), ('{"a":', "}")))
    value = (begin * NESTED + "1" + end * NESTED).encode()
    return Mutant(f"{base.name} deep JSON", None, value, _typed("application/json"), "deep")


def _deep_xml(_draw: random.Random, base: Mutant) -> Mutant:
    value = b"<?xml version='1.0'?>" + b"<a>" * NESTED + b"x" + b"</a>" * NESTED
    return Mutant(f"{base.name} deep XML", None, value, _typed("text/xml"), "deep")


def _deep_html(draw: random.Random, base: Mutant) -> Mutant:
    tag = draw.choice((b"<div>", b"<p><b>", b"<table><tr><td>", b"<ul><li>"))
    value = b"<!DOCTYPE html><html><body>" + tag * NESTED * 3 + b"text of a page"
    return Mutant(f"{base.name} deep HTML", None, value, _typed("text/html"), None)


def _laughs(draw: random.Random, base: Mutant) -> Mutant:
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12)
    )
    outside = b'<!ENTITY l0 SYSTEM "file:///etc/passwd">'
    first = draw.choice((b'<!ENTITY l0 "lol">', outside))
    body = b"<a>&l11;</a>"
    value = b"<?xml version='1.0'?><!DOCTYPE a [" + first + entities + b"]>" + body
    return Mutant(f"{base.name} laughs", None, value, _typed("text/xml"), "entit")


KNOWN: tuple[Callable[[random.Random, Mutant], Mutant], ...] = (
    *(_empty, _blank, _no_json, _no_payload, _no_base64, _no_charset, _too_large, _too_long),
    *(_deep_json, _deep_xml, _deep_html, _laughs),
)
