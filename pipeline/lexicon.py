"""All word lists that come with the project, found in a story in one pass.

`data/words` are the lists that relevance is judged by, `data/subjects` those that
say what a story is about; a section `[en weak]` of `sport.txt` is the list
`sport weak`, words that are evidence only beside others.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from koreawire.pipeline.lasting import lasting
from koreawire.pipeline.words import Words, shipped

if TYPE_CHECKING:
    from koreawire.pipeline.words import Sections

WEAK = " "  # between the name of a list and `weak`


@lasting
def lexicon() -> Words:
    """Return the finder of all lists, built once in a process."""
    lists: dict[str, Sections] = dict(shipped("words"))
    for key, sections in shipped("subjects").items():
        for section, words in sections.items():
            language, _, weak = section.partition(WEAK)
            lists.setdefault(f"{key}{WEAK}{weak}" if weak else key, {})[language] = words
    return Words(lists)


def fingerprint(folder: str, *more: str) -> str:
    """Return 12 hex digits that tell one content of `data/<folder>` and *more* from another."""
    digest = sha256()
    for name, sections in shipped(folder).items():
        digest.update(repr((name, sorted(sections.items()))).encode())
    for text in more:
        digest.update(text.encode())
    return digest.hexdigest()[:12]
