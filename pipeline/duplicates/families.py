"""Which stories belong together, whatever order they came in.

A family is named after its canonical story: the one published first, the lower uri at
equal times. So the name follows from the members, not from arrival; when a late story
joins two families, or turns out to be the first of one, the old name is absorbed by the
new one and the caller publishes that.
"""

from __future__ import annotations

Member = tuple[int, str]  # published ms, uri: the lowest one names the family


class Families:
    """Disjoint sets of stories; a story never joined is a family of its own."""

    def __init__(self) -> None:
        self._towards: dict[str, str] = {}  # a story to one nearer to its canonical story
        self._first: dict[str, int] = {}  # canonical story to the time it was published

    def name(self, uri: str) -> str:
        """Return the uri of the canonical story of the family of *uri*."""
        path = []
        while (towards := self._towards.get(uri)) is not None:
            path.append(uri)
            uri = towards
        for passed in path[:-1]:  # the next search is one step long
            self._towards[passed] = uri
        return uri

    def join(self, one: Member, other: Member) -> tuple[str, str] | None:
        """Make two stories one family; return absorbed and surviving name if two became one."""
        roots = sorted(self._member(member) for member in (one, other))
        (published, surviving), (_, absorbed) = roots
        if surviving == absorbed:
            return None
        self._towards[absorbed] = surviving
        self._first.pop(absorbed, None)
        self._first[surviving] = published
        return absorbed, surviving

    def member(self, uri: str, published: int) -> Member:
        """Return the canonical member of the family of a story published then."""
        return self._member((published, uri))

    def forget(self, uri: str) -> None:
        """Forget a story that names no family."""
        if uri not in self._first:
            self._towards.pop(uri, None)

    def _member(self, member: Member) -> Member:
        published, uri = member
        name = self.name(uri)
        return (self._first.get(name, published), name)
