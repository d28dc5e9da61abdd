"""Hostile inputs: seeded mutations of the samples and of wire files, and what must follow.

A mutation of bytes may leave a good item or a bad one; one that breaks an item in a known
way says what its dead letter must name, so that a reason is not only given but true.
"""

from __future__ import annotations

import base64
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from tests.support.broken_items import KNOWN, Mutant

from koreawire.pipeline.samples import samples
from koreawire.schemas import headers
from koreawire.schemas.raw import CONTENT_TYPE as RAW_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Change = Callable[[random.Random, bytes, list["Mutant"]], bytes]

PROJECT = Path(__file__).resolve().parents[2]
TYPES = (
    *("text/plain", "text/html", "text/xml; charset=utf-16", "application/json", RAW_ITEM),
    *(
        "message/rfc822",
        "application/rss+xml",
        "text/plain; charset=euc-kr",
        "text/csv",
        "image/png",
    ),
    *(
        "application/nitf+xml",
        "application/vnd.iptc.g2.newsitem+xml",
        "text/vnd.IPTC.ANPA",
        ";;=",
        "",
    ),
)
CHARSETS = ("utf-8", "utf-16", "latin-1", "cp949", "euc-kr", "iso-2022-kr", "shift_jis", "utf-7")
TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J", b"\r", b"\x01\x02\x03\x04", b"\\ud800"),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<p>",
        b"</div>",
        b"<?xml version='1.0'?>",
        b"&lt;&#0;&#x110000;",
    ),
    *(b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", b"<script>", b"<table><tr><td>", b"&a;"),
    *(
        b'{"',
        b'"}',
        b"[[",
        b"null",
        b"1e999",
        b"NaN",
        b"-0",
        b"99999999999999999999",
        b'"payload":',
    ),
    *("\u202e\u2066\u200f\ufeff\u0000\U000e0041 ́가".encode(), "e\u0301".encode() * 40),
    *(
        b"\n\n(SEOUL) -- ",
        b"ZCZC",
        b"NNNN",
        b"KILL KILL KILL",
        b"EMBARGO",
        b"\n----\n",
        b"From: x\n\n",
    ),
    *(
        b"Date: 99 Foo 0000",
        b"0000-00-00T99:99:99Z",
        b"https://",
        b"a@b",
        b"=?utf-8?b?////?=",
        b"\t\t",
    ),
)
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, "", " ", "\u0000", "가" * 3_000, [], {}, [[]], "x" * 5_000),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999-14:00", "2026-13-01T00:00:00Z", "now"),
    *("2026-03-12T09:00:00", "\u202eelpmaxe", "../../etc/passwd", "a:b#c", {"payload": "x"}, 2**70),
)
INSIDE = 0.7  # of the raw items are changed in their payload
HUGE = (200_000, 1_500_000, 6_000_000)  # bytes an item is blown up to


def seeds() -> list[Mutant]:
    """Return the samples, and the wire files where they lie beside the project."""
    found = [Mutant(one.name, one.key, one.value, one.headers) for one in samples()]
    data = Path(os.environ.get("KOREAWIRE_EVAL", PROJECT.parent / "shared" / "eval"))
    files = sorted((data / "dev" / "wire_formats").glob("*/*"))
    return found + [Mutant(one.name, None, one.read_bytes()) for one in files if one.is_file()]


def mutants(count: int, seed: int, of: list[Mutant]) -> Iterator[Mutant]:
    """Yield *count* mutants of *of*: one in eight is broken in a known way."""
    draw = random.Random(seed)  # noqa: S311 - hostile texts, not secrets
    for number in range(count):
        base = of[number % len(of)]
        if draw.random() < 0.125:
            yield draw.choice(KNOWN)(draw, base)
            continue
        steps = draw.choices(CHANGES, k=draw.choice((1, 1, 2, 3, 8)))
        value = _changed(draw, base.value, of, steps)
        said = dict(base.headers)
        if draw.random() < 0.2:
            said[headers.CONTENT_TYPE] = draw.choice(TYPES).encode()
        if draw.random() < 0.05:
            said |= {headers.TIME: draw.choice((b"-1", b"x", b"9" * 30, b"\xff", b"0"))}
        key = draw.choice((base.key, base.key, None, b"", b"\xff\x00", b"k" * 300))
        done = "+".join(step.__name__.strip("_") for step in steps)
        yield Mutant(f"{base.name} {done}", key, value, said)


