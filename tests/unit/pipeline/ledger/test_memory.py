"""What the ledger finds again."""

from __future__ import annotations

import random

from koreawire.pipeline.ledger import memory as memory_module
from koreawire.pipeline.ledger.facts import Facts, words
from koreawire.pipeline.ledger.memory import Memory
from koreawire.pipeline.ledger.rows import EMBARGOED


def test_a_stranger_whose_words_hash_alike_does_not_hide_a_copy():
    """Postings keep 32 bits of a hash; in a million stories some meet there."""
    memory = Memory(window_ms=1_000)
    one, two = bytes(16), bytes(4) + b"another text"
    for offset, exact in enumerate((one, two)):
        facts = Facts(
            f"raw:0:{offset}#0",
            offset,
            1,
            1,
            uri=f"urn:{offset}",
            exact=exact,
            version=(None, 0, 1),
        )
        memory.learn(facts, facts.pack())
    assert (memory.by_exact(one), memory.by_exact(two)) == (0, 1)
    assert memory.by_exact(bytes(4) + b"a third text") is None


def test_what_is_learned_at_once_is_what_is_learned_one_by_one():
    """A worker that takes over learns in bulk, and must decide as the one before it did."""
    draw = random.Random(7)  # noqa: S311 - keys, not secrets
    one_by_one, at_once = (Memory(window_ms=3_000, most_stories=2_000) for _ in range(2))
    learned = [
        Facts(
            f"raw:0:{offset}#0",
            offset,
            offset,
            offset,
            uri=f"urn:{offset % 900}",
            exact=draw.randbytes(16),
            keys=words([draw.randrange(2**64) for _ in range(3)] + [draw.randrange(9)]),
            lines=words([draw.randrange(40)]),
            handles=words([draw.randrange(500)]),
            version=(None, 0, 1),
            rows=((f"urn:{offset % 900}", offset // 900, "usable"),),
        )
        for offset in range(5_000)
    ]
    for facts in learned:
        one_by_one.learn(facts, facts.pack())
    at_once.learn_all(facts.pack() for facts in learned)
    assert len(one_by_one) == len(at_once) == 2_000
    keys = [int.from_bytes(facts.keys[:4], "little") for facts in learned] + list(range(9))
    assert one_by_one.by_keys(keys) == at_once.by_keys(keys)
    assert one_by_one.by_lines(range(40)) == at_once.by_lines(range(40))
    for facts in learned:
        for find in ("by_origin", "by_exact"):
            sought = facts.origin if find == "by_origin" else facts.exact
            assert getattr(one_by_one, find)(sought) == getattr(at_once, find)(sought)
        assert one_by_one.row(facts.uri or "") == at_once.row(facts.uri or "")
    assert [one_by_one.by_handle(name) for name in range(500)] == [
        at_once.by_handle(name) for name in range(500)
    ]


def test_of_too_many_stories_aside_the_first_are_let_go(monkeypatch):
    """Whoever sends embargoes without end must not fill the worker's memory."""
    monkeypatch.setattr(memory_module, "MOST_ASIDE", 3)
    memory = Memory(window_ms=1_000)
    for offset in range(6):
        now = offset * 2_000  # each leaves the window before the next comes
        uri = f"urn:{offset}"
        facts = Facts(
            f"raw:0:{offset}#0",
            offset,
            now,
            now,
            uri=uri,
            version=(None, 0, 1),
            rows=((uri, 0, EMBARGOED),),
            until=10**9,
        )
        memory.learn(facts, facts.pack())
    known = [memory.facts(memory.row(f"urn:{offset}").number) is not None for offset in range(6)]
    assert known == [False, False, True, True, True, True]
    assert memory.due(10**9) == ["urn:2", "urn:3", "urn:4", "urn:5"]
