"""Which stories belong together, whatever order they came in.

A family is named after its canonical story: the one published first, the lower uri at
equal times. So the name follows from the members, not from arrival; when a late story
joins two families, or turns out to be the first of one, the old name is absorbed by the
new one and the caller publishes that.

Families are let go in two steps, so that nothing has to be searched: what was not joined
between one turn and the next is gone after the second. A story joined since the last turn
leads by stories joined no earlier, so what is kept always leads to its name.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Member = tuple[int, str]  # published ms, uri: the lowest one names the family
Kept = TypeVar("Kept")


class _Turning(Generic[Kept]):
    """Values by story; what was put before the last two turns is gone."""

    def __init__(self) -> None:
        self._new: dict[str, Kept] = {}
        self._old: dict[str, Kept] = {}

    def __len__(self) -> int:
        return len(self._new) + len(self._old)

    def get(self, uri: str) -> Kept | None:
        found = self._new.get(uri)
        return self._old.get(uri) if found is None else found

    def put(self, uri: str, value: Kept) -> None:
        self._new[uri] = value

    def drop(self, uri: str) -> None:
        self._new.pop(uri, None)
        self._old.pop(uri, None)

    def turn(self) -> None:
        self._old, self._new = self._new, {}


class Families:
    """Disjoint sets of stories; a story never joined is a family of its own."""

    def __init__(self) -> None:
        self._towards = _Turning[str]()  # a story to one nearer to its canonical story
        self._first = _Turning[int]()  # canonical story to the time it was published

    def __len__(self) -> int:
        """Return how many stories are known to lead to others."""
        return len(self._towards)

    def turn(self) -> None:
        """Let go what was neither joined nor kept since the turn before."""
        self._towards.turn()
        self._first.turn()

    def keep(self, uri: str) -> None:
        """Let the family of *uri* last until the turn after the next."""
        name = self.name(uri)
        if name != uri:
            self._towards.put(uri, name)
        self._keep_first(name)

    def name(self, uri: str) -> str:
        """Return the uri of the canonical story of the family of *uri*."""
        path = []
        while (towards := self._towards.get(uri)) is not None:
            path.append(uri)
            uri = towards
        if len(path) > 1:  # the next search is one step long
            for passed in path[:-1]:
                self._towards.put(passed, uri)
            self._keep_first(uri)
        return uri

    def join(self, one: Member, other: Member) -> tuple[str, str] | None:
        """Make two stories one family; return absorbed and surviving name if two became one.

        A story joined to itself tells when it was made: of its versions the first one counts,
        whichever came first.
        """
        roots = sorted(self._member(member) for member in (one, other))
        (published, surviving), (_, absorbed) = roots
        if surviving == absorbed:
            return self._date(min(one, other), (published, surviving))
        self._towards.put(absorbed, surviving)
        self._first.drop(absorbed)
        self._first.put(surviving, published)
        return absorbed, surviving

    def _date(self, member: Member, named: Member) -> tuple[str, str] | None:
        """Let *member* name its family if it is the first; return the names if they change."""
        published, uri = min(member, named)
        _, name = named
        self._first.drop(name)
        self._first.put(uri, published)
        if uri == name:
            return None
        self._towards.drop(uri)
        self._towards.put(name, uri)
        return name, uri

    def member(self, uri: str, published: int) -> Member:
        """Return the canonical member of the family of a story published then."""
        return self._member((published, uri))

    def _keep_first(self, name: str) -> None:
        first = self._first.get(name)
        if first is not None:
            self._first.put(name, first)

    def _member(self, member: Member) -> Member:
        published, uri = member
        name = self.name(uri)
        first = self._first.get(name)
        return (published if first is None else first, name)
