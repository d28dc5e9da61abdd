"""What became of each uri: its last sequence, its status, where its newest content is.

A correction or a kill may come after weeks, when the story itself has long left the
window, and must not begin at one again. So a row outlives its story: for forty days after
it was touched last. A leap of the clock counts as one day, so that three items with a wrong
year do not make the desk forget. A million of them at most, at about 150 bytes each and 100
more where the story told a version.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from xxhash import xxh3_64_intdigest

from koreawire.pipeline.ledger.versions import Version

DAY_MS = 24 * 3_600_000
KEPT_DAYS = 40  # readers have a story for thirty
MOST_ROWS = 1_000_000
MOST_DROPPED = 64  # at once: what comes after a silence of weeks shall not wait for all
USABLE, HELD, EMBARGOED, KILLED, STOPPED = STATUSES = (
    "usable",
    "held",
    "embargoed",
    "killed",
    "stopped",
)
WAITING = frozenset({HELD, EMBARGOED})  # kept until that is decided
NO_VERSION = Version()
_STATUS_BITS = 3
_SEQUENCE_BITS = 40
_DAY_BITS = 32

_Packed = int | tuple[int, Version]


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
    """Rows by uri, packed into whole numbers; of too many, those of the oldest day go first."""

    def __init__(self) -> None:
        self._rows: dict[int, _Packed] = {}
        self._touched: dict[int, array[int]] = {}  # day to keys, some of them touched again since
        self._looked = 0  # keys of the oldest day
        self._clock = self._age = 0  # event time, and how much of it has passed without leaps

    def get(self, uri: str) -> Row | None:
        """Return the row of *uri*."""
        packed = self._rows.get(_key(uri))
        return None if packed is None else _unpack(packed)

    def put(self, uri: str, row: Row, *, clock: int) -> None:
        """Set the row of *uri*, touched at event time *clock* (ms); let go what is past."""
        if self._clock:
            self._age += min(max(clock - self._clock, 0), DAY_MS)
        self._clock = clock
        key, today = _key(uri), self._age // DAY_MS
        self._set(key, row, today)
        for _ in range(MOST_DROPPED):
            if not self._let_one_go(today):
                break

    def detach(self, uri: str, number: int, version: Version) -> None:
        """Keep the row of *uri* without the content under *number*, which is forgotten."""
        packed = self._rows.get(_key(uri))
        row = self.get(uri)
        if packed is not None and row is not None and row.number == number:
            kept = Row(row.sequence, row.status, None, version)
            self._rows[_key(uri)] = _pack(kept, _day(packed))

    def _set(self, key: int, row: Row, day: int) -> None:
        before = self._rows.get(key)
        if before is None or _day(before) != day:
            self._touched.setdefault(day, array("Q")).append(key)
        self._rows[key] = _pack(row, day)

    def _let_one_go(self, today: int) -> bool:
        """Look at the row touched longest ago; drop it if it is past, or one too many."""
        day, keys = next(iter(self._touched.items()))
        too_many = len(self._rows) > MOST_ROWS
        if not too_many and day + KEPT_DAYS > today:
            return False
        if self._looked == len(keys):
            del self._touched[day]
            self._looked = 0
            return bool(self._touched)
        key = keys[self._looked]
        self._looked += 1
        packed = self._rows.get(key)
        if packed is not None and _day(packed) == day:  # else it was touched again
            del self._rows[key]
            row = _unpack(packed)
            if row.status in WAITING and not too_many:
                self._set(key, row, today)
        return True


def _key(uri: str) -> int:
    return xxh3_64_intdigest(uri.encode(errors="surrogatepass"))


def _pack(row: Row, day: int) -> _Packed:
    place = 0 if row.number is None else row.number + 1
    packed = place << _DAY_BITS | day
    packed = packed << _SEQUENCE_BITS | row.sequence
    packed = packed << _STATUS_BITS | STATUSES.index(row.status)
    told = row.number is None and row.version not in (None, NO_VERSION)
    return (packed, row.version) if told and row.version else packed


def _day(packed: _Packed) -> int:
    whole = packed[0] if isinstance(packed, tuple) else packed
    return (whole >> (_STATUS_BITS + _SEQUENCE_BITS)) & ((1 << _DAY_BITS) - 1)


def _unpack(packed: _Packed) -> Row:
    whole, version = packed if isinstance(packed, tuple) else (packed, NO_VERSION)
    place = whole >> (_STATUS_BITS + _SEQUENCE_BITS + _DAY_BITS)
    sequence = (whole >> _STATUS_BITS) & ((1 << _SEQUENCE_BITS) - 1)
    status = STATUSES[whole & ((1 << _STATUS_BITS) - 1)]
    return Row(sequence, status, place - 1, None) if place else Row(sequence, status, None, version)
