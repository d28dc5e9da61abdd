"""An HTML page as blocks of text, in order; hostile pages are refused before they are parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from koreawire.pipeline.tables import rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from koreawire.pipeline.readers.limits import Limits

TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
ATTRIBUTES_MAX = 400  # of one tag: lexbor's time grows with their square
NESTING_FACTOR = 5  # tags left open close themselves at the next of their kind
ELEMENTS = {
    row["role"]: frozenset(row["elements"].split()) for row in rows("reading", "html_elements.tsv")
}
VOID, SKIPPED, BLOCKS = ELEMENTS["void"], ELEMENTS["skipped"], ELEMENTS["block"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between block borders.

    `path` names the elements around it, outermost first, as `tag.class#id`
    strings lower-cased; `linked` counts its characters inside links; `raw` is
    how the text begins in the source.
    """

    text: str
    tag: str
    path: tuple[str, ...]
    linked: int
    raw: str
    group: int


def parse(html: str, limits: Limits) -> LexborHTMLParser:
    """Parse a page.

    Raises:
        ValueError: It is built to exhaust the parser.
    """
    depth = deepest = 0
    for match in TAGS.finditer(html):
        if match[2].lower() not in VOID:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest > limits.html_depth * NESTING_FACTOR:
        raise ValueError(f"HTML nested {deepest} deep, above the limit of {limits.html_depth}")
    for match in LONG_TAG.finditer(html):
        if len(QUOTED.sub("", match[0]).split()) > ATTRIBUTES_MAX:
            raise ValueError(f"an HTML tag with more than {ATTRIBUTES_MAX} attributes")
    return LexborHTMLParser(html)


class _Walk:
    """Collects blocks; the state of one walk over a tree."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self._limits = limits
        self._path: list[tuple[str, str]] = []  # tag, signature
        self._parts: list[str] = []
        self._raw = ""
        self._linked = 0
        self._links = 0
        self._nodes = 0
        self._group = 0

    def run(self, root: LexborNode) -> list[Block]:
        stack: list[LexborNode] = []
        node: LexborNode | None = root
        while True:
            if node is None:
                if not stack:
                    break
                node = stack.pop()
                self._leave(node.tag)
                node = node.next if stack else None
                if not stack and node is None:
                    break
                continue
            self._nodes += 1
            if self._nodes > self._limits.html_nodes:
                raise ValueError(f"HTML of more than {self._limits.html_nodes} nodes")
            tag = node.tag or "-"
            if tag == "-text":
                self._text(node)
            elif tag == "br":
                self._parts.append("\n")
            elif (
                tag not in SKIPPED and tag[:1] not in "-!_" and len(stack) < self._limits.html_depth
            ):
                self._enter(tag, node)
                stack.append(node)
                node = node.child
                continue
            node = node.next if stack else None
        self._flush()
        return self.blocks

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if not text.strip():
            self._parts.append(" ")
            return
        self._parts.append(text if self._in_pre() else text.replace("\n", " "))
        self._raw = self._raw or text.strip()[:40]
        if self._links:
            self._linked += len(text.strip())

    def _in_pre(self) -> bool:
        return any(tag == "pre" for tag, _ in self._path[-3:])

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag in BLOCKS:
            self._flush()
            self._path.append((tag, _signature(tag, node)))
        elif tag == "a":
            self._links += 1

    def _leave(self, tag: str | None) -> None:
        if tag in BLOCKS:
            self._flush()
            self._path.pop()
            self._group += 1
        elif tag == "a":
            self._links -= 1

    def _flush(self) -> None:
        text = "".join(self._parts)
        if self._path and text.strip():
            path = tuple(signature for _, signature in self._path)
            block = Block(text, self._path[-1][0], path, self._linked, self._raw, self._group)
            self.blocks.append(block)
            if len(self.blocks) > self._limits.text_lines:
                raise ValueError(f"HTML of more than {self._limits.text_lines} blocks of text")
        self._parts, self._raw, self._linked = [], "", 0


def _signature(tag: str, node: LexborNode) -> str:
    attributes = node.attributes
    if not attributes:
        return tag
    names = " ".join([attributes.get(name) or "" for name in ("class", "id", "role")])
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        names += " is-hidden"
    if attributes.get("itemprop"):
        names += f" itemprop-{attributes['itemprop']}"
    return f"{tag} {names}".lower()


def blocks(parser: LexborHTMLParser, limits: Limits) -> list[Block]:
    """Return the page's blocks of text, in order.

    Raises:
        ValueError: The page has more nodes, or blocks of text, than the limit.
    """
    root = parser.body or parser.root
    return _Walk(limits).run(root) if root is not None else []
