"""What the ledger remembers, as the sum of the records judged, in log order.

`learn` adds one judged record; live judging and recovery both go through it, so a
worker that took over knows exactly what the one before it knew. Nothing else changes
memory. Stories leave in the order they came, when the clock has passed the window or
when there are too many; what is known of their uris (a sequence, a kill) stays longer,
because a correction or a kill may come after weeks and must not start at one again.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from xxhash import xxh3_64_intdigest

from koreawire.pipeline.duplicates.families import Families
from koreawire.pipeline.duplicates.index import LOW, WORD, Gathered, Postings
from koreawire.pipeline.ledger import expiry
from koreawire.pipeline.ledger.clock import Clock
from koreawire.pipeline.ledger.docket import NOTICE
from koreawire.pipeline.ledger.expiry import Expiry
from koreawire.pipeline.ledger.facts import (
    numbers,
    size_of,
    time_of,
    unpack,
    uri_of,
)
from koreawire.pipeline.ledger.overrides import KEPT_MS, Overrides
from koreawire.pipeline.ledger.rows import EMBARGOED, WAITING, Row, Rows
from koreawire.pipeline.ledger.versions import Version
from koreawire.pipeline.ledger.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koreawire.pipeline.ledger.facts import Facts

BATCH, MOST_BATCH = 500, 10_000  # records learned at once: a kilobyte of room each meanwhile
MOST_ASIDE = 50_000  # 100 MB: more than agencies hold back in a year
FOREVER = 1 << 62
MOST_STORIES = 300_000  # three days of 100,000 stories: half a gigabyte


class Memory:
    """The stories in the window, by number, origin, uri, words and shared keys."""

    def __init__(self, *, window_ms: int, most_stories: int = MOST_STORIES) -> None:
        self.window_ms = window_ms
        self.clock = Clock()
        self.families = Families()
        self.overrides = Overrides()
        self.offset = -1  # of the last record learned
        self._window = Window()
        self._expiry = Expiry(self._window, window_ms=window_ms, most_stories=most_stories)
        # On hold, under embargo, or decided by a person: kept beyond the window.
        self._aside: dict[int, bytes] = {}
        self._origins_aside: dict[int, int] = {}  # origin to number
        self._keys = Postings()
        self._names = Postings()  # origins, equal words, what orders call a story
        self._lines = Postings()  # headlines
        self._rows = Rows()
        self._expired = (-1, -1)  # clock, and the next number, when that was done last
        self._waiting: dict[str, int] = {}  # uri on hold or under embargo to the end of that

    def __len__(self) -> int:
        return len(self._window)

    def learn(self, facts: Facts, data: bytes) -> int:
        """Take in one judged record and let go what has had its time; return its number."""
        number = self._take_in(facts, data)
        self._keys.add(numbers(facts.keys), number)
        self._names.add(numbers(_names(facts)), number)
        self._lines.add(numbers(facts.lines), number)
        return number

    def learn_all(self, packed: Iterable[bytes]) -> None:
        """Learn many judged records, in log order: as one after the other, but much faster."""
        taken = iter(packed)
        while batch := list(islice(taken, min(max(BATCH, len(self) // 20), MOST_BATCH))):
            keys, names, lines = Gathered(), Gathered(), Gathered()
            for data in batch:
                facts = unpack(data)
                number = self._take_in(facts, data)
                keys.add(facts.keys, number)
                names.add(_names(facts), number)
                lines.add(facts.lines, number)
            self._keys.add_many(keys)
            self._names.add_many(names)
            self._lines.add_many(lines)

    def _take_in(self, facts: Facts, data: bytes) -> int:
        """Learn a record but for what it is found by."""
        self.expire(facts.clock)  # as before it was judged: a hold keeps what is still there
        number = self._window.append(data)
        self._expiry.note(number, facts)
        self.clock = Clock(facts.clock, facts.doubted)
        self.offset = facts.offset
        self.families.put(facts.joins, number)
        for row in facts.rows:
            self._set_row(row, facts, number)
        if facts.fate == NOTICE and facts.uri is not None:
            self._decide(facts, number)
        if self._expiry.too_many:
            self.expire(facts.clock)
        return number

    def facts(self, number: int) -> Facts | None:
        """Return the facts remembered under *number*, if they still are."""
        data = self._data(number)
        return unpack(data) if data is not None else None

    def uri(self, number: int) -> str | None:
        """Return the uri of what is remembered under *number*."""
        data = self._data(number)
        return uri_of(data) if data is not None else None

    def time(self, number: int) -> int | None:
        """Return when what is remembered under *number* happened."""
        data = self._data(number)
        return time_of(data) if data is not None else None

    def size(self, number: int) -> int:
        """Return how many characters have to be read to compare what is under *number*."""
        data = self._data(number)
        return size_of(data) if data is not None else 0

    def _data(self, number: int) -> bytes | None:
        return self._window.get(number) or self._aside.get(number)

    def packed(self) -> Iterator[bytes]:
        """Yield everything remembered, in log order."""
        return iter([*self._aside.values(), *self._window])

    def by_origin(self, origin: str) -> bytes | None:
        """Return the packed facts of a record judged before."""
        key = _origin(origin)
        for number in reversed(self._names.find((key,)).get(key, [])):
            data = self._window.get(number)
            if data is not None and unpack(data).origin == origin:
                return data
        data = self._aside.get(self._origins_aside.get(key, -1))
        return data if data is not None and unpack(data).origin == origin else None

    def by_exact(self, exact: bytes) -> int | None:
        """Return the number of the newest story with equal words.

        Postings keep 32 bits: in a million stories one in 4,000 meets a stranger there.
        """
        key = _words(exact)
        for number in reversed(self._names.find((key,)).get(key, [])):
            facts = self.facts(number)
            if facts is not None and facts.exact == exact:
                return number
        return None

    def by_keys(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each key the stories that have it."""
        return self._keys.find(keys)

    def by_lines(self, lines: Iterable[int]) -> dict[int, list[int]]:
        """Return the stories by their headlines."""
        return self._lines.find(lines)

    def by_handle(self, handle: int) -> list[int]:
        """Return the stories that an order may call so (an item number, a slug)."""
        return self._names.find((handle,)).get(handle, [])

    def row(self, uri: str) -> Row | None:
        """Return what is known of a uri."""
        row = self._rows.get(uri)
        if row is not None and row.number is not None and row.number in self._window.retired:
            self._let_go(row.number)
            row = self._rows.get(uri)
        return row

    def version(self, row: Row) -> Version:
        """Return the version that a row's newest content says it is."""
        if row.version is not None:
            return row.version
        facts = self.facts(row.number) if row.number is not None else None
        return Version(*(facts.version or ())) if facts is not None else Version()

    def due(self, clock: int) -> list[str]:
        """Return the uris whose embargo has ended at *clock*, the earliest first."""
        ended = [(until, uri) for uri, until in self._waiting.items() if until <= clock]
        return [uri for _, uri in sorted(ended)]

    def expire(self, clock: int) -> None:
        """Let go what may be forgotten at *clock*, and the oldest of too many.

        A story on hold or under embargo is kept aside until that is decided; of too
        many of them the one that was put aside first is withheld for good. After a leap of
        the clock all that is past is forgotten at once, and taken apart little by little.
        """
        asked = (clock, self._window.next)
        if asked == self._expired and not self._window.retired:
            return  # a record is judged at the clock at which it is learned
        self._expired = asked
        oldest = self._expiry.first_kept(clock)
        if oldest != self._window.oldest:
            self._window.retire(oldest)
            self.families.retire(oldest)
            for postings in (self._keys, self._names, self._lines):
                postings.retire(oldest)
            if len(self._window.retired) > expiry.MOST_DROPPED:
                self._save()
        for number in self._window.retired[: expiry.MOST_DROPPED]:
            self._let_go(number)
            self._window.skip()
        for number in self.overrides.expire(clock):
            self._forget_aside(number)

    def _save(self) -> None:
        """Put aside what is to be kept of what was retired."""
        rows = [self._rows.get(uri) for uri in self._waiting]
        numbers = {row.number for row in rows if row is not None and row.number is not None}
        for number in sorted(numbers | self.overrides.numbers()):
            self._let_go(number)

    def _let_go(self, number: int) -> None:
        """Put aside what was retired under *number*, or keep of it what outlives it."""
        data = self._window.take(number)
        if data is None:
            return
        facts = unpack(data)
        self.families.drop(facts.joins, number)
        if facts.uri is None:
            return
        if facts.version is None:
            if self.overrides.holds(facts.uri, number):
                self._put_aside(number, facts, data)
            return
        row = self._rows.get(facts.uri)
        if row is not None and row.number == number and row.status in WAITING:
            self._put_aside(number, facts, data)
        else:
            self._rows.detach(facts.uri, number, Version(*facts.version))

    def _put_aside(self, number: int, facts: Facts, data: bytes) -> None:
        self._aside[number] = data
        self._origins_aside[_origin(facts.origin)] = number
        if len(self._aside) > MOST_ASIDE:
            oldest = next(iter(self._aside))
            self._waiting.pop(uri_of(self._aside[oldest]) or "", None)
            self._forget_aside(oldest)

    def _forget_aside(self, number: int) -> None:
        data = self._aside.pop(number, None)
        if data is not None:
            self._origins_aside.pop(_origin(unpack(data).origin), None)

    def _decide(self, facts: Facts, number: int) -> None:
        """Take in what a person decided of a story."""
        uri = facts.uri or ""
        before = self.overrides.number(uri)
        if before is not None:
            self._forget_aside(before)
        until = facts.clock + self.window_ms + KEPT_MS
        self.overrides.put(uri, facts.story, number=number, until=until)

    def _set_row(self, row: tuple[str, int, str], facts: Facts, number: int) -> None:
        """Take in what a record made of a story: its own, or another one it speaks of."""
        uri, sequence, status = row
        before = self.row(uri)
        if uri == facts.uri and facts.version is not None:
            if before is not None and before.number is not None:
                self._forget_aside(before.number)
            after = Row(sequence, status, number)
        elif before is not None:
            after = Row(sequence, status, before.number, before.version)
        else:
            after = Row(sequence, status, None, Version())
        self._rows.put(uri, after, clock=facts.clock)
        if status in WAITING and after.number is not None:
            self._waiting[uri] = facts.until if status == EMBARGOED else FOREVER
        else:
            self._waiting.pop(uri, None)


def _origin(origin: str) -> int:
    return xxh3_64_intdigest(b"origin:" + origin.encode(errors="surrogatepass"))


def _names(facts: Facts) -> bytes:
    """Return what a record is found by: its origin; of a story its words and what it is called."""
    origin = WORD.pack(_origin(facts.origin) & LOW)
    return origin if facts.version is None else origin + facts.exact[: WORD.size] + facts.handles


def _words(exact: bytes) -> int:
    return int.from_bytes(exact[:8], "little")
