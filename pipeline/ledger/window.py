"""What is remembered, by number: numbers rise by one, and the oldest go first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Window:
    """A list that begins at `oldest`: eight bytes a story where a dict takes a hundred.

    What is retired is forgotten at once, and its bytes are taken out one by one later.
    """

    def __init__(self) -> None:
        self.oldest = self.next = 0  # numbers remembered, and the one to come
        self._kept: list[bytes] = []
        self._base = 0  # number of the first place in the list
        self._left = 0  # number of the first that was not taken out

    def __len__(self) -> int:
        return self.next - self.oldest

    def __iter__(self) -> Iterator[bytes]:
        return islice(self._kept, self.oldest - self._base, None)

    def get(self, number: int) -> bytes | None:
        """Return what is remembered under *number*."""
        if not self.oldest <= number < self.next:
            return None
        return self._kept[number - self._base]

    def append(self, data: bytes) -> int:
        """Remember *data*; return its number."""
        self._kept.append(data)
        self.next += 1
        return self.next - 1

    def retire(self, oldest: int) -> None:
        """Forget what is numbered below *oldest*."""
        self.oldest = oldest

    @property
    def retired(self) -> range:
        """The numbers that are forgotten and were not taken out yet."""
        return range(self._left, self.oldest)

    def take(self, number: int) -> bytes | None:
        """Take out what was retired, if that was not done before."""
        if number not in self.retired:
            return None
        place = number - self._base
        data, self._kept[place] = self._kept[place], b""
        return data or None

    def skip(self) -> None:
        """Note that the first of the retired was taken out."""
        self._left += 1
        if self._left - self._base > self.next - self._left:
            del self._kept[: self._left - self._base]
            self._base = self._left
