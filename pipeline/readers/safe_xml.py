"""XML from strangers: no entities, no network, bounded depth; then an ordinary lxml tree."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import etree

from koreawire.pipeline.readers.charset import decode

if TYPE_CHECKING:
    from koreawire.pipeline.readers.limits import Limits

DECLARED = re.compile(
    rb"<\?xml[^>]{0,120}?encoding\s{0,3}=\s{0,3}[\"']([\w:.-]{2,30})[\"']", re.IGNORECASE
)
PROLOG = re.compile(r"\s{0,1000}<\?xml[^>]{0,200}\?>")
TAGS = re.compile(r"<(/?)[A-Za-z_][^<>]*>")
ATTRIBUTES_MAX = 500  # of one element: libxml2's time grows with their square
LONG_TAG = re.compile(r"<[A-Za-z_][^<>]{8000,}")
# What recovery would drop without a word: the "&" of "AT&T", the é of "caf&eacute;".
STRAY = re.compile(r"&(?!#)(?:([A-Za-z][A-Za-z0-9]{1,30});)?")
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
Element = Any  # lxml's own type: its stubs know neither name spaces nor None texts


def parse(payload: bytes, charset: str | None, limits: Limits) -> tuple[Element, str, str]:
    """Return the root element, the decoded text and its charset.

    A document that is not well-formed is read as far as it goes, if that is
    farther than its root: feeds cut off in transit still hold stories.

    Raises:
        ValueError: It declares entities, is nested too deep, or is no XML.
    """
    found = DECLARED.search(payload[:200])
    declared = found[1].decode() if found else charset
    try:
        decoded = decode(payload, declared)
    except ValueError:
        decoded = decode(payload, None)  # a prolog may name a charset nobody knows
    text = PROLOG.sub("", decoded.text, count=1).lstrip()
    if "<!ENTITY" in text[:100_000]:
        raise ValueError("XML that declares entities is refused")
    _check(text, limits)
    root = _parse(text)
    return root, decoded.text, decoded.charset


def _check(text: str, limits: Limits) -> None:
    depth = 0
    for match in TAGS.finditer(text):
        if match[1]:
            depth -= 1
        elif not match[0].endswith("/>"):
            depth += 1
            if depth > limits.xml_depth:
                raise ValueError(f"XML nested more than {limits.xml_depth} deep")
    for match in LONG_TAG.finditer(text):
        if len(QUOTED.sub("", match[0]).split()) > ATTRIBUTES_MAX:
            raise ValueError(f"an XML element with more than {ATTRIBUTES_MAX} attributes")


def _parse(text: str) -> Element:
    raw = text.encode(errors="replace")
    try:
        return etree.fromstring(raw, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error).split())
    raw = STRAY.sub(_spelled, text).encode(errors="replace")
    try:
        root = etree.fromstring(raw, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None or len(root) == 0:
        raise ValueError(f"not well-formed XML: {reason[:200]}")
    return root


def _spelled(match: re.Match[str]) -> str:
    """A stray ampersand as XML has it, and HTML's names of characters as the characters."""
    name = match[1]
    if not name:
        return "&amp;"
    return match[0] if name in XML_NAMES else unescape(match[0]).replace("&", "&amp;")


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def name_of(element: Element) -> str:
    """Return an element's name without its name space."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element, *names: str) -> Element | None:
    """Return the first child of one of *names*, in the order of the names."""
    for name in names:
        for one in element:
            if name_of(one) == name:
                return one
    return None


def text_of(element: Element | None) -> str:
    """Return all text inside an element; nothing for None."""
    return "" if element is None else "".join(element.itertext())


def child_text(element: Element, *names: str) -> str:
    """Return the stripped text of the first child of *names* that has any."""
    for name in names:
        for one in element:
            if name_of(one) == name and (found := text_of(one).strip()):
                return found
    return ""
