"""Which blocks of a page are its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koreawire.pipeline.readers.html_tree import Block


# Elements around furniture, by the names their makers give them; kind to pattern, applied
# to each `tag class id` on the way down. Word-like, so that "sharepoint" shares nothing.
def _names(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-]|s\b|\d)")


FURNITURE = {
    "cookies": _names(r"cookie\w*|consent|gdpr|privacy|cmp|onetrust|cookiebar"),
    "share": _names(r"share|sharing|social|sns|share-?bar|sharebuttons|addthis|follow"),
    "newsletter": _names(
        r"newsletter\w*|nieuwsbrief|nyhedsbrev|signup|sign-up|subscribe|subscription"
    ),
    "comments": _names(
        r"comments?|commentlist|disqus|reacties|reactions|kommentarer|reply|replies"
    ),
    "related": _names(
        r"related\w*|recommend\w*|readmore|read-more|more-news|most-read|mostread|popular|trending|"
        r"sidebar|aside|teaser|teasers|promo|links|linkbox|ranking|lees-ook|leesook|laes-ogsaa|meer|outbrain|taboola"
    ),
    "navigation": _names(
        r"nav|navbar|navigation|menu|breadcrumbs?|topbar|top-banner|masthead|site-header|pagination|pager|skip|toolbar|tabs|gnb|lnb"
    ),
    "footer": _names(r"footer|site-footer|colophon|copyright|bottom"),
    "advert": _names(r"ad|ads|advert\w*|advertentie|annonce|banner|sponsor\w*|dfp|promo"),
    "subscribe": _names(r"paywall|login|log-in|abonnement|premium-wall|regwall"),
    "ticker": _names(r"ticker|breaking|live-?ticker"),
    "tags": _names(r"tags?|taglist|topics|keywords|tag-list"),
    "tip": _names(r"author-bio|authorbio|about-author|reporter-info|tip-box|tips"),
    "hidden": _names(r"is-hidden|visually-hidden|sr-only|screen-reader-text"),
}
TAGS = {"footer": "footer", "aside": "related", "form": "subscribe"}
PARAGRAPHS = frozenset(
    {"p", "pre", "blockquote", "div", "article", "main", "section", "body", "li", "td", "center"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROSE = 60  # characters
LINKED_SHARE = 0.6  # of a block's characters, above which it is a list of links


def article(found: list[Block]) -> tuple[list[Block], dict[str, int]]:
    """Return the blocks that tell the story, and the characters dropped by kind."""
    dropped: dict[str, int] = {}
    kept: list[Block] = []
    for block in found:
        kind = _furniture(block)
        if kind:
            dropped[kind] = dropped.get(kind, 0) + len(block.text)
        else:
            kept.append(block)
    container = _container(kept)
    inside = [block for block in kept if block.path[: len(container)] == container]
    heading = next((block for block in kept if block.tag == "h1"), None)
    if heading is not None and heading not in inside:
        inside.insert(0, heading)
    for block in kept:
        if block not in inside:
            dropped["outside"] = dropped.get("outside", 0) + len(block.text)
    return inside, dropped


def _furniture(block: Block) -> str | None:
    for signature in block.path:
        tag, _, names = signature.partition(" ")
        if tag in TAGS:
            return TAGS[tag]
        if tag in {"body", "html", "main", "article"}:
            continue
        if names:
            for kind, pattern in FURNITURE.items():
                if pattern.search(names):
                    return kind
    if block.tag == "figcaption" or any(
        part.startswith(("figcaption", "figure")) for part in block.path
    ):
        return "caption"
    size = len(block.text.strip())
    if size and block.linked > LINKED_SHARE * size and block.tag not in HEADINGS:
        return "related"
    return None


def _container(kept: list[Block]) -> tuple[str, ...]:
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
    path: tuple[str, ...] = ()
    while True:
        weights: dict[tuple[str, ...], int] = {}
        for block in kept:
            if block.path[: len(path)] == path and len(block.path) > len(path) + 1:
                weights[block.path[: len(path) + 1]] = weights.get(
                    block.path[: len(path) + 1], 0
                ) + _prose(block)
        best = max(weights.items(), key=lambda entry: entry[1], default=None)
        if best is None or best[1] < 0.8 * total or not total:
            return path
        path = best[0]


def _prose(block: Block) -> int:
    size = len(block.text.strip())
    return size - block.linked if size >= PROSE and block.tag in PARAGRAPHS else 0
