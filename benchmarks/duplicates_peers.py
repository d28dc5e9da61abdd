"""Libraries that find like texts, behind one shape (benchmarks/duplicates_compare.py)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PERMUTATIONS = 128
BITS = 64
SEED = 1
LIKENESSES = tuple(step / 100 for step in range(10, 96, 5))
# Of 64 bits; beyond eight, the nine parts that the index looks up are seven bits long and
# name every hundredth story.
DISTANCES = tuple(-float(distance) for distance in range(1, 9))


class Index(NamedTuple):
    """Remember a sketch by its number; the numbers of those that may be like one."""

    add: Callable[[int, Any], object]
    query: Callable[[Any], Iterable[int]]


class Peer(NamedTuple):
    """A library: a sketch of shingles, how like two are, an index from a likeness on."""

    sketch: Callable[[set[str]], Any]
    likeness: Callable[[Any, Any], float]
    index: Callable[[float], Index]
    choices: tuple[float, ...]


def datasketch() -> Peer:
    """MinHash and MinHashLSH, bands as the library chooses them."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - where it is installed

    def sketch(shingles: set[str]) -> MinHash:
        found = MinHash(PERMUTATIONS, seed=SEED)
        found.update_batch([shingle.encode() for shingle in shingles])
        return found

    def index(least: float) -> Index:
        lsh = MinHashLSH(threshold=least, num_perm=PERMUTATIONS)
        return Index(lsh.insert, lsh.query)

    return Peer(sketch, MinHash.jaccard, index, LIKENESSES)


def rensa() -> Peer:
    """RMinHash and RMinHashLSH; of the bands it takes, those whose threshold is nearest."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    def sketch(shingles: set[str]) -> RMinHash:
        found = RMinHash(PERMUTATIONS, SEED)
        found.update(list(shingles))
        return found

    def index(least: float) -> Index:
        counts = (2**power for power in range(8))
        bands = min(counts, key=lambda n: abs((1 / n) ** (n / PERMUTATIONS) - least))
        lsh = RMinHashLSH(least, PERMUTATIONS, bands)
        return Index(lsh.insert, lsh.query)

    return Peer(sketch, RMinHash.jaccard, index, LIKENESSES)


def simhash() -> Peer:
    """Simhash and SimhashIndex; likeness is the distance, negated."""
    from simhash import Simhash, SimhashIndex  # noqa: PLC0415

    quiet = logging.getLogger("simhash.quiet")
    quiet.disabled = True  # it warns of every large bucket

    def index(least: float) -> Index:
        known = SimhashIndex([], f=BITS, k=int(-least), log=quiet)
        return Index(
            lambda number, sketch: known.add(str(number), sketch),
            lambda sketch: map(int, known.get_near_dups(sketch)),
        )

    return Peer(
        lambda shingles: Simhash(sorted(shingles), f=BITS, log=quiet),
        lambda one, other: -one.distance(other),
        index,
        DISTANCES,
    )


PEERS = {"datasketch MinHash LSH": datasketch, "rensa": rensa, "simhash": simhash}
