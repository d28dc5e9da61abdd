"""What the ledger finds again."""

from __future__ import annotations

from koreawire.pipeline.ledger.facts import Facts
from koreawire.pipeline.ledger.memory import Memory


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
