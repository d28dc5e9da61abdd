"""What is remembered, by number: numbers rise by one, and the oldest go first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Window:
    """A list that begins at `oldest`: eight bytes a story where a dict takes a hundred."""

    def __init__(self) -> None:
        self.oldest = self.next = 0  # numbers remembered, and the one to come
        self._kept: list[bytes] = []
        self._dead = 0  # places at the beginning of the list that are empty

    def __len__(self) -> int:
        return self.next - self.oldest

    def __iter__(self) -> Iterator[bytes]:
        return islice(self._kept, self._dead, None)

    def get(self, number: int) -> bytes | None:
        """Return what is remembered under *number*."""
        if not self.oldest <= number < self.next:
            return None
        return self._kept[number - self.oldest + self._dead]

    def append(self, data: bytes) -> int:
        """Remember *data*; return its number."""
        self._kept.append(data)
        self.next += 1
        return self.next - 1

    def drop_oldest(self) -> None:
        """Forget the oldest."""
        self._kept[self._dead] = b""
        self._dead += 1
        self.oldest += 1
        if self._dead > len(self):
            del self._kept[: self._dead]
            self._dead = 0
