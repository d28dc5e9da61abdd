"""What went wrong outside, for the person at the terminal."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - it is shown to people under this name
    """One line: what is wrong, with which value, and the next step.

    Whatever touches the outside world raises it for troubles that a person can
    do something about; the command line prints it and ends with 1. Anything
    else that escapes is a bug and keeps its traceback.
    """
