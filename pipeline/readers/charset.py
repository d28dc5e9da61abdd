"""Charset: bytes to text, whatever was declared."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from koreawire.pipeline.readers.mojibake import repair
from koreawire.pipeline.readers.single_byte import best_single_byte

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels as pages and mails write them, to the superset their writers mean
# (WHATWG Encoding Standard, "Names and labels").
LABELS = {
    "euckr": "cp949",
    "ksc56011987": "cp949",
    "ksc56011989": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "windows949": "cp949",
    "xwindows949": "cp949",
    "ms949": "cp949",
    "uhc": "cp949",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "l1": "cp1252",
    "usascii": "cp1252",
    "ascii": "cp1252",
    "ansi": "cp1252",
    "xansi": "cp1252",
    "xcp1252": "cp1252",
    "windows1252": "cp1252",
    "macintosh": "mac_roman",
    "xmacroman": "mac_roman",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "utf8mb4": "utf-8",
    "unicode11utf8": "utf-8",
}
# Codecs of Python that are no charset of text, or that hide markup from every filter.
REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
SELF_MARKING = ("utf-16", "utf-32", "iso2022", "hz")  # their bytes can pass for ASCII
HANGUL = re.compile(r"[\uac00-\ud7a3]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
HANGUL_SHARE = 0.6  # of what is not ASCII, for two-byte text to be Korean: the rest is quotes
COMMON_SHARE = 0.9  # of the Hangul, in any Korean text: 0.999
REPLACED_SHARE = 0.1  # of broken sequences in text that is otherwise UTF-8
PROBE_BYTES = 4096  # looked at for UTF-16 without a mark
# Characters news is written in: ASCII, Latin letters, typographic signs, Hangul, kana, Han.
WRITTEN = re.compile(
    "[\\t\\n\\r -~\u00a0-\u017f\u2010-\u2030\u20ac\u2122"
    "\u3000-\u30ff\u3130-\u318f\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]"
)
WRITTEN_SHARE = 0.98
KOREAN_SIGNS = frozenset("“”‘’…·–―—「」『』")  # of KS X 1001's first row, two bytes each
GUESS_BYTES = 500_000  # a charset is known by then, whatever the size of a page
# What no text holds: C0 controls but tab, line ends, the shifts of ISO 2022 and escape.
CONTROLS = bytes([*range(1, 9), *range(16, 27), *range(28, 32), 127])
CONTROL_SHARE = 0.03  # teletype frames and fills stay below; compressed bytes have a tenth


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the charset it was in; `repaired` says that double encoding was undone."""

    text: str
    charset: str
    repaired: bool = False


def lookup(label: str) -> str:
    """Return Python's codec for a declared charset.

    Raises:
        ValueError: There is no such charset, or it is none of text.
    """
    key = re.sub(r"[^a-z0-9]", "", label.lower())
    try:
        codec = codecs.lookup(LABELS.get(key, label.strip()))
    except (LookupError, ValueError):
        raise ValueError(f"unknown charset {label[:40]!r}") from None
    if codec.name in REFUSED or not codec._is_text_encoding:  # noqa: SLF001 - no public way to ask
        raise ValueError(f"unknown charset {label[:40]!r}")
    return codec.name


def decode(payload: bytes, declared: str | None = None) -> Decoded:
    """Return the text of *payload*.

    A byte order mark is believed, then UTF-8 where the bytes are valid UTF-8 (no
    other charset's text is, by chance), then the declaration unless the bytes
    speak against it, then what the bytes look like. Text that was encoded twice
    is repaired.

    Raises:
        ValueError: The declared charset does not exist.
    """
    codec = lookup(declared) if declared else None
    for mark, name in BOMS:
        if payload.startswith(mark):
            return _finish(payload[len(mark) :].decode(name, errors="replace"), name)
    if codec and codec.startswith(SELF_MARKING):
        try:
            return Decoded(payload.decode(codec), codec)
        except UnicodeDecodeError:
            codec = None
    sixteen = _sixteen_bit(payload)
    if sixteen:
        return _finish(payload.decode(sixteen, errors="replace"), sixteen)
    try:
        return _finish(payload.decode(), "utf-8")
    except UnicodeDecodeError as error:
        if len(payload) - error.start < 4 and error.end == len(payload):  # noqa: PLR2004 - bytes of a character
            return _finish(payload[: error.start].decode(), "utf-8")
    text, name = _not_utf8(payload, codec)
    return _finish(text, name)


