"""Writes docs/reference/ from the code: `python -m docs.generate`."""
