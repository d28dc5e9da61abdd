"""Which blocks of a page are its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koreawire.pipeline.grammars.bylines import byline
from koreawire.pipeline.prose import ENDS, size
from koreawire.pipeline.readers.html_names import furniture_named

if TYPE_CHECKING:
    from koreawire.pipeline.readers.html_tree import Block

Path = tuple[str, ...]

PARAGRAPHS = frozenset(
    {"p", "pre", "blockquote", "div", "article", "main", "section", "body", "li", "td", "center"}
)
SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
HEADINGS = SUBHEADINGS | {"h1"}
PROSE = 60  # characters
LINKED_SHARE = 0.6  # of a block's characters, above which it is a list of links
HEAVY_SHARE = 0.4  # of the page's prose: what holds it is no furniture, whatever its name
HOLDING_SHARE = 0.8  # of the page's prose: the element that holds it is the article or around it
LIKE_SHARE = 0.6  # of the article's prose set alike, so that what is set otherwise stands out


def article(found: list[Block]) -> tuple[list[Block], dict[str, int]]:
    """Return the blocks that tell the story, and the characters dropped by kind."""
    dropped: dict[str, int] = {}
    heavy = _heavy(found)
    kept: list[Block] = []
    for block in found:
        kind = _furniture(block, heavy)
        if kind:
            dropped[kind] = dropped.get(kind, 0) + len(block.text)
            if kind == "related" and kept and kept[-1].tag in SUBHEADINGS:
                dropped[kind] += len(kept.pop().text)  # the list's heading
        else:
            kept.append(block)
    container = _container(kept)
    inside = _told([block for block in kept if block.path[: len(container)] == container])
    heading = next((block for block in kept if block.tag == "h1"), None)
    if heading is not None and heading not in inside:
        inside.insert(0, heading)
    chosen = set(map(id, inside))
    outside = sum(len(block.text) for block in kept if id(block) not in chosen)
    if outside:
        dropped["outside"] = dropped.get("outside", 0) + outside
    return inside, dropped


def _heavy(found: list[Block]) -> set[Path]:
    """The elements that hold a good part of the page's prose."""
    weights: dict[Path, int] = {}
    for block in found:
        weight = _prose(block)
        if weight:
            for length in range(1, len(block.path) + 1):
                prefix = block.path[:length]
                weights[prefix] = weights.get(prefix, 0) + weight
    total = sum(map(_prose, found))
    return {path for path, weight in weights.items() if weight >= HEAVY_SHARE * total}


def _furniture(block: Block, heavy: set[Path]) -> str | None:
    for position, signature in enumerate(block.path):
        kind = furniture_named(signature)
        if kind == "meta" and byline(block.text.strip()):
            return None  # the sub-editor reads it
        if kind and (kind == "hidden" or block.path[: position + 1] not in heavy):
            return kind
    length = len(block.text.strip())
    if length and block.linked > LINKED_SHARE * length and block.tag not in HEADINGS:
        return "related"
    return None


def _told(inside: list[Block]) -> list[Block]:
    """The blocks set as the story's paragraphs are, and what stands among them.

    Outlets give a story's paragraphs one form. Behind the last of them follows
    furniture, whatever it is called; above the first one, labels.
    """
    alike = _alike(inside)
    if alike is None:
        return inside
    like = [block.path == alike and not _is_label(block) for block in inside]
    first, last = like.index(True), len(like) - 1 - like[::-1].index(True)
    kept: list[Block] = []
    for number, block in enumerate(inside):
        if number > last:
            keep = block.path == alike or (block.path[:-1] == alike[:-1] and _is_sentence(block))
        elif number < first:
            signed = byline(block.text.strip()) is not None
            keep = signed or block.tag == "h1" or _is_sentence(block)
        else:
            beside = block.path[:-1] == alike[:-1] and block.tag == alike[-1].split(" ", 1)[0]
            keep = beside or block.tag in HEADINGS or size(block.text.strip()) >= PROSE
        if keep:
            kept.append(block)
    return [block for number, block in enumerate(kept) if not _leads_nowhere(kept, number)]


def _alike(inside: list[Block]) -> Path | None:
    """The form that most of the prose has, if one form has it."""
    weights: dict[Path, int] = {}
    for block in inside:
        if block.tag not in HEADINGS:
            weights[block.path] = weights.get(block.path, 0) + _prose(block)
    total = sum(weights.values())
    best = max(weights.items(), key=lambda entry: entry[1], default=None)
    return best[0] if best and total and best[1] >= LIKE_SHARE * total else None


def _leads_nowhere(kept: list[Block], number: int) -> bool:
    """Is the block a heading with another one, or nothing, below it?"""
    block = kept[number]
    if block.tag not in SUBHEADINGS:
        return False
    return number + 1 == len(kept) or kept[number + 1].tag == block.tag


def _is_label(block: Block) -> bool:
    text = block.text.strip()
    return size(text) < PROSE and not text.endswith(ENDS)


def _is_sentence(block: Block) -> bool:
    text = block.text.strip()
    return text.endswith(ENDS) and size(text) >= PROSE // 2


def _container(kept: list[Block]) -> Path:
    """The innermost element that holds most of the page's prose."""
    for name in ("article", "main"):
        paths = {
            block.path[: position + 1]
            for block in kept
            for position, part in enumerate(block.path)
            if part.split(" ", 1)[0] == name or "itemprop-articlebody" in part
        }
        scored = [
            (sum(_prose(block) for block in kept if block.path[: len(path)] == path), path)
            for path in paths
        ]
        scored = [(score, path) for score, path in scored if score > 0]
        if scored:
            return max(scored, key=lambda entry: (entry[0], -len(entry[1])))[1]
    total = sum(map(_prose, kept))
    path: Path = ()
    while True:
        weights: dict[Path, int] = {}
        for block in kept:
            if block.path[: len(path)] == path and len(block.path) > len(path) + 1:
                inner = block.path[: len(path) + 1]
                weights[inner] = weights.get(inner, 0) + _prose(block)
        best = max(weights.items(), key=lambda entry: entry[1], default=None)
        if best is None or best[1] < HOLDING_SHARE * total or not total:
            return path
        path = best[0]


def _prose(block: Block) -> int:
    length = size(block.text.strip())
    return length - block.linked if length >= PROSE and block.tag in PARAGRAPHS else 0