def _finish(text: str, charset: str) -> Decoded:
    repaired = repair(text)
    return Decoded(repaired, charset, repaired=repaired is not text)


def _not_utf8(payload: bytes, codec: str | None) -> tuple[str, str]:
    """Text that is not valid UTF-8: mixed, declared, or known by its looks."""
    head = payload[:GUESS_BYTES].decode(errors="replace")
    broken = head.count("\ufffd")
    if broken <= REPLACED_SHARE * len(BEYOND_ASCII.findall(head)):
        return payload.decode(errors="replace"), "utf-8"
    korean = _korean(payload)
    if korean is not None:
        return korean, "cp949"
    if codec and codec not in {"utf-8", "cp949"}:
        try:
            declared = payload.decode(codec)
        except UnicodeDecodeError:
            pass
        else:
            return _single_byte(payload, declared, codec)
    mixed = None if _is_binary(payload) else _line_by_line(payload)
    return mixed or best_single_byte(payload)


def _single_byte(payload: bytes, declared: str, codec: str) -> tuple[str, str]:
    """A declared single-byte charset, unless another reads far better."""
    text, name = best_single_byte(payload, prefer=codec)
    return (declared, codec) if name == codec else (text, name)


def _sixteen_bit(payload: bytes) -> str | None:
    """UTF-16 without a mark: with zero bytes, and read so all but text that is written.

    The other order, or eight-bit text with idle characters in it, gives characters of
    every script there is.
    """
    probe = payload[: PROBE_BYTES & ~1]
    if not probe or b"\0" not in probe:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = probe[: len(probe) & ~1].decode(codec, errors="replace")
        if len(WRITTEN.findall(text)) >= WRITTEN_SHARE * len(text):
            return codec
    return None


def _korean(payload: bytes) -> str | None:
    """EUC-KR or CP949, if that is what the bytes beyond ASCII spell: Hangul, in pairs."""
    head = payload[:GUESS_BYTES]
    runs = HIGH_BYTES.findall(head)
    paired = sum(len(run) for run in runs if len(run) > 1)
    if paired * 2 < sum(map(len, runs)):
        return None
    text = head.decode("cp949", errors="replace")
    strange = BEYOND_ASCII.findall(text)
    hangul = HANGUL.findall(text)
    if strange and all(sign in KOREAN_SIGNS for sign in strange):
        return text  # Latin text that a Korean system set the quotes of
    if not strange or len(hangul) < HANGUL_SHARE * len(strange):
        return None
    # Two no-break spaces of Latin-1 spell a syllable too, but one that nobody writes.
    common = sum(_is_common(syllable) for syllable in hangul)
    if common < COMMON_SHARE * len(hangul):
        return None
    return text if head == payload else payload.decode("cp949", errors="replace")


def _is_common(syllable: str) -> bool:
    """Is it among the 2,350 syllables of KS X 1001? CP949 adds 8,822 that are hardly used."""
    return len(syllable.encode("euc_kr")) == 2  # noqa: PLR2004 - the others take a sequence of 8


def _is_binary(payload: bytes) -> bool:
    head = payload[:GUESS_BYTES]
    return len(head) - len(head.translate(None, CONTROLS)) > CONTROL_SHARE * len(head)


def _line_by_line(payload: bytes) -> tuple[str, str] | None:
    """A text of lines in several charsets, as pages glued from several feeds are."""
    lines = payload.split(b"\n")
    read: list[str] = []
    utf8 = 0
    for line in lines:
        try:
            text = line.decode()
            utf8 += not text.isascii()
        except UnicodeDecodeError:
            korean = _korean(line)
            text = korean if korean is not None else best_single_byte(line)[0]
        read.append(text)
    return ("\n".join(read), "utf-8") if utf8 else None
