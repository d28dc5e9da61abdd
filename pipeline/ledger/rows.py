"""What became of each uri: its last sequence, its status, where its newest content is.

A correction or a kill may come after weeks, when the story itself has long left the
window, and must not begin at one again. So a row outlives its story: a million of them,
at about 130 bytes each, the least lately touched ones go first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from xxhash import xxh3_64_intdigest

if TYPE_CHECKING:
    from koreawire.pipeline.ledger.versions import Version

MOST_ROWS = 1_000_000
SHARE_DROPPED = 10  # of too many, a tenth at once: dropping one by one from a dict is slow
USABLE, HELD, EMBARGOED, KILLED, STOPPED = STATUSES = (
    "usable",
    "held",
    "embargoed",
    "killed",
    "stopped",
)
_STATUS_BITS = 3
_SEQUENCE_BITS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a uri.

    `number` is its newest content, while that is remembered; `version` is kept
    apart from it once it is not.
    """

    sequence: int
    status: str
    number: int | None
    version: Version | None = None


class Rows:
    """Rows by uri, packed into whole numbers."""

    def __init__(self) -> None:
        self._rows: dict[int, int | tuple[int, Version]] = {}

    def get(self, uri: str) -> Row | None:
        """Return the row of *uri*."""
        packed = self._rows.get(_key(uri))
        if packed is None:
            return None
        return _unpack(*packed) if isinstance(packed, tuple) else _unpack(packed, None)

    def put(self, uri: str, row: Row) -> None:
        """Set the row of *uri*, as the one touched last."""
        key = _key(uri)
        self._rows.pop(key, None)
        self._rows[key] = _pack(row)
        if len(self._rows) > MOST_ROWS:
            for old in list(islice(self._rows, MOST_ROWS // SHARE_DROPPED)):
                del self._rows[old]

    def detach(self, uri: str, number: int, version: Version) -> None:
        """Keep the row of *uri* without the content under *number*, which is forgotten."""
        row = self.get(uri)
        if row is not None and row.number == number:
            self._rows[_key(uri)] = _pack(Row(row.sequence, row.status, None, version))

    def drop(self, uri: str) -> None:
        """Forget *uri*."""
        self._rows.pop(_key(uri), None)


def _key(uri: str) -> int:
    return xxh3_64_intdigest(uri.encode(errors="surrogatepass"))


def _pack(row: Row) -> int | tuple[int, Version]:
    place = 0 if row.number is None else row.number + 1
    status = STATUSES.index(row.status)
    packed = (place << _SEQUENCE_BITS | row.sequence) << _STATUS_BITS | status
    return packed if row.version is None else (packed, row.version)


def _unpack(packed: int, version: Version | None) -> Row:
    place = packed >> (_STATUS_BITS + _SEQUENCE_BITS)
    sequence = (packed >> _STATUS_BITS) & ((1 << _SEQUENCE_BITS) - 1)
    status = STATUSES[packed & ((1 << _STATUS_BITS) - 1)]
    return Row(sequence, status, place - 1 if place else None, version)
