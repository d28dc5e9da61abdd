"""What the makers of pages call the elements around their stories."""

from __future__ import annotations

import re
from functools import lru_cache


def _names(words: str) -> re.Pattern[str]:
    # Whole words, so that "sharepoint" shares nothing.
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-]|s\b|\d)")


NAMES = {
    "cookies": _names(r"cookie\w*|consent|gdpr|privacy|cmp|onetrust|cookiebar|cybot\w*"),
    "share": _names(
        r"share\w*|sharing|social|socials|sns|sharebuttons|addthis|follow|some|util|utils|tools"
    ),
    "newsletter": _names(
        r"newsletter\w*|newsl|nieuwsbrief|nyhedsbrev|signup|sign-up|subscribe|subscription|mailing"
    ),
    "comments": _names(
        r"comments?|commentlist|cmt|disqus|reacties|reactions|kommentarer|reply|replies|respond|"
        r"responses|emotion|emotions|debate"
    ),
    "related": _names(
        r"related\w*|rel|recommend\w*|readmore|readalso|read-more|more-news|more|most-read|mostread|"
        r"popular|pop|hot|best|trending|sidebar|side|rail|aside|teaser|teasers|promo|links|linkbox|"
        r"ranking|latest|lees-ook|leesook|laes-ogsaa|meer|outbrain|taboola|mid-link|other"
    ),
    "navigation": _names(
        r"nav|navbar|navigation|topnav|menu|breadcrumbs?|topbar|top-banner|masthead|site-header|"
        r"pagination|pager|skip|skip-link|toolbar|tabs|gnb|lnb"
    ),
    "footer": _names(r"footer|foot|site-footer|colophon|copyright|disclaimer|bottom|imprint"),
    "advert": _names(r"ad|ads|adv|advert\w*|advertentie|annonce|banner|sponsor\w*|dfp|promo"),
    "subscribe": _names(
        r"paywall|login|log-in|abonnement|premium-wall|regwall|support|donate|donation"
    ),
    "ticker": _names(
        r"ticker|breaking|breaking-bar|live-?ticker|alert-strip|stock-strip|quotes-bar"
    ),
    "tags": _names(r"tags?|taglist|article-tags|topics|keywords|tag-list"),
    "tip": _names(r"author-bio|authorbio|bio|about-author|reporter-info|tip-box|tips|feedback"),
    "caption": _names(r"caption|captions|cap|photo-credit|credit|credits|wp-caption|photo-wrap"),
    "embed": _names(r"embed|social-embed|twitter-tweet|instagram-media|player|vod"),
    "meta": _names(
        r"meta|byline\w*|author|authors|author-line|date|dateline-info|time|timestamp|posted|published|"
        r"pubdate|info|kicker|label|trumpet|eyebrow"
    ),
    "hidden": _names(r"is-hidden|visually-hidden|sr-only|screen-reader-text"),
}
TAGS = {
    "footer": "footer",
    "aside": "related",
    "form": "subscribe",
    "address": "footer",
    "figure": "caption",
    "figcaption": "caption",
    "time": "meta",
}
HOLDERS = frozenset({"body", "html", "main", "article"})


@lru_cache(maxsize=4096)
def furniture_named(signature: str) -> str | None:
    """Return the kind of furniture an element's tag, classes and id name, None if none."""
    tag, _, names = signature.partition(" ")
    if tag in TAGS:
        return TAGS[tag]
    if not names or tag in HOLDERS:
        return None
    return next((kind for kind, pattern in NAMES.items() if pattern.search(names)), None)
