"""Text from the wire as people may see it: nothing hidden in it, nothing acting on the screen."""

from __future__ import annotations

import re

ELLIPSIS = "…"
# C0 and C1 controls (terminal escapes among them), zero-width and bidirectional
# controls, line and paragraph separators, interlinear annotation, tag characters
# and surrogates: Unicode 16, categories Cc, Cf, Zl, Zp, Cs. Left alone are the soft
# hyphen (shown as a hyphen or not at all) and the joiners U+200C and U+200D, which
# scripts and emoji need.
_HIDDEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
_SPACES = re.compile(r"[\t\n\v\f\r ]+")


def visible(text: str, limit: int | None = None) -> str:
    """Return *text* on one line with every hidden character written out as ‹U+202E›.

    A headline must not colour the terminal, turn the line around or hide a part
    of itself. *limit* is in characters; what is longer ends in an ellipsis.
    """
    line = _HIDDEN.sub(_named, _SPACES.sub(" ", text).strip())
    if limit is not None and len(line) > limit:
        return line[: limit - 1] + ELLIPSIS
    return line


def _named(match: re.Match[str]) -> str:
    return f"‹U+{ord(match[0]):04X}›"
