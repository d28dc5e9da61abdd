"""Attribution: agencies that the prose names as its source, which are not the story's origin."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from koreawire.pipeline.grammars.agencies import agencies


@cache
def _names() -> tuple[AhoCorasick, list[str]]:
    pairs = [(name, one.code) for one in agencies().values() for name in one.prose]
    automaton = AhoCorasick(
        [name for name, _ in pairs],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
    return automaton, [code for _, code in pairs]


def attributed(body: str, exclude: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the agencies named in *body*, in order of first mention, without *exclude*."""
    automaton, codes = _names()
    found: dict[str, None] = {}
    for index, start, end in automaton.find_matches_as_indexes(body):
        before = body[start - 1] if start else " "
        after = body[end] if end < len(body) else " "
        hangul = body[start] >= "\u1100"
        if hangul or not (before.isalnum() or after.isalnum()):
            found[codes[index]] = None
    return tuple(code for code in found if code not in exclude)
