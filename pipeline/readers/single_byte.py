"""Which single-byte charset: the one in which the odd bytes spell letters of words."""

from __future__ import annotations

import re

# In order of how often news is found in them; a tie goes to the first.
CANDIDATES = ("cp1252", "iso8859-15", "mac-roman", "cp850")
ODD = re.compile(r"(?<=(.))?([^\x00-\x7f])(?=(.))?", re.DOTALL)
ODD_BYTES = re.compile(rb"[\x80-\xff]{1,64}")
# Letters of the languages read here and their neighbours, and the signs news is set with.
LETTERS = frozenset("æøåéëïöüäèêçñáíóúàâîôûßœÆØÅÉÖÜÄÈÇÑÁÍÓÚŒÿãõòìùðþýšžŠŽ")
OPENING = frozenset("“‘„‚«¡¿–—€£§©·•…°»’”®")
CLOSING = frozenset("”’»…°%©®–—½¼¾²³“‘€£·•")
NO_BREAK = "\u00a0"
SAMPLE = 1000  # odd characters looked at


def best_single_byte(payload: bytes, prefer: str = "cp1252") -> tuple[str, str]:
    """Return the text and the charset it reads best in; *prefer* wins a tie."""
    sample = _odd(payload)
    names = dict.fromkeys((prefer, *CANDIDATES))
    best = max(names, key=lambda name: _plausible(sample.decode(name, errors="replace")))
    return payload.decode(best, errors="replace"), best


def _odd(payload: bytes) -> bytes:
    """The bytes beyond ASCII, each run with what stands beside it, on a line of its own."""
    runs: list[bytes] = []
    size = 0
    for run in ODD_BYTES.finditer(payload):
        runs.append(payload[max(run.start() - 1, 0) : run.end() + 1])
        size += len(run[0])
        if size > SAMPLE:
            break
    return b"\n".join(runs)


def _plausible(text: str) -> int:
    """Odd characters that stand where they belong, less twice those that do not."""
    score = 0
    for match in ODD.finditer(text):
        before, odd, after = match[1] or " ", match[2], match[3] or " "
        if odd == NO_BREAK:
            score += 1  # between words, in names, before signs: anywhere but alone in a word
        elif odd in LETTERS:
            beside = before.isalpha() or after.isalpha()
            score += 1 if beside and not (odd.isupper() and before.islower()) else -1
        elif (odd in OPENING and not (before.isalpha() and after.isalpha())) or (
            odd in CLOSING and (not after.isalpha() or odd == "’")
        ):
            score += 1
        else:
            score -= 1 if odd == "’" else 2
    return score