def _changed(draw: random.Random, value: bytes, of: list[Mutant], steps: Sequence[Change]) -> bytes:
    """Take *value* through *steps*; of a raw item mostly its payload, or nothing gets past JSON."""
    item = _object(value)
    inside = item is not None and isinstance(item.get("payload"), str) and draw.random() < INSIDE
    text = item["payload"].encode() if item is not None and inside else value
    for step in steps:
        text = step(draw, text, of)
    if item is None or not inside:
        return text
    if draw.random() < 0.3:
        item["payloadBase64"] = base64.b64encode(text).decode()
        del item["payload"]
    else:
        item["payload"] = text.decode(errors="replace")
    return orjson.dumps(item)


def _object(value: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


# -- mutations of bytes


def _flipped(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    changed = bytearray(value)
    for _ in range(draw.randrange(1, 12) if changed else 0):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _cut(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    return value[: draw.randrange(len(value) + 1)]


def _dropped(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    at, size = draw.randrange(len(value) + 1), draw.choice((1, 3, 40, 700))
    return value[:at] + value[at + size :]


def _inserted(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    for _ in range(draw.choice((1, 1, 5))):
        at = draw.randrange(len(value) + 1)
        value = value[:at] + draw.choice(TOKENS) * draw.choice((1, 1, 1, 60)) + value[at:]
    return value


def _repeated(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    at = draw.randrange(len(value) + 1)
    piece = value[at : at + draw.choice((1, 2, 30, 800))] or b" "
    times = draw.choice((2, 20, 300, draw.choice(HUGE) // len(piece) if draw.random() < 0.2 else 2))
    return (value[:at] + piece * times + value[at:])[: HUGE[-1]]


def _spliced(draw: random.Random, value: bytes, of: list[Mutant]) -> bytes:
    other = draw.choice(of).value
    return value[: draw.randrange(len(value) + 1)] + other[draw.randrange(len(other) + 1) :]


def _shuffled(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    lines = value.split(draw.choice((b"\n", b" ", b"<", b",")))
    draw.shuffle(lines)
    return b" ".join(lines)


def _recombined(draw: random.Random, _value: bytes, of: list[Mutant]) -> bytes:
    """Words of several items in any order: what marks, orders and furniture are told by."""
    words = b" ".join(draw.choice(of).value[:20_000] for _ in range(3)).split()
    gaps = draw.choices((b" ", b"\n", b"\n\n"), (20, 2, 1), k=150)
    return b"".join(draw.choice(words or [b"x"]) + gap for gap in gaps)


def _recoded(draw: random.Random, value: bytes, _of: list[Mutant]) -> bytes:
    return value.decode(draw.choice(CHARSETS), "replace").encode(draw.choice(CHARSETS), "replace")


def _refilled(draw: random.Random, value: bytes, of: list[Mutant]) -> bytes:
    """Change a field of a JSON object, or wrap what is none into a raw item."""
    item = _object(value)
    if item is None:
        item = {"provider": "fuzz", "itemId": str(draw.randrange(50)), "payload": ""}
        item["payload"] = value.decode(errors="replace")
    name = draw.choice([*item, "fetchedAt", "contentType", "charset", "headline", "url", "payload"])
    if draw.random() < 0.3:
        item.pop(name, None)
    else:
        item[name] = draw.choice((*JUNK, *TYPES, draw.choice(of).value.decode(errors="replace")))
    return (
        orjson.dumps(item, default=str) if 2**70 not in item.values() else b'{"payload":%d}' % 2**70
    )


CHANGES: tuple[Change, ...] = (
    *(_flipped, _cut, _dropped, _inserted, _inserted, _repeated),
    *(_spliced, _shuffled, _recombined, _recoded, _refilled, _refilled),
)
