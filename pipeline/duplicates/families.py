"""Which stories belong together, whatever order they came in.

A family is named after its canonical story: the one published first, the lower uri at
equal times. So the name follows from the members, not from arrival; when a late story
joins two families, or turns out to be the first of one, the old name is absorbed by the
new one and the caller publishes that.

A record that joins stories says of each where it leads from now on. What is known is the
last such word of the records remembered, and nothing else: it goes when its record goes,
and looking at it changes nothing. So a worker that took over calls every story what the
one before it would have called it, also a story that has left the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Member = tuple[int, str]  # published ms, uri: the lowest one names the family
Link = tuple[str, int, tuple[str, ...]]  # canonical story, when it was published, who leads there


class _Led:
    """Stories, each led to the canonical one of its family step by step."""

    def get(self, uri: str) -> tuple[str, int] | None:
        """Return the story that *uri* leads to and its time: itself, if it names the family."""
        raise NotImplementedError

    def name(self, uri: str) -> str:
        """Return the uri of the canonical story of the family of *uri*."""
        return self.member(uri, 0)[1]

    def member(self, uri: str, published: int) -> Member:
        """Return the canonical member of the family of a story published then."""
        link = self.get(uri)
        while link is not None:
            name, published = link
            if name == uri:
                break
            uri, link = name, self.get(name)
        return published, uri


class Families(_Led):
    """Disjoint sets of stories; a story never joined is a family of its own."""

    def __init__(self) -> None:
        self._links: dict[str, tuple[str, int, int]] = {}  # story to canonical one, time, record
        self._oldest = 0  # record

    def __len__(self) -> int:
        """Return how many stories are known to belong to a family."""
        return len(self._links)

    def get(self, uri: str) -> tuple[str, int] | None:
        """Return where the records remembered say that *uri* leads."""
        link = self._links.get(uri)
        return None if link is None or link[2] < self._oldest else link[:2]

    def retire(self, oldest: int) -> None:
        """Forget what records numbered below *oldest* said; `drop` makes room."""
        self._oldest = oldest

    def put(self, links: Iterable[Link], record: int) -> None:
        """Take in what a record says, numbered higher than those before it."""
        for canonical, published, uris in links:
            link = (canonical, published, record)
            for uri in uris:
                self._links[uri] = link

    def drop(self, links: Iterable[Link], record: int) -> None:
        """Forget what a record said, but for stories that a later one has spoken of."""
        for _, _, uris in links:
            for uri in uris:
                link = self._links.get(uri)
                if link is not None and link[2] == record:
                    del self._links[uri]


class Joining(_Led):
    """The families as one record changes them, before that is learned."""

    def __init__(self, families: Families) -> None:
        self._families = families
        self._links: dict[str, tuple[str, int]] = {}

    def get(self, uri: str) -> tuple[str, int] | None:
        """Return where this record says that *uri* leads, else those before it."""
        return self._links.get(uri) or self._families.get(uri)

    @property
    def links(self) -> tuple[Link, ...]:
        """What the record says of the stories that it joined."""
        families: dict[Member, list[str]] = {}
        for uri in self._links:
            families.setdefault(self.member(uri, 0), []).append(uri)
        return tuple((name, time, tuple(uris)) for (time, name), uris in families.items())

    def keep(self, uri: str) -> None:
        """Say again where *uri* leads, if it has a family: it lasts as long as this record."""
        if self.get(uri) is not None:
            self._lead((uri,), self.member(uri, 0))

    def remind(self, uri: str, links: Iterable[Link]) -> None:
        """Take up where *uri* led by a record that has left the window, if nothing later says."""
        for canonical, published, uris in links:
            if uri in uris and self.get(uri) is None:
                self._links[uri] = (canonical, published)

    def join(self, one: Member, other: Member) -> tuple[str, str] | None:
        """Make two stories one family; return absorbed and surviving name if two became one.

        A story joined to itself tells when it was made: of its versions the first one counts,
        whichever came first.
        """
        first, second = sorted(self.member(uri, published) for published, uri in (one, other))
        canonical = min(first, one, other) if first[1] == second[1] else first
        self._lead((one[1], other[1], first[1], second[1]), canonical)
        return None if second[1] == canonical[1] else (second[1], canonical[1])

    def _lead(self, uris: Iterable[str], canonical: Member) -> None:
        published, name = canonical
        for uri in (*uris, name):
            self._links[uri] = (name, published)
